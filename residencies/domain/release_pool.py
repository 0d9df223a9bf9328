# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from marketplace.booking.models import Occupancy

from ..models import Call, PoolNights


def release_pool(*, call: Call, now: datetime | None = None) -> int:
    """Give the nights nobody was given back to guests, from the call's release day on or once it is cancelled or not public.

    Answers how many rows of the calendar were freed; doing it again changes nothing. What is assigned stays.
    """
    now = now or timezone.now()
    with transaction.atomic():
        locked = Call.objects.select_for_update().get(pk=call.pk)
        cancelled = locked.cancelled_at is not None and locked.cancelled_at <= now
        if locked.live and not cancelled and now.astimezone(locked.zone).date() < locked.nights_release_on:
            return 0
        free = list(PoolNights.objects.select_for_update().filter(call=locked, assigned=False).values_list("occupancy_id", flat=True))
        Occupancy.objects.filter(pk__in=free).delete()
    return len(free)
