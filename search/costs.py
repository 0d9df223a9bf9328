# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the nights of a unit cost, as columns that Elasticsearch can add up: the total of any dates without a script.

`night` and `weekend` are the lowest price of either kind of night; `plus` has what a night costs above that, and leaves out the
nights that cost just that: by week where all nights of a week belong to one season, else by day. Further guests (`guests`, by
number), cleaning and extras that are always due (`fees`) stand beside. All are cents before the discount for a week or a month. That is
told by `week` and `month`: one over the percent that are left, and the fees divided by these percent, so that
the question can multiply the sum by them (`totals`). The tourist tax is asked with the question: it depends on ages.
The rules are those of `marketplace.booking.prices`; a test compares the totals. Decisions: docs/decisions/0062 and 0075.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from marketplace.booking.models import Extra, Rate, Season
from marketplace.booking.prices import FRIDAY, MONTH, SATURDAY, WEEK
from marketplace.booking.terms import UnitTerms

WEEK_DAYS = 7  # a week begins on a Thursday here, as 1970-01-01 did
WEEKS = 106
SLOTS = WEEKS * WEEK_DAYS  # columns, used again after two years
HORIZON = 720  # days ahead that have prices; the rest is time to write documents anew before a column is used again
MOST_GUESTS = 50
MOST = 2_000_000_000  # what a column holds
THURSDAY = 3  # 1970-01-01
EPOCH = date(1970, 1, 1).toordinal()
ENDLESS = 100_000
MARGIN = 10  # days a document may be old
Days = tuple[int, int]
Costs = dict[str, Any]
FEES = tuple(str(per.value) for per in Extra.Per)


def costs_of(terms: UnitTerms, start: int, most: int) -> Costs:
    """The columns of a unit that has a rate, for stays of `most` nights at most."""
    assert terms.rate is not None
    rate, levels = terms.rate, _levels(terms, start, reach_of(terms.rate.window_days, most))
    extra = int(rate.extra_guest * 100)
    beyond = range(rate.included_guests + 1, min(terms.unit.capacity, MOST_GUESTS) + 1)
    fees = _fees(terms)
    week = 100 - rate.weekly_discount_percent
    month = 100 - (rate.monthly_discount_percent or rate.weekly_discount_percent)
    return {
        "night": _fit(levels.night),
        "weekend": _fit(levels.weekend),
        "plus": {name: _fit(cents) for name, cents in levels.plus.items()},
        "guests": {f"g{n}": _fit((n - rate.included_guests) * extra) for n in beyond if extra},
        "fees": fees,
        **{
            name: {"share": 1 / keep, **{fee: cents / keep for fee, cents in fees.items()}}
            for name, keep in (("week", week), ("month", month))
        },
    }


def discount_of(nights: int) -> str:
    """Which of the discounts by length holds: the name of its columns, or nothing."""
    return "month" if nights >= MONTH else "week" if nights >= WEEK else ""


def is_weekend(day: int) -> bool:
    """Whether the night of that day number is a Friday's or a Saturday's."""
    return (day + THURSDAY) % 7 in (FRIDAY, SATURDAY)


def slot(day: int) -> str:
    """The column of a night."""
    return f"d{day % SLOTS}"


def slots_of_week(day: int) -> tuple[str, str]:
    """The columns of the night's week: of its nights, and of those at the weekend."""
    week = day // WEEK_DAYS % WEEKS
    return f"n{week}", f"w{week}"


def reach_of(window: int, most: int) -> int:
    """How many days ahead a stay of `most` nights may end whose arrival is within the window, asked of a document some days old."""
    return min(HORIZON, window + most + MARGIN)


def columns_ahead(plus: dict[str, int], start: int, reach: int = HORIZON) -> dict[str, int]:
    """Without nights that are over, and without the last that only a document of today has: they make no difference yet."""
    last = start + reach
    dropped = {slot(day) for day in [*range(start - MARGIN, start), *range(last - MARGIN, last)]}
    over = (day for day in range(start - MARGIN - WEEK_DAYS, start) if day // WEEK_DAYS < start // WEEK_DAYS)
    new = (day for day in range(last - MARGIN, last) if day % WEEK_DAYS == 0)
    dropped |= {name for day in [*over, *new] for name in slots_of_week(day)}
    return {name: value for name, value in plus.items() if name not in dropped}


class _Levels:
    """The lowest cents of either kind of night, and by column what a night costs more."""

    def __init__(self) -> None:
        self.night = self.weekend = 0
        self.plus: dict[str, int] = {}


def _levels(terms: UnitTerms, start: int, reach: int = HORIZON) -> _Levels:
    assert terms.rate is not None
    parts = [(_prices(thing), days) for thing, days in _parts(terms, start)]
    levels = _Levels()
    levels.night, levels.weekend = min(night for (night, _), _days in parts), min(weekend for (_, weekend), _days in parts)
    for (night, weekend), days in parts:
        _fill(levels.plus, (night - levels.night, weekend - levels.weekend), days, start, start + reach)
    return levels


def _fill(plus: dict[str, int], more: Days, days: Days, start: int, end: int) -> None:
    """Columns of the nights ahead of `days`, that all cost so much more: weeks as far as they are whole."""
    if not any(more):
        return
    first, until = max(days[0], start), min(days[1], end)
    if first >= until:
        return
    # What lies outside the horizon makes a week whole too, so that its columns stay the same from day to day.
    week, last = -(-max(days[0], start - WEEK_DAYS) // WEEK_DAYS), min(days[1], end + WEEK_DAYS) // WEEK_DAYS
    whole = [number for number in range(week, last) if number * WEEK_DAYS < until and (number + 1) * WEEK_DAYS > first]
    for number in whole:
        plus |= {name: cents for name, cents in zip(slots_of_week(number * WEEK_DAYS), more, strict=True) if cents}
    ends = [(first, until)] if not whole else [(first, whole[0] * WEEK_DAYS), ((whole[-1] + 1) * WEEK_DAYS, until)]
    plus |= {slot(day): cents for end in ends for day in range(*end) if (cents := more[is_weekend(day)])}


def _parts(terms: UnitTerms, start: int) -> Iterator[tuple[Rate | Season, Days]]:
    """The seasons that have nights ahead, and the time between seasons, from one end to the other."""
    assert terms.rate is not None
    end, at = start + HORIZON, -ENDLESS
    for season in sorted(terms.seasons, key=lambda season: season.period.lower):
        first, until = (day.toordinal() - EPOCH for day in (season.period.lower, season.period.upper))
        if at < first and start < first:
            yield terms.rate, (at, min(first, ENDLESS))
        if start < until and first < end:
            yield season, (first, until)
        at = until
        if at >= end:
            return
    yield terms.rate, (at, ENDLESS)


def _prices(thing: Rate | Season) -> tuple[int, int]:
    """Cents of a night and of a weekend night."""
    weekend = thing.night if thing.weekend_night is None else thing.weekend_night
    return int(thing.night * 100), int(weekend * 100)


def _fees(terms: UnitTerms) -> dict[str, int]:
    """Cents that are always due, by what they are due for: cleaning and mandatory extras."""
    assert terms.rate is not None
    due = dict.fromkeys(FEES, Decimal(0)) | {"stay": terms.rate.cleaning_fee}
    for extra in terms.extras:
        if extra.mandatory:
            due[extra.per] += extra.price
    return {per: _fit(int(sum_ * 100)) for per, sum_ in due.items() if sum_}


def _fit(value: int) -> int:
    return min(value, MOST)
