# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What templates and mails show, made from rows: no rule, only words and numbers in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency
from django.utils import timezone
from django.utils.translation import get_language
from oscar.apps.order.models import Order

from catalogue.models import Stay
from marketplace.booking.domain.cancellation import refund_due
from marketplace.booking.domain.quotes import Quote
from marketplace.booking.models import Booking, Hold

from .queries import stays_of
from .words import moment, title_of, when_of


def euro(amount: Decimal, language: str | None = None) -> str:
    """As “260,50 €”."""
    return str(format_currency(amount, "EUR", locale=language or get_language() or "it"))


@dataclass(frozen=True)
class BookingCard:
    booking: Booking
    title: str
    when: str
    starts: str
    quote: Quote
    stay: Stay | None


@dataclass(frozen=True)
class OrderCard:
    order: Order
    bookings: Sequence[BookingCard]
    total: str


def order_cards(*, orders: Sequence[Order], language: str) -> list[OrderCard]:
    """Orders with their bookings in words; one query for all stays."""
    language = language[:2]
    bookings = [booking for order in orders for booking in order.bookings.all()]
    stays = stays_of(bookings=bookings)
    return [
        OrderCard(
            order=order,
            bookings=[_booking_card(booking, language, stays) for booking in order.bookings.all()],
            total=euro(order.total_incl_tax, language),
        )
        for order in orders
    ]


def _booking_card(booking: Booking, language: str, stays: dict[int, Stay]) -> BookingCard:
    return BookingCard(
        booking=booking,
        title=title_of(booking=booking, language=language),
        when=when_of(booking=booking, language=language),
        starts=moment(at=booking.starts_at, language=language),
        quote=Quote.from_json(booking.quote),
        stay=stays.get(booking.product_id),
    )


def refund_now(*, order: Order) -> Decimal:
    """EUR that would come back if the order were cancelled now. An authorisation that was never captured costs nothing."""
    now = timezone.now()
    return sum((refund_due(booking=booking, at=now) for booking in order.bookings.all()), Decimal(0))


def basket_summary(*, holds: Sequence[Hold]) -> dict[str, Any]:
    """Lines, total and the first moment a hold runs out."""
    return {
        "holds": [(hold, Quote.from_json(hold.quote)) for hold in holds],
        "total": sum((hold.total for hold in holds), Decimal(0)),
        "expires_at": min((hold.expires_at for hold in holds), default=None),
    }
