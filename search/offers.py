# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A unit's calendar and rules as an engine can ask them: free nights and days of arrival as ranges of day numbers.

One offer for each pair of least and most nights that holds on some day of arrival, so that a stay fits a unit exactly when
one of its offers contains it; cut where a discount by length begins, so that an offer has one price a night (see `costs`).
What depends on today (notice, window, check-in hour) stays a number and is asked with today's date: documents do not age. The
rules themselves are those of `marketplace.booking.rules`.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from marketplace.booking.from_price import lowest_night
from marketplace.booking.rules import max_nights, min_nights
from marketplace.booking.terms import UnitTerms

from .costs import costs_by_length

EPOCH = date(1970, 1, 1).toordinal()
FAR = 100_000  # a day no calendar reaches
Range = dict[str, int]


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH


def free_ranges(busy: Iterable[tuple[int, int]], start: int) -> list[Range]:
    """The nights from `start` on that none of `busy` (`[from, until)`) takes, joined as far as they go, ends included."""
    free, at = [], start
    for first, until in sorted(busy):
        if first > at:
            free.append({"gte": at, "lte": first - 1})
        at = max(at, until)
    return [*free, {"gte": at, "lte": FAR}]


def offers_of(terms: UnitTerms, busy: Iterable[tuple[date, date]], today: date) -> list[dict[str, Any]]:
    """The offers of a unit; none if nobody can book it at present. Prices are EUR cents, `until` minutes after midnight."""
    if not terms.public or terms.rate is None:
        return []
    start, rate, busy = day_number(today), terms.rate, list(busy)
    lowest = lowest_night(terms, taken=busy, today=today)
    free = free_ranges(((day_number(first), day_number(until)) for first, until in busy), start)
    common = {
        "unit": terms.unit.pk,
        "kind": terms.unit.kind,
        "place": terms.stay.municipality.istat,
        "capacity": terms.unit.capacity,
        "amenities": sorted({*terms.stay.amenities, *terms.unit.amenities}),
        "price": None if lowest is None else int(lowest * 100),
        "notice": rate.notice_days,
        "window": rate.window_days,
        "until": terms.stay.check_in_from.hour * 60 + terms.stay.check_in_from.minute,
        "no_arrival": sorted(rate.closed_arrival_weekdays),
        "no_departure": sorted(rate.closed_departure_weekdays),
        "closed_departure": [_range(r.period.lower, r.period.upper) for r in terms.restrictions if r.closed_to_departure],
    }
    return [
        {**common, **costs, "min_nights": low, "max_nights": high, "arrival": days, "free": gaps}
        for (least, most), days in _arrivals(terms, start).items()
        for low, high, costs in costs_by_length(terms, least, most, start)
        if (gaps := [gap for gap in free if _fits(gap, low, days)]) or low == least
    ]


def _arrivals(terms: UnitTerms, start: int) -> dict[tuple[int, int], list[Range]]:
    """Days of arrival that no restriction closes, by least and most nights; weekdays are left to the question."""
    edges = {start, FAR}
    periods = [*(season.period for season in terms.seasons), *(restriction.period for restriction in terms.restrictions)]
    for period in periods:
        edges |= {day for day in (day_number(period.lower), day_number(period.upper)) if start < day < FAR}
    found: dict[tuple[int, int], list[Range]] = defaultdict(list)
    for first, after in pairwise(sorted(edges)):
        day = date.fromordinal(first + EPOCH)
        if not any(restriction.closed_to_arrival for restriction in terms.restrictions_of(day)):
            found[min_nights(terms, day), max_nights(terms, day)].append({"gte": first, "lte": after - 1})
    return {lengths: days for lengths, days in found.items() if lengths[0] <= lengths[1]}


def _fits(gap: Range, least: int, days: list[Range]) -> bool:
    """Whether somebody could arrive in this gap and stay long enough: shorter ones need not be indexed."""
    long_enough = gap["lte"] - gap["gte"] + 1 >= least
    return long_enough and any(span["gte"] <= gap["lte"] and gap["gte"] <= span["lte"] for span in days)


def _range(lower: date, upper: date) -> Range:
    return {"gte": day_number(lower), "lte": day_number(upper) - 1}
