# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one “from” price: the lowest price of a night that can still be booked, as home, villages, stays, search and API show it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from .prices import FRIDAY, SATURDAY, night_price
from .rules import reach_of
from .terms import UnitTerms

Span = tuple[date, date]
DAY = timedelta(days=1)


def lowest_night(terms: UnitTerms, *, taken: Iterable[Span], today: date) -> Decimal | None:
    """EUR of the cheapest night from `today` on that nobody has and that notice and window let one book; None if there is none.

    `taken` are spans `[from, until)`. Before discounts, extra guests, fees and tax; least and most nights are not asked.
    """
    if not terms.public or terms.rate is None:
        return None
    start, end = today + timedelta(days=terms.rate.notice_days), reach_of(terms, today)
    prices = {night_price(terms, day)[2] for first, until in _free(taken, start, end) for day in _telling_days(terms, first, until)}
    return min(prices, default=None)


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


def _telling_days(terms: UnitTerms, first: date, until: date) -> Iterator[date]:
    """Of each part of `[first, until)` with one level of prices, a weekend night and another, as far as it has them."""
    if first >= until:
        return
    edges = {edge for season in terms.seasons for edge in (season.period.lower, season.period.upper) if first < edge < until}
    for start, end in pairwise(sorted({first, until, *edges})):
        week = [start + n * DAY for n in range(min((end - start).days, 7))]
        weekend = [day for day in week if day.weekday() in (FRIDAY, SATURDAY)]
        yield from weekend[:1]
        yield from [day for day in week if day not in weekend][:1]
