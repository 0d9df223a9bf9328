# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from oscar.apps.order.models import Order

from ..models import Booking, Hold
from .give_back import give_back


def free_order(*, order: Order, only: Sequence[Booking] | None = None) -> int:
    """Free the nights, places and pieces of an order, or of `only` these bookings of it, and mark them cancelled; says how many were freed.
    Twice is as once.
    """
    with transaction.atomic():
        # In the order of products, so that two orders with the same sessions do not wait for each other.
        holds = Hold.objects.filter(booking__order=order, state=Hold.State.ORDERED).order_by("product_id", "pk")
        if only is not None:
            holds = holds.filter(booking__in=only)
        locked = list(holds.select_for_update(of=("self",)))
        for hold in locked:
            give_back(hold=hold)
            hold.state = Hold.State.RELEASED
            hold.save(update_fields=["state"])
        Booking.objects.filter(hold__in=locked, cancelled_at=None).update(cancelled_at=timezone.now())
        return len(locked)
