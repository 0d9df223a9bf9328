# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import logging

import stripe
from django.db.models import F
from oscar.apps.order.models import Order

from .. import gateway
from ..models import Payment
from ..outside import be_outside_transactions
from .reconcile_payment import reconcile_payment

logger = logging.getLogger(__name__)


def capture_payment(*, order: Order, actor_label: str = "system") -> Payment:
    """Take the money that was authorised for a request whose host has accepted, then believe what Stripe says.

    Does nothing at Stripe unless capture is wanted (see `accept_request`). Called with no transaction open, any number of
    times. Raises PaymentUnavailable when Stripe does not answer; the sweep goes on then.
    """
    be_outside_transactions()
    payment = Payment.objects.get(allocations__order=order)
    if payment.state == Payment.State.AUTHORISED and payment.wanted == Payment.Wanted.CAPTURE:
        try:
            gateway.capture_intent(payment.intent_id, idempotency_key=f"{payment.reference}-capture-{payment.attempt}")
        except stripe.InvalidRequestError as refusal:
            logger.warning("capture refused", extra={"payment": payment.reference, "code": refusal.code})
            Payment.objects.filter(pk=payment.pk, attempt=payment.attempt).update(attempt=F("attempt") + 1)
        except stripe.StripeError as silence:
            logger.info("capture not answered", extra={"payment": payment.reference, "code": silence.code})
    return reconcile_payment(payment=payment, actor_label=actor_label)
