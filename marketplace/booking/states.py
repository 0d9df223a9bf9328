# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""States of an order as data. Every change goes by `booking.domain.set_order_state`, under a row lock, into the audit log."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderState(models.TextChoices):
    """Values of Oscar's `Order.status`."""

    PENDING = "pending", _("Waiting for payment")
    REQUESTED = "requested", _("Waiting for the host")
    CONFIRMED = "confirmed", _("Confirmed")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")
    DECLINED = "declined", _("Declined by the host")
    EXPIRED = "expired", _("Expired")


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
