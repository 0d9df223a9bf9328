# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A unit's calendar and rules as an engine can ask them: free nights and days of arrival as ranges of day numbers.

A unit is one offer, or one for each number of nights at most that holds on some day of arrival, so that a stay fits a unit exactly
when one of its offers contains it. Nights at least are told with the days of arrival, once for each length of stay up to LONGEST
(see `arrival_code`); where some days demand more than that, they are an offer of their own. What depends on today (notice,
window, check-in hour) stays a number and is asked with today's date: documents do not age. The rules themselves are those of
`marketplace.booking.rules`. Decision: docs/decisions/0075.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from marketplace.booking.from_price import lowest_night
from marketplace.booking.rules import max_nights, min_nights
from marketplace.booking.terms import UnitTerms

from .costs import costs_of

EPOCH = date(1970, 1, 1).toordinal()
FAR = 100_000  # a day no calendar reaches
LONGEST = 7  # stays of so many nights, and of more, have their days of arrival together
STEP = 2**17  # above every day
Range = dict[str, int]
Span = tuple[int, int]  # both ends included
Lengths = tuple[int, int]
Arrivals = list[tuple[int, int, int]]  # first day, last day, nights at least


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH


def arrival_code(day: int, nights: int) -> int:
    """What an offer's `arrival` has to contain for a stay of so many nights from `day` on."""
    return min(nights, LONGEST) * STEP + day


def free_spans(busy: Iterable[tuple[int, int]], start: int) -> list[Span]:
    """The nights from `start` on that none of `busy` (`[from, until)`) takes, joined as far as they go, ends included."""
    free, at = [], start
    for first, until in sorted(busy):
        if first > at:
            free.append((at, first - 1))
        at = max(at, until)
    return [*free, (at, FAR)]


def offers_of(terms: UnitTerms, busy: Iterable[tuple[date, date]], today: date) -> list[dict[str, Any]]:
    """The offers of a unit; none if nobody can book it at present. Prices are EUR cents, `until` minutes after midnight."""
    if not terms.public or terms.rate is None:
        return []
    start, rate, busy = day_number(today), terms.rate, list(busy)
    lowest = lowest_night(terms, taken=busy, today=today)
    free = free_spans(((day_number(first), day_number(until)) for first, until in busy), start)
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
        {
            **common,
            **costs_of(terms, start, most),
            "min_nights": least,
            "max_nights": most,
            "arrival": _codes(days, most),
            "free": _usable(free, days),
        }
        for (least, most), days in _arrivals(terms, start).items()
    ]


def _arrivals(terms: UnitTerms, start: int) -> dict[Lengths, Arrivals]:
    """Days of arrival that no restriction closes, by least and most nights of the offer; weekdays are left to the question."""
    edges = {start, FAR}
    periods = [*(season.period for season in terms.seasons), *(restriction.period for restriction in terms.restrictions)]
    for period in periods:
        edges |= {day for day in (day_number(period.lower), day_number(period.upper)) if start < day < FAR}
    found: dict[Lengths, Arrivals] = defaultdict(list)
    for first, after in pairwise(sorted(edges)):
        day = date.fromordinal(first + EPOCH)
        if any(restriction.closed_to_arrival for restriction in terms.restrictions_of(day)):
            continue
        least, most = min_nights(terms, day), max_nights(terms, day)
        if least <= most:
            found[least if least > LONGEST else 0, most].append((first, after - 1, least))
    return {(min(least for *_, least in days), most): days for (_, most), days in found.items()}


def _codes(days: Arrivals, most: int) -> list[Range]:
    """The days of arrival for each length of stay, as `arrival_code` asks for them."""
    found: list[Range] = []
    for nights in range(1, min(most, LONGEST) + 1):
        base, last = nights * STEP, -1
        for first, until, least in days:
            if least > nights and nights < LONGEST:
                continue
            if first == last + 1:
                found[-1]["lte"] = base + until
            else:
                found.append({"gte": base + first, "lte": base + until})
            last = until
    return found


def _usable(free: list[Span], days: Arrivals) -> list[Range]:
    """The gaps in which somebody could arrive and stay long enough: the others need not be indexed."""
    found, at = [], 0
    for first, last in free:
        while at < len(days) and days[at][1] < first:
            at += 1
        for number in range(at, len(days)):
            begin, _, least = days[number]
            if begin > last:
                break
            if max(begin, first) + least - 1 <= last:
                found.append({"gte": first, "lte": last})
                break
    return found


def _range(lower: date, upper: date) -> Range:
    return {"gte": day_number(lower), "lte": day_number(upper) - 1}
