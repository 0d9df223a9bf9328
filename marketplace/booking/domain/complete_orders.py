# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import logging
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from oscar.apps.order.models import Order

from ..errors import WrongState
from ..models import Booking
from ..states import OrderState
from .set_order_state import set_order_state

logger = logging.getLogger(__name__)


def complete_orders(*, now: datetime | None = None, limit: int = 500) -> int:
    """Complete confirmed orders of which everything has ended (`Booking.ends_at`, Europe/Rome); how many were completed.

    At most `limit` a time, the oldest orders first. One transaction an order; one that fails is logged and stops no other.
    """
    completed = 0
    for order in orders_to_complete(now=now or timezone.now())[:limit]:
        try:
            set_order_state(order=order, state=OrderState.COMPLETED, actor_label="complete_orders")
            completed += 1
        except WrongState:
            logger.info("order has moved on", extra={"order": order.number})
        except Exception:
            logger.exception("order not completed", extra={"order": order.number})
    return completed


def orders_to_complete(*, now: datetime) -> QuerySet[Order]:
    """Confirmed orders that book something, all of which has ended."""
    bookings = Booking.objects.filter(order=OuterRef("pk"), cancelled_at=None)
    goes_on = bookings.filter(Q(ends_at=None) | Q(ends_at__gt=now))
    orders: QuerySet[Order] = Order.objects.filter(Exists(bookings), ~Exists(goes_on), status=OrderState.CONFIRMED).order_by("pk")
    return orders
