# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""A month of a unit's calendar, ready for a table: seven columns from Monday, a state and words for every night."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext

from marketplace import formats

# How many months one page may show.
MOST_MONTHS = 12


@dataclass(frozen=True)
class Cell:
    """One day. `states` are CSS modifiers; `words` say the same to a screen reader."""

    date: dt.date
    free: bool
    price: Decimal | None
    min_nights: int
    arrival: bool
    departure: bool
    states: str
    words: str
    query: str


@dataclass(frozen=True)
class Month:
    """Weeks of seven cells; None outside the month."""

    first: dt.date
    label: str
    weeks: list[list[Cell | None]]


def build_month(
    year: int,
    month: int,
    nights: Iterable[Mapping[str, Any]],
    *,
    today: dt.date,
    check_in: dt.date | None = None,
    check_out: dt.date | None = None,
) -> Month:
    """A month from nights `{date, free, price, arrival, departure, min_nights}` (the calendar API's form).

    A night with no entry counts as taken. Price in EUR. `check_in` and `check_out` mark the range chosen so far.
    """
    known = {night["date"]: night for night in nights}
    weeks = [
        [_build_cell(date, known.get(date, {}), today, check_in, check_out) if date.month == month else None for date in week]
        for week in calendar.Calendar(firstweekday=0).monthdatescalendar(year, month)
    ]
    first = dt.date(year, month, 1)
    return Month(first, formats.month(first), weeks)


def _build_cell(date: dt.date, night: Mapping[str, Any], today: dt.date, check_in: dt.date | None, check_out: dt.date | None) -> Cell:
    past = date < today
    free = bool(night.get("free")) and not past
    arrival, departure = bool(night.get("arrival", True)), bool(night.get("departure", True))
    price, least = night.get("price"), int(night.get("min_nights") or 1)
    states = _states(date, free=free, past=past, arrival=arrival, departure=departure)
    mark = _mark(date, check_in, check_out)
    # While a range is open the next day clicked ends it, even if that night itself is taken.
    choosing_end = check_in is not None and check_out is None and date > check_in
    query = ""
    if choosing_end and not past and departure:
        query = f"check_in={check_in:%Y-%m-%d}&check_out={date:%Y-%m-%d}"
    elif free and arrival:
        query = f"check_in={date:%Y-%m-%d}"
    words = _words(date, free=free, past=past, arrival=arrival, departure=departure, price=price, least=least, mark=mark)
    return Cell(date, free, price, least, arrival, departure, " ".join(filter(None, [states, mark])), words, query)


def _states(date: dt.date, *, free: bool, past: bool, arrival: bool, departure: bool) -> str:
    if past:
        return "past"
    if not free:
        return "taken"
    if arrival and not departure:
        return "arrival"
    return "departure" if departure and not arrival else "free"


def _mark(date: dt.date, check_in: dt.date | None, check_out: dt.date | None) -> str:
    if check_in and date == check_in:
        return "start"
    if check_out and date == check_out:
        return "end"
    return "in" if check_in and check_out and check_in < date < check_out else ""


def _words(date: dt.date, *, free: bool, past: bool, arrival: bool, departure: bool, price: Any, least: int, mark: str) -> str:
    parts = [formats.day(date, "full")]
    if past:
        parts.append(gettext("past"))
    elif not free:
        parts.append(gettext("not free"))
    else:
        parts.append(gettext("free"))
        if price is not None:
            parts.append(formats.money(price, whole=True))
        if least > 1:
            parts.append(ngettext("at least %(count)d night", "at least %(count)d nights", least) % {"count": least})
        if not arrival:
            parts.append(gettext("no arrival"))
        if not departure:
            parts.append(gettext("no departure"))
    if mark in {"start", "end"}:
        parts.append(gettext("arrival chosen") if mark == "start" else gettext("departure chosen"))
    return ", ".join(parts)
