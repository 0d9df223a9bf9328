# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from oscar.apps.order.models import Order

from marketplace.accounts.models import User
from marketplace.booking.states import OrderState

from ..errors import CardRefused, PaymentUnavailable
from ..models import Payment
from .capture_payment import capture_payment
from .want import want


def accept_request(*, order: Order, actor: User | None = None, actor_label: str) -> Order:
    """The host accepts: the authorised money is taken and the order confirmed. Accepting again changes nothing.

    Called with no transaction open. Raises AlreadyAnswered (409) when it was declined, withdrawn or is past its deadline, PaymentUnavailable
    when Stripe does not answer: the acceptance is noted, and the sweep or a second click completes it; CardRefused (409) when the
    guest's bank does not give the money: the request has ended then.
    """
    if Order.objects.filter(pk=order.pk, status=OrderState.CONFIRMED).exists():
        order.refresh_from_db()
        return order
    want(order=order, wanted=Payment.Wanted.CAPTURE, states=[OrderState.REQUESTED], actor=actor, actor_label=actor_label)
    payment = capture_payment(order=order, actor_label=actor_label)
    order.refresh_from_db()
    if payment.state == Payment.State.AUTHORISED:
        raise PaymentUnavailable
    if order.status != OrderState.CONFIRMED:
        raise CardRefused
    return order
