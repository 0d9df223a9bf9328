# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from marketplace.booking.states import OrderState

from ..models import Allocation, Payment
from .converge_allocation import converge_allocation

# A cancelled order may have left the business its share of what was kept.
MAY_BE_PAID_OUT = (OrderState.CONFIRMED, OrderState.COMPLETED, OrderState.CANCELLED)


def release_transfers(*, now: datetime | None = None, limit: int = 200) -> int:
    """Send each business its share, a day after what was booked began; how many were released.

    Shares of businesses whose payouts are not active yet, and of disputed payments, wait. Called with no transaction open.
    """
    released = 0
    for allocation in due_for_release(now or timezone.now())[:limit]:
        if Allocation.objects.filter(pk=allocation.pk, released=False).update(released=True):
            converge_allocation(allocation=allocation)
            released += 1
    return released


def due_for_release(now: datetime) -> QuerySet[Allocation]:
    return Allocation.objects.filter(
        released=False,
        release_at__lte=now,
        transfer_target__gt=0,
        payment__state=Payment.State.PAID,
        payment__disputed=False,
        order__status__in=MAY_BE_PAID_OUT,
        business__payouts_active=True,
    ).order_by("release_at", "pk")
