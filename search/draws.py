# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The draw that decides among equals: a number for each listing and week, which anybody can reckon from its key alone.

A week begins on Monday, Europe/Rome. A document has the draws of its week and of the next ones, each in a column that is used again
when its week is over: the new week's order stands in both engines before it begins, and no rewriting moves it while it lasts. Documents
are written anew each day (`tasks.let_past_days_go`). Decision: docs/decisions/0068.
"""

from datetime import date, datetime
from hashlib import sha256

from marketplace.booking.clock import rome_now

DRAWS = 1_000_000  # each number is below
WEEKS = 4  # columns: so long a document may lie without being written anew
COLUMNS = [f"w{number}" for number in range(WEEKS)]
DAYS = 7


def week_of(now: datetime) -> int:
    """The number of the week, counted from the first Monday of the calendar."""
    return _week(rome_now(now).date())


def number_of(now: datetime) -> int:
    """The number of the week's column, from 0."""
    return week_of(now) % WEEKS


def column(now: datetime) -> str:
    """The week's column."""
    return COLUMNS[number_of(now)]


def draw_of(key: str, week: int) -> int:
    """The number of a listing in a week: all numbers of all weeks are independent of each other (unlike CRCs, which share differences)."""
    return int.from_bytes(sha256(f"{week} {key}".encode()).digest()[:8]) % DRAWS


def draws_of(key: str, now: datetime) -> dict[str, int]:
    """What a document has: the week's number and those of the next weeks, by column."""
    first = week_of(now)
    return {COLUMNS[week % WEEKS]: draw_of(key, week) for week in range(first, first + WEEKS)}


def draws_ahead(draws: dict[str, int], today: date) -> dict[str, int]:
    """Those that a document of today has in common with one that is some days old: of this week and the next."""
    return {name: draws[name] for name in (COLUMNS[week % WEEKS] for week in (_week(today), _week(today) + 1))}


def _week(day: date) -> int:
    return (day.toordinal() - 1) // DAYS  # 0001-01-01 was a Monday
