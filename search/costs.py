# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the nights of a unit cost, as columns that Elasticsearch can add up: the total of any dates without a script.

`night` and `weekend` are the lowest price of either kind of night; `plus` has what a night costs above that, and leaves out the
nights that cost just that: by week where all nights of a week belong to one season, else by day. Further guests (`guests`, by number), cleaning and extras that are
always due (`fee…`) stand beside. All are hundredths of a cent after the discount for a week or a month, so that no fraction is
lost: an offer holds only for lengths with one discount. The tourist tax is asked with the question (`totals`): it depends on
ages. The rules are those of `marketplace.booking.prices`; a test compares the totals. Decision: docs/decisions/0062.
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
MOST = 2_000_000_000  # what a column holds: 200,000 EUR
THURSDAY = 3  # 1970-01-01
EPOCH = date(1970, 1, 1).toordinal()
ENDLESS = 100_000
MARGIN = 10  # days a document may be old
Days = tuple[int, int]
Costs = dict[str, Any]


def costs_by_length(terms: UnitTerms, least: int, most: int, start: int) -> Iterator[tuple[int, int, Costs]]:
    """Least and most nights of each discount between `least` and `most`, with the columns that hold for them."""
    assert terms.rate is not None
    levels = _levels(terms, start)
    for low, high, percent in _lengths(terms.rate):
        if low <= most and high >= least:
            yield max(low, least), min(high, most), _columns(terms, levels, 100 - percent)


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


def columns_ahead(plus: dict[str, int], start: int) -> dict[str, int]:
    """Without nights that are over, and without the last that only a document of today has: they make no difference yet."""
    last = start + HORIZON
    dropped = {slot(day) for day in [*range(start - MARGIN, start), *range(last - MARGIN, last)]}
    over = (day for day in range(start - MARGIN - WEEK_DAYS, start) if day // WEEK_DAYS < start // WEEK_DAYS)
    new = (day for day in range(last - MARGIN, last) if day % WEEK_DAYS == 0)
    dropped |= {name for day in [*over, *new] for name in slots_of_week(day)}
    return {name: value for name, value in plus.items() if name not in dropped}


def _lengths(rate: Rate) -> list[tuple[int, int, int]]:
    """Least and most nights and percent of each discount; neighbours with the same are one."""
    week = rate.weekly_discount_percent
    month = rate.monthly_discount_percent or week
    found: list[tuple[int, int, int]] = []
    for low, high, percent in ((1, WEEK - 1, 0), (WEEK, MONTH - 1, week), (MONTH, ENDLESS, month)):
        if found and found[-1][2] == percent:
            found[-1] = (found[-1][0], high, percent)
        else:
            found.append((low, high, percent))
    return found


class _Levels:
    """The lowest cents of either kind of night, and by column what a night costs more."""

    def __init__(self) -> None:
        self.night = self.weekend = 0
        self.plus: dict[str, int] = {}


def _levels(terms: UnitTerms, start: int) -> _Levels:
    assert terms.rate is not None
    parts = [(_prices(thing), days) for thing, days in _parts(terms, start)]
    levels = _Levels()
    levels.night, levels.weekend = min(night for (night, _), _days in parts), min(weekend for (_, weekend), _days in parts)
    for (night, weekend), days in parts:
        _fill(levels.plus, (night - levels.night, weekend - levels.weekend), days, start)
    return levels


def _fill(plus: dict[str, int], more: Days, days: Days, start: int) -> None:
    """Columns of the nights ahead of `days`, that all cost so much more: weeks as far as they are whole."""
    if not any(more):
        return
    first, until = max(days[0], start), min(days[1], start + HORIZON)
    # What lies outside the horizon makes a week whole too, so that its columns stay the same from day to day.
    week, last = -(-max(days[0], start - WEEK_DAYS) // WEEK_DAYS), min(days[1], start + HORIZON + WEEK_DAYS) // WEEK_DAYS
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


def _columns(terms: UnitTerms, levels: _Levels, keep: int) -> Costs:
    """The columns where `keep` per cent of the price of nights and guests are due."""
    assert terms.rate is not None
    extra = int(terms.rate.extra_guest * 100)
    beyond = range(terms.rate.included_guests + 1, min(terms.unit.capacity, MOST_GUESTS) + 1)
    fees = {per: sum((one.price for one in terms.extras if one.mandatory and one.per == per), Decimal(0)) for per in Extra.Per}
    fees[Extra.Per.STAY] += terms.rate.cleaning_fee
    return {
        "night": _fit(levels.night * keep),
        "weekend": _fit(levels.weekend * keep),
        "plus": {name: min(cents * keep, MOST) for name, cents in levels.plus.items()},
        "guests": {f"g{n}": _fit((n - terms.rate.included_guests) * extra * keep) for n in beyond if extra},
        **{name: _fit(int(fees[per] * 10_000)) or None for name, per in FEES.items()},
    }


FEES = {"fee": Extra.Per.STAY, "fee_night": Extra.Per.NIGHT, "fee_guest": Extra.Per.GUEST, "fee_guest_night": Extra.Per.GUEST_NIGHT}


def _fit(value: int) -> int:
    return min(value, MOST)
