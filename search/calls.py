# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Calls for artists among what is found: where they may show themselves, and in which phase one is (decision 0073).

A document has a call's times, never its phase: whoever asks says what time it is, and documents do not age. What a guest asks for
a stay does not apply to a call: nobody is charged by the night, and a residency is for one artist, so that guests neither find nor
hide one; what has no price is not found by a price, as with local businesses. Dates do apply: a call fits whose periods have one of
the nights asked. How many of them is not compared, for two nights are meant by everybody who does not say.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from marketplace.booking.clock import rome_instant
from residencies.vocabulary import Equipment, Phase

from .offers import day_number
from .query import SearchRequest
from .texts import words_of

STANDING = (Phase.OPEN.value, Phase.COMING.value)  # what one can still apply to
PHASES = (Phase.OPEN.value, Phase.COMING.value, Phase.JURY.value, Phase.DECIDED.value, Phase.PAST.value)
FIRST_PHASES = {Phase.OPEN.value: 2, Phase.COMING.value: 1}  # the others have 0
CHOOSES_CALLS = ("kind", "discipline", "phase")  # facets whose choice brings calls forward
CENT = Decimal("0.01")
WORDS_OF_A_NAME = 2  # one word of a title is no name: it is what half of the texts are about
_EQUIPMENT = frozenset(map(str, Equipment))


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What a hit says of a call. `given` is EUR over `nights`, by `residencies.domain.worth_of`."""

    phase: str
    opens_at: datetime
    deadline_at: datetime
    time_zone: str
    disciplines: tuple[str, ...]
    given: Decimal
    nights: int

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def facts_of(document: dict[str, Any], now: datetime) -> CallFacts:
    """From a call's document."""
    card = document["card"]
    opens, closes = (datetime.fromtimestamp(document[name], UTC) for name in ("opens", "closes"))
    return CallFacts(
        phase_at(document, now),
        opens,
        closes,
        card["zone"],
        tuple(document["discipline"]),
        (Decimal(card["given"]) / 100).quantize(CENT),
        card["nights"],
    )


def seconds(now: datetime) -> int:
    """An instant as documents have them."""
    return int(now.timestamp())


def phase_at(times: dict[str, Any], now: datetime) -> str:
    """The phase at `now` of what has these times, as `residencies.domain.phase_of` says it; both engines count alike."""
    at = seconds(now)
    if times["cancelled"] is not None and times["cancelled"] <= at:
        return Phase.CANCELLED.value
    ends = zip(("opens", "closes", "decided", "over"), (Phase.COMING, Phase.OPEN, Phase.JURY, Phase.DECIDED), strict=True)
    return next((phase.value for name, phase in ends if at < times[name]), Phase.PAST.value)


def asks_for_calls(request: SearchRequest) -> bool:
    """Whether calls are asked for, by their kind or by what nothing else has."""
    return bool("call" in request.kinds or request.disciplines or request.phases or request.deadline or _EQUIPMENT & {*request.amenities})


def only_calls(request: SearchRequest) -> bool:
    """Whether nothing but calls can be found."""
    return asks_for_calls(request) and set(request.kinds) <= {"call"}


def hides_calls(request: SearchRequest) -> bool:
    """Whether calls stand aside as long as nobody asks for them. What was chosen in the facet of kinds decides by itself."""
    return not request.kinds and not asks_for_calls(request)


def mixes_calls(request: SearchRequest) -> bool:
    """Whether calls one can apply to stand among the rest all the same: words searched as text may mean one. Whoever names a village or
    an amenity, says when or how many come, looks for a bed; whoever says nothing looks around among what there is to book and to visit."""
    return bool(request.searched) and not request.has_dates and request.guests is None


def name_asked(request: SearchRequest) -> str:
    """The words that would find a call by its name, whatever its phase; empty if they are too few for a name."""
    text = request.named or request.searched
    return text if len(words_of(text)) >= WORDS_OF_A_NAME else ""


def nights_asked(request: SearchRequest, today: date) -> tuple[int, int] | None:
    """The first and the last night of which a period has to have one, as day numbers; nights that are over do not count."""
    if request.when:
        first, last = request.when
    elif request.check_in and request.check_out:
        around = timedelta(days=request.flex)
        first, last = request.check_in - around, request.check_out + around - timedelta(days=1)
    else:
        return None
    return day_number(max(first, today)), day_number(last)


def deadlines_asked(request: SearchRequest) -> tuple[int, int] | None:
    """From which instant on and before which the deadline lies, in Rome."""
    if request.deadline is None:
        return None
    first, last = request.deadline
    return seconds(rome_instant(first, time.min)), seconds(rome_instant(last + timedelta(days=1), time.min))


def latest_first(request: SearchRequest) -> bool:
    """Whether the deadline nearest to now is the latest: where only closed calls are asked for."""
    return bool(request.phases) and not set(request.phases) & set(STANDING)
