# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from oscar.apps.order.models import Order

from marketplace.accounts.models import User
from marketplace.booking.states import OrderState

from ..errors import PaymentUnavailable
from ..models import Payment
from .cancel_authorisation import cancel_authorisation
from .want import want


def decline_request(*, order: Order, actor: User | None = None, actor_label: str, why: str = "") -> Order:
    """The host declines: the authorisation is let go, the order declined, its nights freed. Declining again changes nothing.

    Called with no transaction open. Raises AlreadyAnswered (409) when it was accepted, withdrawn or has expired,
    PaymentUnavailable when Stripe does not answer: the refusal is noted, and the sweep or a second click completes it.
    """
    if Order.objects.filter(pk=order.pk, status=OrderState.DECLINED).exists():
        order.refresh_from_db()
        return order
    want(order=order, wanted=Payment.Wanted.DECLINE, states=[OrderState.REQUESTED], actor=actor, actor_label=actor_label, why=why)
    payment = cancel_authorisation(order=order, actor_label=actor_label)
    order.refresh_from_db()
    if payment.state == Payment.State.AUTHORISED:
        raise PaymentUnavailable
    return order
