# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from decimal import Decimal

from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.states import OrderState

from .. import signals
from ..models import Payment
from .keep_reason import reason_of
from .settle_orders import WAITS_FOR_MONEY, orders_of

# Why the money was let go decides how the order ends; without a reason it simply ran out.
ENDS_AS = {Payment.Wanted.CANCEL: OrderState.CANCELLED, Payment.Wanted.DECLINE: OrderState.DECLINED}

# The host has said yes, and the guest's bank no: nobody failed to answer.
ACCEPTED = frozenset({Payment.Wanted.CAPTURE, Payment.Wanted.GIVE_UP})


def close_orders(*, payment: Payment, actor_label: str) -> None:
    """Stripe says no money will come any more: end the orders, which frees their nights. In the caller's transaction, payment locked."""
    why = reason_of(payment.wanted_why)
    end = ENDS_AS.get(Payment.Wanted(payment.wanted), OrderState.EXPIRED)
    for order in orders_of(payment):
        if order.status not in WAITS_FOR_MONEY:
            continue
        was_requested = order.status == OrderState.REQUESTED
        set_order_state(order=order, state=end, actor_label=actor_label, why=payment.wanted_why)
        if end == OrderState.CANCELLED:
            signals.order_cancelled.send(sender=Payment, order=order, payment=payment, refund=Decimal(0), why=why, by="guest")
        elif end == OrderState.DECLINED:
            signals.order_declined.send(sender=Payment, order=order, payment=payment, why=why)
        else:
            accepted = payment.wanted in ACCEPTED
            signals.order_expired.send(sender=Payment, order=order, payment=payment, was_requested=was_requested, accepted=accepted)
