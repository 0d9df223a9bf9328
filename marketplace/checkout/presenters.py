# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What templates and mails show, made from rows: no rule, only words and numbers in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, override
from oscar.apps.order.models import Order

from catalogue.models import Business, Experience, Stay
from marketplace import formats
from marketplace.booking.clock import rome_instant
from marketplace.booking.domain.cancellation import withdrawal_ends
from marketplace.booking.domain.quotes import Quote
from marketplace.booking.forms import OLDEST_CHILD
from marketplace.booking.models import Booking, Hold
from marketplace.booking.states import OrderState
from marketplace.payments.domain.plan_cancellation import plan_cancellation
from marketplace.payments.domain.settle_orders import release_date

from .links import booking_url
from .queries import experience_of, needs_request, stays_of
from .words import moment, name_of, title_of, when_of

SHOWN = {OrderState.CONFIRMED, OrderState.REQUESTED, OrderState.CANCELLED, OrderState.DECLINED, OrderState.COMPLETED}

NOON = time(12)


def euro(amount: Decimal, language: str | None = None) -> str:
    """As “260,50 €”."""
    with override(language or get_language() or "it"):
        return formats.money(amount)


@dataclass(frozen=True)
class AskedGuests:
    """What the form to change the guests shows: those booked, or those just asked for."""

    adults: int
    children: int
    given: Sequence[int] = ()

    @property
    def ages(self) -> list[list[tuple[int, bool]]]:
        """A select a child: the ages to choose from, and whether it is the one given."""
        given = [*self.given, *[None] * max(self.children - len(self.given), 0)]
        return [[(age, age == chosen) for age in range(OLDEST_CHILD + 1)] for chosen in given[: self.children]]


@dataclass(frozen=True)
class BookingCard:
    """A booking in words. `title` has the dates, `name` has not; `lines` is the localised quote; `place` is where to go:
    the stay, the experience or, for goods, the business they are fetched from."""

    booking: Booking
    title: str
    name: str
    when: str
    starts: str
    lines: dict[str, Any]
    stay: Stay | None
    experience: Experience | None
    place: Stay | Experience | Business
    asked: AskedGuests


@dataclass(frozen=True)
class OrderCard:
    order: Order
    bookings: Sequence[BookingCard]
    total: str
    state: str
    url: str


@dataclass(frozen=True)
class HoldCard:
    """A hold in words, for the summary beside the form."""

    hold: Hold
    title: str
    when: str
    check_in: date | None
    adults: int
    children: int


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
            state=str(OrderState(order.status).label),
            url=booking_url(order=order, language=language) if order.status in SHOWN else "",
        )
        for order in orders
    ]


def _booking_card(booking: Booking, language: str, stays: dict[int, Stay]) -> BookingCard:
    stay, experience = stays.get(booking.product_id), experience_of(booking=booking)
    return BookingCard(
        booking=booking,
        title=title_of(booking=booking, language=language),
        name=name_of(thing=booking, language=language),
        when=when_of(thing=booking, language=language),
        starts=moment(at=booking.starts_at, language=language),
        lines=Quote.from_json(booking.quote).localised(language),
        stay=stay,
        experience=experience,
        place=stay or experience or _business_of(booking),
        asked=AskedGuests(booking.adults, booking.children, booking.children_ages),
    )


def _business_of(thing: Booking | Hold) -> Business:
    """Whoever offers it: only what a business offers can be held."""
    business: Business | None = thing.product.business
    assert business is not None
    return business


def refund_now(*, order: Order, at: datetime | None = None) -> Decimal:
    """EUR that would come back if the order were cancelled `at` (now): nothing for a request, of which nothing was taken."""
    if order.status != OrderState.CONFIRMED:
        return Decimal("0.00")
    return plan_cancellation(order=order, at=at or timezone.now()).back


def promised_back(*, order: Order) -> Decimal:
    """EUR that have gone or will go back for this order, for whatever reason."""
    allocation = getattr(order, "allocation", None)
    return allocation.refund_target if allocation else Decimal(0)


def paid_at(*, order: Order) -> datetime | None:
    """When the money for the order came; None for what is free or not paid."""
    allocation = getattr(order, "allocation", None)
    return allocation.payment.paid_at if allocation else None


def basket_summary(*, holds: Sequence[Hold]) -> dict[str, Any]:
    """Lines, total, whether the host answers first, and the first moment a hold runs out."""
    language = (get_language() or "it")[:2]
    return {
        "holds": [(hold_card(hold=hold, language=language), Quote.from_json(hold.quote).localised(language)) for hold in holds],
        "total": sum((hold.total for hold in holds), Decimal(0)),
        "expires_at": min((hold.expires_at for hold in holds), default=None),
        "on_request": needs_request(holds=holds),
        "host_paid_on": max((_host_paid_on(hold) for hold in holds), default=None),
        "has_goods": any(hold.product.parent_id is None for hold in holds),
        "hosts": list(dict.fromkeys(_business_of(hold).name for hold in holds)),
    }


def hold_card(*, hold: Hold, language: str) -> HoldCard:
    return HoldCard(
        hold=hold,
        title=name_of(thing=hold, language=language),
        when=when_of(thing=hold, language=language),
        check_in=hold.check_in,
        adults=hold.adults,
        children=hold.children,
    )


def _host_paid_on(hold: Hold) -> datetime:
    """The earliest moment at which the host may have the money: of goods, when they are fetched today and nobody gives them back."""
    about = _about(hold)
    return release_date(starts=about) if hold.check_in or hold.product.parent_id else withdrawal_ends(collected_at=about)


def _about(hold: Hold) -> datetime:
    """When what is held begins, to the day."""
    if hold.check_in:
        return rome_instant(hold.check_in, NOON)
    session = getattr(hold.product, "session", None) if hold.product.parent_id else None
    return session.starts_at if session else timezone.now()
