# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.accounts.models import User
from marketplace.booking.domain.cancellation import refund_due, refuse_if_begun
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.states import OrderState

from .. import signals
from ..errors import CannotBeCancelled, PaidMeanwhile, PaymentUnavailable
from ..models import Payment
from .cancel_authorisation import cancel_authorisation
from .expire_payment import expire_payment
from .promise_refund import promise_refund
from .want import want

NOTHING = Decimal("0.00")


def cancel_order(*, order: Order, actor: User | None = None, actor_label: str, at: datetime | None = None, why: str = "") -> Decimal:
    """Cancel an order and return the EUR that will come back, by the terms it was sold on. Cancelling again changes nothing.

    A confirmed order is cancelled in one transaction: refund promised, nights freed, mails queued; the money follows after commit
    (`converge_allocation`). Of a pending order or a request Stripe first closes the session or lets the authorisation go; the
    other pending orders of the same payment end with it. Called with no transaction open.

    Raises HasBegun (409) from the check-in hour or the start on.
    Raises PaidMeanwhile (409) when the payment was faster, CannotBeCancelled (409), AlreadyAnswered (409) when the host is
    just answering, PaymentUnavailable when Stripe does not answer: the wish is noted, and the sweep or a second click completes it.
    """
    status = Order.objects.values_list("status", flat=True).get(pk=order.pk)
    if status in (OrderState.PENDING, OrderState.REQUESTED) and Payment.objects.filter(allocations__order=order).exists():
        refund = _cancel_unpaid(order, status, actor, actor_label, why)
    else:
        refund = _cancel_paid(order, at or timezone.now(), actor, actor_label, why)
    order.refresh_from_db()
    return refund


def _cancel_paid(order: Order, at: datetime, actor: User | None, actor_label: str, why: str) -> Decimal:
    with transaction.atomic():
        # Always the payment before its orders, as everywhere: no two transactions wait for each other.
        payment = Payment.objects.select_for_update().filter(allocations__order=order).first()
        locked = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
        if locked.status == OrderState.CANCELLED:
            return locked.allocation.refund_target if payment else NOTHING
        if locked.status != OrderState.CONFIRMED:
            raise CannotBeCancelled
        refuse_if_begun(bookings=locked.bookings.all(), at=at)
        refund = NOTHING
        for booking in locked.bookings.order_by("pk"):
            booking.refunded = refund_due(booking=booking, at=at)
            booking.save(update_fields=["refunded"])
            refund += booking.refunded
        set_order_state(order=locked, state=OrderState.CANCELLED, actor=actor, actor_label=actor_label, why=why)
        if payment:
            promise_refund(allocation=locked.allocation, refund=refund)
        signals.order_cancelled.send(sender=Payment, order=locked, payment=payment, refund=refund, why=why)
    return refund


def _cancel_unpaid(order: Order, status: str, actor: User | None, actor_label: str, why: str) -> Decimal:
    states = [OrderState.PENDING, OrderState.REQUESTED]
    payment = want(order=order, wanted=Payment.Wanted.CANCEL, states=states, actor=actor, actor_label=actor_label, why=why)
    if payment.state == Payment.State.AUTHORISED:
        cancel_authorisation(order=order, actor_label=actor_label)
    else:
        expire_payment(payment=payment, actor_label=actor_label)
    now = Order.objects.values_list("status", flat=True).get(pk=order.pk)
    if now in (OrderState.CONFIRMED, OrderState.COMPLETED):
        raise PaidMeanwhile
    if now in states:  # authorised or paid between the two questions, or Stripe did not close it: the sweep goes on
        raise PaymentUnavailable
    return NOTHING
