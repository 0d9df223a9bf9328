# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import logging
from collections.abc import Sequence
from decimal import Decimal

import stripe
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .. import gateway
from ..errors import PaymentUnavailable
from ..models import Payment
from ..outside import be_outside_transactions
from .create_payment import SESSION_LASTS
from .expire_payment import expire_payment

logger = logging.getLogger(__name__)
TRIES = 3
LOCALES: dict[str, gateway.Locale] = {"it": "it", "en": "en", "de": "de"}


def open_payment(*, payment: Payment, lines: Sequence[gateway.SessionLine], success_url: str, cancel_url: str) -> Payment:
    """Create the Checkout Session of `payment` at Stripe and store its address; a payment that has one keeps it.

    Called with no transaction open. Repeating it is safe: the idempotency key is the payment's reference and attempt. The attempt
    rises only when Stripe has definitively refused, or knows the key with other words (a title was edited after an answer was
    lost); of a session made before then nobody has the address, so there is never a second one a guest could pay.
    Raises PaymentUnavailable when Stripe does not answer; the orders stay pending and their nights held.
    """
    be_outside_transactions()
    if sum((line.amount * line.quantity for line in lines), Decimal(0)) != payment.amount:
        raise ValueError("the lines do not add up to the payment")
    for _try in range(TRIES):
        payment = Payment.objects.get(pk=payment.pk)
        if payment.state != Payment.State.CREATED:
            return payment
        try:
            session = _create(payment, lines, success_url, cancel_url)
        except (stripe.InvalidRequestError, stripe.IdempotencyError) as refusal:
            logger.warning("session refused", extra={"payment": payment.reference, "code": refusal.code})
            _next_attempt(payment)
        except stripe.StripeError as silence:
            raise PaymentUnavailable from silence
        else:
            return _remember(payment, session)
    raise PaymentUnavailable


def _create(payment: Payment, lines: Sequence[gateway.SessionLine], success_url: str, cancel_url: str) -> stripe.checkout.Session:
    return gateway.create_checkout_session(
        reference=payment.reference,
        lines=lines,
        customer_email=payment.email,
        locale=LOCALES.get(payment.language, "it"),
        success_url=success_url,
        cancel_url=cancel_url,
        expires_at=payment.expires_at,
        capture="manual" if payment.capture == Payment.Capture.MANUAL else "automatic",
        transfer_group=payment.reference,
        idempotency_key=f"{payment.reference}-session-{payment.attempt}",
    )


def _next_attempt(payment: Payment) -> None:
    """A new key, and half an hour from now; of several that saw the same refusal one raises it."""
    Payment.objects.filter(pk=payment.pk, attempt=payment.attempt, state=Payment.State.CREATED).update(
        attempt=F("attempt") + 1, expires_at=timezone.now() + SESSION_LASTS
    )


def _remember(payment: Payment, session: stripe.checkout.Session) -> Payment:
    """Store the session. One that comes after the payment was closed is closed as well, before anybody sees its address."""
    with transaction.atomic():
        locked = Payment.objects.select_for_update().get(pk=payment.pk)
        if locked.session_id is None:
            locked.session_id = session.id
            if locked.state == Payment.State.CREATED:
                locked.state, locked.session_url = Payment.State.OPEN, session.url or ""
            locked.save(update_fields=["session_id", "session_url", "state"])
    if locked.state in (Payment.State.EXPIRED, Payment.State.CANCELLED):
        return expire_payment(payment=locked)
    return locked
