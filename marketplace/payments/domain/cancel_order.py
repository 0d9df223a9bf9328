# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.booking.domain.cancellation import is_over
from marketplace.booking.domain.free_order import free_order
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.errors import HasBegun
from marketplace.booking.states import OrderState
from marketplace.messages.models import GuestMessage

from .. import signals
from ..errors import CannotBeCancelled, PaidMeanwhile, PaymentUnavailable, ReasonNeeded
from ..models import Payment
from .cancel_authorisation import cancel_authorisation
from .expire_payment import expire_payment
from .keep_reason import keep_reason
from .plan_cancellation import Plan, plan_cancellation
from .promise_refund import promise_refund
from .release_of import release_of
from .want import want

NOTHING = Decimal("0.00")


class By(StrEnum):
    """Who cancels: guests by the terms they booked on, host and staff with everything back."""

    GUEST = "guest"
    HOST = "host"
    STAFF = "staff"


def cancel_order(
    *, order: Order, actor: User | None = None, actor_label: str, at: datetime | None = None, why: str = "", by: By = By.GUEST
) -> Decimal:
    """Cancel an order and return the EUR that will come back, beside what went back before. Cancelling again changes nothing.

    A guest gets back what the terms say at `at`; what has begun or was fetched stays, and the order with it. Host and staff cancel only
    what is confirmed, the host nothing that is over; they must give a reason, and everything comes back.
    A confirmed order is cancelled in one transaction: refund promised, nights freed, mails queued; the money follows after commit
    (`converge_allocation`). Of a pending order or a request Stripe first closes the session or lets the authorisation go; the
    other pending orders of the same payment end with it. Called with no transaction open.

    Raises HasBegun (409) when a guest cancels and everything has begun or was fetched.
    Raises PaidMeanwhile (409) when the payment was faster, CannotBeCancelled (409), ReasonNeeded, AlreadyAnswered (409) when the host
    is just answering, PaymentUnavailable when Stripe does not answer: the wish is noted, and the sweep or a second click completes it.
    """
    if by != By.GUEST and not why.strip():
        raise ReasonNeeded
    status = Order.objects.values_list("status", flat=True).get(pk=order.pk)
    unpaid = status in (OrderState.PENDING, OrderState.REQUESTED) and Payment.objects.filter(allocations__order=order).exists()
    if unpaid and by == By.GUEST:
        refund = _cancel_unpaid(order, status, actor, actor_label, why)
    else:
        refund = _cancel_paid(order, None if by != By.GUEST else at or timezone.now(), actor, actor_label, why, by)
    order.refresh_from_db()
    return refund


def _cancel_paid(order: Order, at: datetime | None, actor: User | None, actor_label: str, why: str, by: By) -> Decimal:
    """`at` is the instant the terms are read for; without one everything comes back."""
    with transaction.atomic():
        # Always the payment before its orders, as everywhere: no two transactions wait for each other.
        payment = Payment.objects.select_for_update().filter(allocations__order=order).first()
        locked = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
        if locked.status == OrderState.CANCELLED:
            return locked.allocation.refund_target if payment else NOTHING
        if locked.status != OrderState.CONFIRMED:
            raise CannotBeCancelled
        if by == By.HOST and is_over(order=locked, at=timezone.now()):
            raise CannotBeCancelled
        plan = plan_cancellation(order=locked, at=at)
        if not plan.going:
            raise HasBegun
        for booking in plan.going:
            booking.refunded = plan.refunds[booking.pk]
            booking.save(update_fields=["refunded"])
        sender = GuestMessage.Sender.GUEST if by == By.GUEST else GuestMessage.Sender.HOST
        reason = keep_reason(order=locked, sender=sender, text=why)
        if payment:
            promise_refund(allocation=locked.allocation, refund=plan.in_all)
        if plan.staying:
            _end_part(locked, plan, payment, actor, actor_label, reason)
            signals.part_cancelled.send(sender=Payment, order=locked, payment=payment, refund=plan.back, why=why, gone=plan.going)
        else:
            set_order_state(order=locked, state=OrderState.CANCELLED, actor=actor, actor_label=actor_label, why=reason)
            signals.order_cancelled.send(sender=Payment, order=locked, payment=payment, refund=plan.back, why=why, by=by)
    return plan.back


def _end_part(order: Order, plan: Plan, payment: Payment | None, actor: User | None, actor_label: str, reason: str) -> None:
    """Free what ends; the order stands with the rest, for which alone the business now waits."""
    free_order(order=order, only=plan.going)
    if payment:
        order.allocation.release_at = release_of(plan.staying, paid_at=payment.paid_at)
        order.allocation.save(update_fields=["release_at"])
    gone = ", ".join(str(booking.pk) for booking in plan.going)
    record_audit(thing="order", thing_id=order.number, verb="cancel_part", actor=actor, actor_label=actor_label, after=gone, why=reason)


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
