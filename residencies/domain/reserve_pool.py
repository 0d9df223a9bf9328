# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from marketplace.booking.clock import nights_between
from marketplace.booking.domain.take_nights import take_nights
from marketplace.booking.errors import NightsTaken
from marketplace.booking.models import Occupancy

from ..models import Call, Period, PoolNights

NIGHT = timedelta(days=1)


@dataclass(frozen=True)
class Reserved:
    """How many nights were taken now, and which of those wanted are somebody else's: (unit, night)."""

    taken: int
    missing: tuple[tuple[int, date], ...]


def reserve_pool(*, call: Call, now: datetime | None = None) -> Reserved:
    """Keep the nights of the call's units in its periods for residents; calling it again takes only what has become free.

    Does nothing unless the call is public, open or with its jury, not cancelled, and before the day its nights go back. Runs
    shorter than a stay's least nights are left to guests. Nights of others are no error: they are told to staff.
    """
    now = now or timezone.now()
    with transaction.atomic():
        locked = Call.objects.select_for_update().get(pk=call.pk)
        if not keeps_nights(call=locked, now=now):
            return Reserved(0, ())
        today = now.astimezone(locked.zone).date()
        wanted = [(unit, period) for unit in _units(locked) for period in locked.periods.all()]
        taken = sum(_take(locked, unit, period, today) for unit, period in wanted)
        missing = [(unit, night) for unit, period in wanted for night in missing_nights(call=locked, unit=unit, period=period, today=today)]
    return Reserved(taken, tuple(sorted(set(missing))))


def keeps_nights(*, call: Call, now: datetime) -> bool:
    """Whether the call may take nights at this moment."""
    cancelled = call.cancelled_at is not None and call.cancelled_at <= now
    return call.live and not cancelled and call.opens_at <= now and now.astimezone(call.zone).date() < call.nights_release_on


def _units(call: Call) -> list[int]:
    return list(call.reserved.filter(unit__isnull=False).order_by("unit_id").values_list("unit_id", flat=True))


def _take(call: Call, unit: int, period: Period, today: date) -> int:
    taken = 0
    for check_in, check_out in list(_free_runs(unit, period, today)):
        try:
            occupancy = take_nights(unit=unit, check_in=check_in, check_out=check_out, kind=Occupancy.Kind.RESIDENCY)
        except NightsTaken:  # somebody was faster since we looked: the next round sees what is left
            continue
        PoolNights.objects.create(call=call, occupancy=occupancy)
        taken += (check_out - check_in).days
    return taken


def _free_runs(unit: int, period: Period, today: date) -> Iterator[tuple[date, date]]:
    """The longest runs of free nights `[check_in, check_out)` in which a resident fits."""
    occupied = _nights(Occupancy.objects.filter(unit_id=unit), period)
    start: date | None = None
    for night in [*nights_between(max(period.check_in, today), period.check_out), None]:
        if night is not None and night not in occupied:
            start = start or night
        elif start is not None:
            end = night or period.check_out
            if (end - start).days >= period.min_nights:
                yield start, end
            start = None


def _nights(rows: QuerySet[Occupancy], period: Period) -> set[date]:
    found = rows.filter(period__overlap=(period.check_in, period.check_out)).values_list("period", flat=True)
    return {night for taken in found for night in nights_between(taken.lower, taken.upper)}


def missing_nights(*, call: Call, unit: int, period: Period, today: date) -> list[date]:
    """Nights of a period, from today on, that are not in the call's pool."""
    kept = _nights(Occupancy.objects.filter(unit_id=unit, pool_nights__call=call), period)
    return [night for night in nights_between(max(period.check_in, today), period.check_out) if night not in kept]
