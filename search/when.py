# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Flexible dates: what `flex` and `when` mean, and the stays they allow.

`check_in` + `check_out` + `flex=1|2|3`: as many nights, arriving so many days earlier or later.
`when=2027-05`: arriving in May; `when=2027-05-10/2027-05-20`: arriving from one day to the other, both included. With it
`nights` (2 without) and `weekend=on`: arriving on a Friday, for one night on a Friday or a Saturday.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.booking.clock import rome_now

MOST_FLEX = 3
MOST_DAYS_AHEAD = 1100
MOST_ARRIVALS = 93  # days from the first to the last arrival of `when`
MOST_FLEXIBLE_NIGHTS = 90
USUAL_NIGHTS = 2
FRIDAY, SATURDAY = 4, 5
DAY = timedelta(days=1)
_MONTH = re.compile(r"(\d{4})-(\d{2})")


class Nights(NamedTuple):
    """The nights `[check_in, check_out)`."""

    check_in: date
    check_out: date

    @property
    def length(self) -> int:
        return (self.check_out - self.check_in).days


class Arrivals(NamedTuple):
    """Days of arrival from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def month(self) -> bool:
        """Whether they are one whole month."""
        whole = (self.first.replace(day=1), self.first.replace(day=monthrange(self.first.year, self.first.month)[1]))
        return (self.first, self.last) == whole

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}" if self.month else f"{self.first.isoformat()}/{self.last.isoformat()}"


def nights_around(asked: Nights, flex: int, today: date) -> tuple[Nights, ...]:
    """The asked nights first, then those nearest to them, the earlier before the later; none in the past."""
    shifts = sorted(range(-flex, flex + 1), key=lambda days: (abs(days), days))
    moved = (Nights(asked.check_in + days * DAY, asked.check_out + days * DAY) for days in shifts)
    return tuple(nights for nights in moved if nights.check_in >= today)


def nights_in(arrivals: Arrivals, nights: int, weekend: bool, today: date) -> tuple[Nights, ...]:
    """All stays with an arrival on these days, the earliest first; none in the past."""
    weekdays = range(7) if not weekend else (FRIDAY, SATURDAY) if nights == 1 else (FRIDAY,)
    first = max(arrivals.first, today)
    days = (first + n * DAY for n in range((arrivals.last - first).days + 1))
    return tuple(Nights(day, day + nights * DAY) for day in days if day.weekday() in weekdays)


class WhenField(forms.CharField):
    """A month or two days, as `Arrivals`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = _read(text)
        if found is None or found.last < found.first:
            raise ValidationError(_("Give a month as 2027-05, or the first and the last day of arrival as 2027-05-10/2027-05-20."))
        today = rome_now().date()
        if found.last < today:
            raise ValidationError(_("These days lie in the past."))
        if found.last > today + timedelta(days=MOST_DAYS_AHEAD):
            raise ValidationError(_("So far ahead nothing can be booked."))
        if (found.last - found.first).days >= MOST_ARRIVALS:
            raise ValidationError(_("Choose at most three months."))
        return found


def _read(text: str) -> Arrivals | None:
    try:
        if month := _MONTH.fullmatch(text):
            first = date(int(month[1]), int(month[2]), 1)
            return Arrivals(first, first.replace(day=monthrange(first.year, first.month)[1]))
        first_day, _slash, last_day = text.partition("/")
        return Arrivals(date.fromisoformat(first_day), date.fromisoformat(last_day))
    except ValueError:
        return None
