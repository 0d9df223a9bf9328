# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Nights between a call's pool and its residences: the only place where a row of the pool is split or joined again."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.booking.clock import nights_between
from marketplace.booking.domain.take_nights import take_nights
from marketplace.booking.errors import NightsTaken
from marketplace.booking.models import Occupancy
from marketplace.formats import day

from ..errors import NightsNotFree
from ..models import Call, PoolNights, Residence
from .reserve_pool import keeps_nights

RESIDENCY = Occupancy.Kind.RESIDENCY


def take_residence_nights(*, call: Call, unit: int, check_in: date, check_out: date) -> Occupancy:
    """Nights `[check_in, check_out)` for one resident: out of the call's pool, whose rows are split exactly, and what is not in it from
    the free calendar. Under the call's row lock, in the caller's transaction.

    Raises `NightsNotFree` where somebody else has one of them; then the pool is as it was.
    """
    with transaction.atomic():
        rows = PoolNights.objects.select_for_update(of=("self",)).select_related("occupancy")
        pool = rows.filter(call=call, assigned=False, occupancy__unit_id=unit, occupancy__period__overlap=(check_in, check_out))
        taken = [row.occupancy for row in pool]
        Occupancy.objects.filter(pk__in=[occupancy.pk for occupancy in taken]).delete()
        try:
            own = take_nights(unit=unit, check_in=check_in, check_out=check_out, kind=RESIDENCY)
        except NightsTaken as refused:
            raise _not_free(unit, check_in, check_out) from refused
        PoolNights.objects.create(call=call, occupancy=own, assigned=True)
        for start, end in _rests(taken, check_in, check_out):
            rest = take_nights(unit=unit, check_in=start, check_out=end, kind=RESIDENCY)
            PoolNights.objects.create(call=call, occupancy=rest)
    return own


def _rests(rows: list[Occupancy], check_in: date, check_out: date) -> Iterator[tuple[date, date]]:
    """What remains of rows of the pool before and behind the nights taken out."""
    for row in rows:
        if row.period.lower < check_in:
            yield row.period.lower, check_in
        if check_out < row.period.upper:
            yield check_out, row.period.upper


def _not_free(unit: int, check_in: date, check_out: date) -> NightsNotFree:
    others = Occupancy.objects.filter(unit_id=unit, period__overlap=(check_in, check_out)).values_list("period", flat=True)
    taken = {night for period in others for night in nights_between(period.lower, period.upper)}
    nights = sorted(taken & set(nights_between(check_in, check_out)))
    words = ", ".join(day(night) for night in nights[:10]) + (" …" if len(nights) > 10 else "")
    return NightsNotFree(
        _("Somebody else has these nights: %(nights)s.") % {"nights": words}, nights=[night.isoformat() for night in nights]
    )


def give_nights_back(*, call: Call, residence: Residence, now: datetime) -> None:
    """The nights of a residence go back: to the call's pool as long as it keeps nights, else to guests. Past nights stay nobody's.

    Under the call's row lock, in the caller's transaction.
    """
    if residence.occupancy_id is None:
        return
    occupancy = Occupancy.objects.get(pk=residence.occupancy_id)
    Residence.objects.filter(pk=residence.pk).update(occupancy=None)
    residence.occupancy = None
    start, end = max(occupancy.period.lower, now.astimezone(call.zone).date()), occupancy.period.upper
    occupancy.delete()
    if start < end and keeps_nights(call=call, now=now):
        PoolNights.objects.create(call=call, occupancy=take_nights(unit=occupancy.unit_id, check_in=start, check_out=end, kind=RESIDENCY))
