# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from marketplace.booking.models import Booking
from marketplace.payments.domain.open_payment import open_payment
from marketplace.payments.gateway import SessionLine
from marketplace.payments.models import Payment

from ..models import Checkout
from ..words import title_of


def pay_checkout(*, checkout: Checkout) -> Payment | None:
    """Open the payment page at Stripe and return the payment with its address; None when nothing is to pay.

    No transaction is open meanwhile (a call to Stripe takes seconds). Raises `PaymentUnavailable` when Stripe does not
    answer; the orders stay pending and the same call may be repeated.
    """
    payment = Payment.objects.filter(allocations__order__in=checkout.orders.all()).distinct().first()
    if payment is None:
        return None
    with translation.override(checkout.language):
        address = settings.SITE_URL + reverse("checkout:status", kwargs={"token": checkout.token})
    return open_payment(payment=payment, lines=session_lines(checkout=checkout), success_url=address, cancel_url=f"{address}?back=1")


def session_lines(*, checkout: Checkout) -> list[SessionLine]:
    """What the guest reads on the payment page, in their language: one line a booking, in cents."""
    bookings = (
        Booking.objects.filter(order__in=checkout.orders.all(), total__gt=0).select_related("product__parent", "order").order_by("pk")
    )
    return [SessionLine(name=title_of(booking=booking, language=checkout.language), amount=booking.total) for booking in bookings]
