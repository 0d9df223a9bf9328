# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The calendar seen from today: the earliest sensible day that fits what somebody says."""

from datetime import date, timedelta

from dateutil.easter import easter

MOST_DAYS_AHEAD = 1100
MOST_NIGHTS = 365
FRIDAY = 4


class NoSuchDay(ValueError):
    """There is no such day, or it has passed, or it is too far ahead."""


def future_day(day: int, month: int, year: int | None, today: date) -> date:
    """That day in that year, or its next one from `today` on. Raises NoSuchDay."""
    years = [year] if year is not None else range(today.year, today.year + 5)
    for candidate in years:
        found = _day(day, month, candidate)
        if found and today <= found <= today + timedelta(days=MOST_DAYS_AHEAD):
            return found
    raise NoSuchDay


def future_nights(first: tuple[int, int, int | None], last: tuple[int, int, int | None], today: date) -> tuple[date, date]:
    """Check-in and check-out for day, month, year of both; a year stands for both. Raises NoSuchDay."""
    (day1, month1, year1), (day2, month2, year2) = first, last
    if year2 is not None and year1 is None:
        year1 = year2 if (month1, day1) < (month2, day2) else year2 - 1
    check_in = future_day(day1, month1, year1, today)
    if year2 is None:
        year2 = check_in.year if (month2, day2) > (check_in.month, check_in.day) else check_in.year + 1
    check_out = _day(day2, month2, year2)
    if check_out is None or not 0 < (check_out - check_in).days <= MOST_NIGHTS:
        raise NoSuchDay
    return check_in, check_out


def next_day_of_month(day: int, today: date) -> date:
    """The next day with this number. Raises NoSuchDay."""
    for ahead in range(13):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        found = _day(day, month + 1, year)
        if found and found >= today:
            return found
    raise NoSuchDay


def next_weekday(weekday: int, today: date, *, after: bool = False) -> date:
    """The next such day, today included unless `after`."""
    start = today + timedelta(days=1) if after else today
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def coming_weekend(today: date, *, after: bool = False) -> tuple[date, int]:
    """Arrival and nights of this weekend, or of the one `after` it. On a Saturday one arrives that day; a Sunday looks ahead."""
    here = today.weekday()
    if here == 5 and not after:
        return today, 1
    if here in (FRIDAY, 5) and after:
        return next_weekday(FRIDAY, today, after=True), 2
    return next_weekday(FRIDAY, today), 2


def weekend_of(day: date, *, long: bool) -> date:
    """The arrival of the weekend that goes with `day`, a holiday perhaps."""
    offsets = (-3, -3, 0, 0, -1, -1, -2) if long else (4, 3, 2, 1, 0, -1, -2)
    return day + timedelta(days=offsets[day.weekday()])


def holiday(reckoning: int | tuple[int, int], offset: int, year: int | None, today: date) -> date:
    """The arrival for a holiday: days from Easter Sunday, or month and day, and the offset of the arrival. Raises NoSuchDay."""
    for candidate in [year] if year is not None else range(today.year, today.year + 2):
        day = easter(candidate) + timedelta(days=reckoning) if isinstance(reckoning, int) else date(candidate, *reckoning)
        arrival = day + timedelta(days=offset)
        if today <= arrival <= today + timedelta(days=MOST_DAYS_AHEAD):
            return arrival
    raise NoSuchDay


def future_month(month: int, year: int | None, today: date) -> int:
    """The year of that month: this year's unless it is over. Raises NoSuchDay."""
    found = year if year is not None else today.year + (month < today.month)
    if (found, month) < (today.year, today.month) or found > today.year + 3:
        raise NoSuchDay
    return found


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
