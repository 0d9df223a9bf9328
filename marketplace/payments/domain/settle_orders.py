# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What becomes of the orders when the money is there, or promised. In the caller's transaction, payment locked."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.models import Booking
from marketplace.booking.states import OrderState

from .. import signals
from ..models import Payment
from .promise_refund import promise_refund

LONGEST_KEPT = timedelta(days=85)
# The guest has arrived and has had a night to complain.
RELEASE_AFTER = timedelta(days=1)
WAITS_FOR_MONEY = frozenset({OrderState.PENDING, OrderState.REQUESTED})


def confirm_orders(*, payment: Payment, actor_label: str) -> None:
    """Paid: every order that still waits is confirmed. Money for an order that no longer stands goes back whole."""
    for order in orders_of(payment):
        if order.status in WAITS_FOR_MONEY:
            set_order_state(order=order, state=OrderState.CONFIRMED, actor_label=actor_label)
            signals.order_confirmed.send(sender=Payment, order=order, payment=payment)
        else:
            promise_refund(allocation=order.allocation, refund=order.allocation.gross)


def release_date(*, starts: datetime, paid_at: datetime | None = None) -> datetime:
    """When the share of a business may go, of what begins at `starts` and is paid at `paid_at` (now): a day after, but never later than
    Stripe lets us keep it (docs/decisions/0044).
    """
    return min(starts + RELEASE_AFTER, (paid_at or timezone.now()) + LONGEST_KEPT)


def release_in_time(*, payment: Payment) -> None:
    """A stay far ahead is passed on before it begins: Stripe lets a platform keep funds for 90 days (manual payouts, outside the US)."""
    latest = timezone.now() + LONGEST_KEPT
    payment.allocations.filter(release_at__gt=latest).update(release_at=latest)


def request_orders(*, payment: Payment, actor_label: str) -> None:
    """Authorised: the host has the deadline to answer, at most until the check-in hour. An authorisation for an order that no longer stands is let go."""
    orders = orders_of(payment)
    begins = Booking.objects.filter(order__in=orders).aggregate(first=Min("starts_at"))["first"]
    latest = timezone.now() + settings.MARKETPLACE_REQUEST_DEADLINE
    payment.respond_by = min(latest, begins) if begins else latest
    for order in orders:
        if order.status == OrderState.PENDING:
            set_order_state(order=order, state=OrderState.REQUESTED, actor_label=actor_label)
            signals.order_requested.send(sender=Payment, order=order, payment=payment)
        elif not payment.wanted:
            payment.wanted = Payment.Wanted.CANCEL


def orders_of(payment: Payment) -> list[Order]:
    """The orders of a payment, locked, always in the same sequence."""
    return list(
        Order.objects.select_for_update(of=("self",))
        .filter(allocation__payment=payment)
        .select_related("allocation__business")
        .order_by("pk")
    )
