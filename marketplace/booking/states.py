# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""States of an order as data. Every change goes by `booking.domain.set_order_state`, under a row lock, into the audit log."""

from django.db import models
from django.utils.translation import pgettext_lazy


class OrderState(models.TextChoices):
    """Values of Oscar's `Order.status`."""

    PENDING = "pending", pgettext_lazy("order", "Waiting for payment")
    REQUESTED = "requested", pgettext_lazy("order", "Waiting for the host")
    CONFIRMED = "confirmed", pgettext_lazy("order", "Confirmed")
    COMPLETED = "completed", pgettext_lazy("order", "Completed")
    CANCELLED = "cancelled", pgettext_lazy("order", "Cancelled")
    DECLINED = "declined", pgettext_lazy("order", "Declined by the host")
    EXPIRED = "expired", pgettext_lazy("order", "Expired")


ORDER_TRANSITIONS: dict[str, frozenset[str]] = {
    OrderState.PENDING: frozenset({OrderState.REQUESTED, OrderState.CONFIRMED, OrderState.CANCELLED, OrderState.EXPIRED}),
    OrderState.REQUESTED: frozenset({OrderState.CONFIRMED, OrderState.DECLINED, OrderState.CANCELLED, OrderState.EXPIRED}),
    OrderState.CONFIRMED: frozenset({OrderState.COMPLETED, OrderState.CANCELLED}),
    OrderState.COMPLETED: frozenset(),
    OrderState.CANCELLED: frozenset(),
    OrderState.DECLINED: frozenset(),
    OrderState.EXPIRED: frozenset(),
}
# In these states the order keeps its nights, places and pieces.
KEEPS_NIGHTS = frozenset({OrderState.PENDING, OrderState.REQUESTED, OrderState.CONFIRMED, OrderState.COMPLETED})
