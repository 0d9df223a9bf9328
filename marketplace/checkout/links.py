# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Signed addresses: whoever has the mail may open the booking or answer the request, without an account."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation
from oscar.apps.order.models import Order

GUEST = "checkout.booking"
HOST = "checkout.request"


def sign_order(*, order: Order, door: str) -> str:
    """The order's number with a signature that opens one `door` only."""
    return Signer(salt=door).sign(order.number)


def number_from(*, signed: str, door: str) -> str | None:
    """The order's number, or None for a forged or mutilated link."""
    try:
        return Signer(salt=door).unsign(signed)
    except BadSignature:
        return None


def booking_url(*, order: Order, language: str) -> str:
    """The guest's page of the order, absolute."""
    with translation.override(language):
        return settings.SITE_URL + reverse("checkout:booking", kwargs={"signed": sign_order(order=order, door=GUEST)})


def request_url(*, order: Order, language: str) -> str:
    """The host's page to accept or decline, absolute."""
    with translation.override(language):
        return settings.SITE_URL + reverse("checkout:request", kwargs={"signed": sign_order(order=order, door=HOST)})
