# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What to try when nothing was found: nearest dates, nearest villages, one condition less; each with the number there.

A step is an address of this page, read as any other: what is counted is what somebody gets who follows it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from marketplace.booking.clock import rome_now
from marketplace.territory.models import Municipality

from .calls import only_calls
from .chips import without_facts
from .find import count_each
from .geo import kilometres
from .links import Links
from .page import understood
from .query import BadSearch, SearchRequest, read_request
from .wording import Chip, days_words, locale_of

SHIFTS = (1, -1, 2, -2, 3, -3, 7, -7, 14)  # days, the nearest first
NEIGHBOURS = 6  # villages looked at
MOST_SHOWN = 4
QUOTES = "“”„«»"  # around words searched as text
Places = dict[str, Municipality]
Steps = list[tuple[str, list[Chip]]]


def next_steps(request: SearchRequest, links: Links, places: Places) -> Steps:
    """Groups of steps with a title each; those that lead nowhere are left out. The last is always all there is."""
    groups = [
        (gettext("The nearest free dates"), _other_dates(request, links)),
        (gettext("The nearest villages"), _neighbours(request, links, places)),
        (gettext("One condition less"), _without_one(request, links, places)),
        (gettext("Calls whose deadline is over"), _closed_calls(request, links)),
    ]
    # Taken in turn, so that each group has some where only the first few are counted.
    longest = max(len(chips) for _, chips in groups)
    turns = [chips[n] for n in range(longest) for _, chips in groups if n < len(chips)]
    counts = _counts(turns, request)
    steps = [
        (title, [_with_count(chip, counts[chip.url]) for chip in chips if counts.get(chip.url)][:MOST_SHOWN]) for title, chips in groups
    ]
    everything = [(gettext("Begin anew"), [Chip(gettext("Everything there is"), links.path, "list")])] if links.params else []
    return [group for group in steps if group[1]] + everything


def _counts(chips: Iterable[Chip], request: SearchRequest) -> dict[str, int]:
    """How many hits there are at each address."""
    asked: dict[str, SearchRequest] = {}
    for chip in chips:
        try:
            asked[chip.url] = read_request(QueryDict(chip.url.partition("?")[2])).but(lang=request.lang)
        except BadSearch:  # one condition cannot go without another
            continue
    return dict(zip(asked, count_each(list(asked.values())), strict=False))


def _with_count(chip: Chip, count: int) -> Chip:
    hits = ngettext("%(count)s result", "%(count)s results", count) % {"count": count}
    return replace(chip, words=f"{chip.words}: {hits}")


def _other_dates(request: SearchRequest, links: Links) -> list[Chip]:
    if not (request.check_in and request.check_out):
        return []
    chips, today, other = [], rome_now().date(), without_facts(request, "day", "nights", "flex")
    for days in SHIFTS:
        check_in, check_out = request.check_in + timedelta(days=days), request.check_out + timedelta(days=days)
        if check_in >= today:
            words = days_words(check_in, check_out, locale_of(request))
            chips.append(
                Chip(
                    words,
                    links.but(q=other, check_in=str(check_in), check_out=str(check_out), flex="", when="", nights="", weekend=""),
                    "calendar",
                )
            )
    return chips


def _neighbours(request: SearchRequest, links: Links, places: Places) -> list[Chip]:
    """The villages around those asked for."""
    asked = [places[code] for code in request.municipalities if code in places]
    if not asked:
        return []

    def away(place: Municipality) -> float:
        here = (place.latitude, place.longitude)
        return min(kilometres(here, (other.latitude, other.longitude)) for other in asked)

    other = without_facts(request, "where")
    others = sorted((place for code, place in places.items() if code not in request.municipalities), key=away)[:NEIGHBOURS]
    return [Chip(place.name, links.but(q=other, municipality=place.istat), "pin") for place in others]


def _closed_calls(request: SearchRequest, links: Links) -> list[Chip]:
    """Where no call is open: what there was, for there may be another next year."""
    if not only_calls(request) or request.phases:
        return []
    return [Chip(gettext("With the jury, decided or past"), links.but(phase=["jury", "decided", "past"]), "clock")]


def _without_one(request: SearchRequest, links: Links, places: Places) -> list[Chip]:
    words = gettext("Without “%(condition)s”")
    chips = [replace(chip, words=words % {"condition": chip.words.strip(QUOTES)}) for chip in understood(request, places, links)]
    return [chip for chip in chips if "?" in chip.url]
