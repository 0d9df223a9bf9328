# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A call for artists as its card says it: until when one may apply and on whose clocks, for which arts, and what is given."""

from django.utils.translation import gettext

from residencies.programme.wording import euros, moment, zone_words
from residencies.vocabulary import Discipline, Phase

from .calls import CallFacts
from .wording import count_nights


def phase_words(call: CallFacts) -> str:
    return str(Phase(call.phase).label)


def call_facts(call: CallFacts) -> list[tuple[str, str]]:
    """Sign and words of each."""
    facts = [("clock", deadline_words(call))]
    facts.append(("brush", ", ".join(str(word.label) for word in Discipline if word in call.disciplines)))
    if call.given:
        words = gettext("%(sum)s given over %(nights)s") % {"sum": euros(call.given), "nights": count_nights(call.nights)}
        facts.append(("coin", words))
    return facts


def deadline_words(call: CallFacts) -> str:
    """The next of its times, with the zone: when it opens, until when one may apply, or when that was."""
    instant = call.opens_at if call.phase == Phase.COMING else call.deadline_at
    words = {Phase.COMING.value: gettext("opens %(moment)s (%(zone)s)"), Phase.OPEN.value: gettext("until %(moment)s (%(zone)s)")}
    return words.get(call.phase, gettext("closed on %(moment)s (%(zone)s)")) % {
        "moment": moment(instant, call),
        "zone": zone_words(instant, call),
    }
