# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from django.utils import timezone
from django.utils.crypto import get_random_string
from oscar.apps.order.models import Order

from catalogue.models import Business
from marketplace.booking.models import Booking

from ..gateway import from_cents, to_cents
from ..models import Allocation, Payment
from .release_of import release_of
from .share_gross import LONGEST_SHORT_LET, Gross, Shares, share_gross

# Stripe wants at least 30 minutes; the rest is for the way there.
SESSION_LASTS = timedelta(minutes=32)


def create_payment(*, orders: Sequence[Order], email: str, language: str, capture: Literal["automatic", "manual"]) -> Payment:
    """One payment for `orders`, with an allocation each, in the caller's transaction. Stripe is not asked: see `open_payment`.

    EUR; shares as in `share_gross`. The transfer may go at the moment of `release_of`. Raises ValueError when a
    payment by manual capture (a request to the host) covers more than one order, or an order books nothing.
    """
    if not orders or (capture == "manual" and len(orders) != 1):
        raise ValueError("a payment needs orders, a request is sent alone")
    payment = Payment.objects.create(
        reference=f"pay-{get_random_string(20).lower()}",
        capture=capture,
        amount=sum((order.total_incl_tax for order in orders), Decimal(0)),
        email=email,
        language=language,
        expires_at=timezone.now() + SESSION_LASTS,
    )
    for order in orders:
        _allocate(payment, order)
    return payment


def _allocate(payment: Payment, order: Order) -> Allocation:
    bookings = list(order.bookings.select_related("product__business", "product__parent__business"))
    if not bookings:
        raise ValueError(f"order {order.number} books nothing")
    business = business_of(bookings[0])
    shares = share_gross(gross_of(order, bookings, business))
    return Allocation.objects.create(
        payment=payment,
        order=order,
        business=business,
        gross=order.total_incl_tax,
        release_at=release_of(bookings),
        transfer_target=from_cents(shares.transfer),
        **_columns(shares),
    )


def business_of(booking: Booking) -> Business:
    """Who offers what is booked: the product's own business, or that of the stay or experience above it."""
    product = booking.product
    business: Business | None = product.business or (product.parent and product.parent.business)
    if business is None:
        raise ValueError(f"product {product.pk} belongs to no business")
    return business


def gross_of(order: Order, bookings: Sequence[Booking], business: Business) -> Gross:
    """What decides the shares of an order, in cents."""
    taxes = [Decimal(booking.quote.get("tourist_tax") or 0) for booking in bookings]
    rent = sum(
        (booking.total - tax for booking, tax in zip(bookings, taxes, strict=True) if _is_short_let(booking)),
        Decimal(0),
    )
    return Gross(
        total=to_cents(order.total_incl_tax),
        tourist_tax=to_cents(sum(taxes, Decimal(0))),
        short_let_rent=to_cents(rent),
        commission_percent=business.commission_percent,
        private=business.regime == Business.Regime.PRIVATE_SHORT_LET,
    )


def _is_short_let(booking: Booking) -> bool:
    if booking.check_in is None or booking.check_out is None:
        return False
    return bool((booking.check_out - booking.check_in).days <= LONGEST_SHORT_LET)


def _columns(shares: Shares) -> dict[str, Decimal]:
    names = ("commission", "withheld", "tourist_tax", "transfer", "tax_in_gross")
    return {name: from_cents(getattr(shares, name)) for name in names}
