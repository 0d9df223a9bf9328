# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from decimal import Decimal

from django.utils import timezone
from django.utils.crypto import get_random_string

from ..models import Payment
from .create_payment import SESSION_LASTS


def create_fee_payment(*, about: str, amount: Decimal, email: str, language: str) -> Payment:
    """A payment that stands for no order: a fee, EUR, which nobody is passed on. `about` names what it is for, and begins its reference.

    In the caller's transaction; Stripe is not asked: see `open_payment`. When it is paid, `signals.fee_paid` says so.
    """
    return Payment.objects.create(
        reference=f"fee-{about.lower()}-{get_random_string(10).lower()}",
        amount=amount,
        email=email,
        language=language,
        expires_at=timezone.now() + SESSION_LASTS,
    )


def is_fee_of(*, payment: Payment) -> str:
    """What a fee is for, as it was named, in capital letters; "" for payments of orders."""
    kind, _dash, rest = payment.reference.partition("-")
    return rest.rpartition("-")[0].upper() if kind == "fee" else ""
