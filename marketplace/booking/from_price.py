# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one “from” price: the lowest price of a night that can still be booked, as home, villages, stays, search and API show it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from .prices import FRIDAY, SATURDAY, night_price
from .rules import reach_of
from .terms import UnitTerms

Span = tuple[date, date]


def lowest_night(terms: UnitTerms, *, taken: Iterable[Span], today: date) -> Decimal | None:
    """EUR of the cheapest night from `today` on that nobody has and that notice and window let one book; None if there is none.

    `taken` are spans `[from, until)`. Before discounts, extra guests, fees and tax; least and most nights are not asked.
    """
    if not terms.public or terms.rate is None:
        return None
    start, end = today + timedelta(days=terms.rate.notice_days), reach_of(terms, today)
    return min((night_price(terms, day)[2] for day in _telling_days(terms, _free(taken, start, end), start, end)), default=None)


def _free(taken: Iterable[Span], start: date, end: date) -> Iterator[Span]:
    """What `taken` leaves of `[start, end)`."""
    at = start
    for first, until in sorted(taken):
        if first > at:
            yield at, min(first, end)
        at = max(at, until)
        if at >= end:
            return
    yield at, end


def _telling_days(terms: UnitTerms, free: Iterable[Span], start: date, end: date) -> Iterator[date]:
    """Of each part of `[start, end)` with one level of prices, a weekend night and another, as far as they are `free`.

    Counted in day numbers, and done when every part has told both: documents of the search ask this for every unit.
    """
    seasons = {edge for season in terms.seasons for edge in (season.period.lower, season.period.upper) if start < edge < end}
    edges = [edge.toordinal() for edge in sorted({start, end, *seasons})]
    told: set[tuple[int, bool]] = set()
    for first, until in ((one.toordinal(), other.toordinal()) for one, other in free):
        for part in range(max(bisect_right(edges, first) - 1, 0), len(edges) - 1):
            if edges[part] >= until:
                break
            low = max(first, edges[part])
            for number in range(low, min(until, edges[part + 1], low + 7)):
                weekend = (number - 1) % 7 in (FRIDAY, SATURDAY)  # day 1 of the calendar is a Monday
                if (part, weekend) not in told:
                    told.add((part, weekend))
                    yield date.fromordinal(number)
        if len(told) >= 2 * (len(edges) - 1):
            return
