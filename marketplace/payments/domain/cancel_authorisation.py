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
LET_GO = frozenset({Payment.Wanted.DECLINE, Payment.Wanted.CANCEL, Payment.Wanted.EXPIRE, Payment.Wanted.GIVE_UP})


def cancel_authorisation(*, order: Order, actor_label: str = "system") -> Payment:
    """Let go of the money that was authorised for a request, then believe what Stripe says: nights are freed if it says cancelled.

    Does nothing at Stripe unless that is wanted (see `decline_request`, `cancel_order`). Called with no transaction open, any
    number of times. Raises PaymentUnavailable when Stripe does not answer; the sweep goes on then.
    """
    be_outside_transactions()
    payment = Payment.objects.get(allocations__order=order)
    if payment.state == Payment.State.AUTHORISED and payment.wanted in LET_GO:
        try:
            gateway.cancel_intent(payment.intent_id, idempotency_key=f"{payment.reference}-cancel-{payment.attempt}")
        except stripe.InvalidRequestError as refusal:
            logger.warning("cancelling refused", extra={"payment": payment.reference, "code": refusal.code})
            Payment.objects.filter(pk=payment.pk, attempt=payment.attempt).update(attempt=F("attempt") + 1)
        except stripe.StripeError as silence:
            logger.info("cancelling not answered", extra={"payment": payment.reference, "code": silence.code})
    return reconcile_payment(payment=payment, actor_label=actor_label)
