# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import logging

import stripe

from .. import gateway
from ..models import Payment
from ..outside import be_outside_transactions
from .reconcile_payment import reconcile_payment

logger = logging.getLogger(__name__)


def expire_payment(*, payment: Payment, actor_label: str = "system") -> Payment:
    """Ask Stripe to close the session, then believe only what Stripe says: nights are freed if it says expired.

    What Stripe answers to the request does not matter (it may be paid, or closed, already). Called with no transaction open.
    Raises PaymentUnavailable when Stripe cannot be asked afterwards.
    """
    be_outside_transactions()
    if payment.session_id:
        try:
            gateway.expire_session(payment.session_id)
        except stripe.StripeError as refusal:
            logger.info("session not closed", extra={"payment": payment.reference, "code": refusal.code})
    return reconcile_payment(payment=payment, actor_label=actor_label)
