# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Nights are dates, clock times are Europe/Rome: the only place that turns one into the other."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

ROME = ZoneInfo("Europe/Rome")


def rome_now(now: datetime | None = None) -> datetime:
    """`now` (the present by default) on the clocks of Europe/Rome."""
    return (now or timezone.now()).astimezone(ROME)


def rome_instant(day: date, hour: time) -> datetime:
    """The instant at which clocks in Europe/Rome show `hour` on `day`."""
    return datetime.combine(day, hour, tzinfo=ROME)


def days_before(instant: datetime, days: int) -> datetime:
    """The same clock time `days` days earlier; a change to summer time in between does not move the hour."""
    local = instant.astimezone(ROME)
    return rome_instant(local.date() - timedelta(days=days), local.time())


def nights_between(check_in: date, check_out: date) -> list[date]:
    """The nights of `[check_in, check_out)`."""
    return [check_in + timedelta(days=i) for i in range((check_out - check_in).days)]
