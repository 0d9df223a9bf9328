# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import logging

import stripe
from django.db.models import F
from oscar.apps.order.models import Order

from .. import gateway
from ..models import Payment
from ..outside import be_outside_transactions
from .cancel_authorisation import cancel_authorisation
from .reconcile_payment import reconcile_payment

logger = logging.getLogger(__name__)
# So often Stripe may refuse to take the money before the request ends.
PATIENCE = 5


def capture_payment(*, order: Order, actor_label: str = "system") -> Payment:
    """Take the money that was authorised for a request whose host has accepted, then believe what Stripe says.

    Does nothing at Stripe unless capture is wanted (see `accept_request`). Called with no transaction open, any number of
    times. When the card refuses for good, or Stripe has refused `PATIENCE` times, the money is let go of and the request ends: the guest has
    no reservation on the card for nothing. Raises PaymentUnavailable when Stripe does not answer; the sweep goes on then.
    """
    be_outside_transactions()
    payment = Payment.objects.get(allocations__order=order)
    if payment.state == Payment.State.AUTHORISED and payment.wanted == Payment.Wanted.CAPTURE:
        try:
            gateway.capture_intent(payment.intent_id, idempotency_key=f"{payment.reference}-capture-{payment.attempt}")
        except (stripe.CardError, stripe.InvalidRequestError) as refusal:
            logger.warning("capture refused", extra={"payment": payment.reference, "code": refusal.code})
            Payment.objects.filter(pk=payment.pk, attempt=payment.attempt).update(attempt=F("attempt") + 1)
            if isinstance(refusal, stripe.CardError) or payment.attempt >= PATIENCE:
                return _give_up(order, payment, actor_label)
        except stripe.StripeError as silence:
            logger.info("capture not answered", extra={"payment": payment.reference, "code": silence.code})
    return reconcile_payment(payment=payment, actor_label=actor_label)


def _give_up(order: Order, payment: Payment, actor_label: str) -> Payment:
    """Only if it is not captured: Stripe is asked first, then the wish is replaced, then the authorisation is let go of."""
    if reconcile_payment(payment=payment, actor_label=actor_label).state == Payment.State.AUTHORISED:
        wished = Payment.objects.filter(pk=payment.pk, state=Payment.State.AUTHORISED, wanted=Payment.Wanted.CAPTURE)
        wished.update(wanted=Payment.Wanted.GIVE_UP)
    return cancel_authorisation(order=order, actor_label=actor_label)
