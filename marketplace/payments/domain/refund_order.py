# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from decimal import Decimal

from django.db import transaction
from oscar.apps.order.models import Order

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.messages.models import GuestMessage

from ..errors import CannotBeRefunded, ReasonNeeded, TooMuchBack
from ..gateway import to_cents
from ..models import Allocation, Payment
from .keep_reason import keep_reason
from .promise_refund import promise_refund

NOTHING = Decimal("0.00")


def refundable(*, allocation: Allocation) -> Decimal:
    """EUR of this order that staff may still give back: what was paid for it and not promised to go back already. Of a disputed payment nothing:
    Stripe refunds none of it.
    """
    if allocation.payment.state != Payment.State.PAID or allocation.payment.dispute in (Payment.Dispute.OPEN, Payment.Dispute.LOST):
        return NOTHING
    return allocation.gross - allocation.refund_target


def refund_order(*, order: Order, amount: Decimal, actor: User | None, actor_label: str, why: str) -> Decimal:
    """Staff give `amount` EUR back, beside what was promised before, whatever the terms say; the order stays as it is. Returns what goes back in all.

    Business, commission, withholding and taxes shrink with it as with every refund. One promise under the payment's row lock and in the audit
    log; the money follows after commit. Raises ReasonNeeded, TooMuchBack (above what is left, or not above zero), CannotBeRefunded.
    """
    if not why.strip():
        raise ReasonNeeded
    if not amount.is_finite() or amount <= 0 or amount != amount.quantize(Decimal("0.01")):
        raise TooMuchBack(left=_left(order))
    with transaction.atomic():
        payment = Payment.objects.select_for_update().filter(allocations__order=order).first()
        if payment is None or payment.state != Payment.State.PAID:
            raise CannotBeRefunded
        allocation = Allocation.objects.select_related("payment", "order", "business").get(order=order)
        left = refundable(allocation=allocation)
        if amount > left:
            raise TooMuchBack(left=left)
        promise_refund(allocation=allocation, refund=allocation.refund_target + amount)
        record_audit(
            thing="order",
            thing_id=allocation.order.number,
            verb="refund",
            actor=actor,
            actor_label=actor_label,
            after=f"{to_cents(allocation.refund_target)} cents in all",
            why=keep_reason(order=allocation.order, sender=GuestMessage.Sender.HOST, text=why),
        )
    return allocation.refund_target


def _left(order: Order) -> Decimal:
    allocation = Allocation.objects.select_related("payment").filter(order=order).first()
    return refundable(allocation=allocation) if allocation else NOTHING
