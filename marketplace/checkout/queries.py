# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads of this room. What a guest may see starts from a token, a signed link or the user."""

from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from oscar.apps.order.models import Order

from catalogue.gate import STAFF_PERMISSION
from catalogue.models import Business, BusinessMember, Experience, Stay, Unit
from marketplace.accounts.models import User
from marketplace.booking.models import Booking, Hold
from marketplace.booking.states import OrderState
from marketplace.payments.models import Payment

from .links import number_from
from .models import Checkout


def holds_in_basket(*, basket: Any) -> list[Hold]:
    """The active holds of an Oscar basket, in the order they were added."""
    if not basket.id:
        return []
    tokens = [attribute.value for line in basket.all_lines() for attribute in line.attributes.all() if attribute.option.code == "hold"]
    holds = Hold.objects.filter(token__in=tokens, state=Hold.State.ACTIVE, expires_at__gt=timezone.now())
    return list(holds.select_related("product__parent", "product__session", "product__business").order_by("pk"))


def bookings_with_things() -> QuerySet[Booking]:
    return Booking.objects.select_related(
        "product__parent__picture",
        "product__parent__experience__municipality",
        "product__session",
        "product__picture",
        "product__business__municipality",
    ).order_by("pk")


def orders_with_bookings() -> QuerySet[Order]:
    """Orders with all that their pages and mails show: a fixed number of queries."""
    return Order.objects.select_related("allocation__payment", "allocation__business__municipality").prefetch_related(
        Prefetch("bookings", queryset=bookings_with_things()), "checkouts"
    )


def checkout_by_token(*, token: str) -> Checkout | None:
    if "\x00" in token:  # PostgreSQL has no such letter
        return None
    return Checkout.objects.filter(token=token).prefetch_related(Prefetch("orders", queryset=orders_with_bookings())).first()


def payment_of(*, checkout: Checkout) -> Payment | None:
    """Whoever shows orders beside it reads the checkout afterwards: else a payment of this moment stands beside orders from before."""
    return Payment.objects.filter(allocations__order__checkouts=checkout).distinct().first()


def order_for_link(*, signed: str, door: str) -> Order | None:
    number = number_from(signed=signed, door=door)
    return orders_with_bookings().filter(number=number).first() if number else None


def orders_of(*, user: User) -> QuerySet[Order]:
    """Orders a signed-in guest made, and those made without account with an address that is theirs for certain."""
    return orders_with_bookings().filter(_of(user)).order_by("-date_placed")


def _of(user: User) -> Q:
    """Only confirmed addresses count: whoever merely types somebody's address must not see their bookings."""
    theirs = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return Q(user=user) | Q(user=None, guest_email__in=[email.lower() for email in theirs])


def stays_of(*, bookings: Sequence[Booking]) -> dict[int, Stay]:
    """The stay of each booked unit, by the unit's id; one query."""
    units = Unit.objects.filter(pk__in=[booking.product_id for booking in bookings]).select_related("parent__stay__municipality")
    return {unit.pk: unit.stay for unit in units}


def experience_of(*, booking: Booking) -> Experience | None:
    """The experience of a booked session; no query, since `bookings_with_things` brought it along."""
    return getattr(booking.product.parent, "experience", None) if booking.product.parent_id and not booking.check_in else None


def checkout_of(*, order: Order) -> Checkout | None:
    return next(iter(order.checkouts.all()), None)


def needs_request(*, holds: Sequence[Hold]) -> bool:
    """Whether a host among these answers first."""
    units = Unit.objects.filter(pk__in=[hold.product_id for hold in holds])
    return units.filter(parent__stay__instant_booking=False).exists()


def requests_for(*, user: User) -> QuerySet[Order]:
    """Requests that wait for an answer: of the user's own businesses; all for staff who may publish."""
    waiting = orders_with_bookings().filter(status=OrderState.REQUESTED).order_by("date_placed")
    if user.has_perm(STAFF_PERMISSION):
        return waiting
    return waiting.filter(allocation__business__members__user=user)


def member_orders(*, user: User) -> QuerySet[Order]:
    """Orders somebody may manage in the admin: of businesses they own; all for staff who may publish."""
    orders = orders_with_bookings()
    if user.has_perm(STAFF_PERMISSION):
        return orders
    owned = BusinessMember.objects.filter(user=user, role=BusinessMember.Role.OWNER).values("business")
    return orders.filter(Exists(Booking.objects.filter(order=OuterRef("pk"), product__business__in=owned)))


def bookings_for(*, user: User) -> QuerySet[Order]:
    """Confirmed orders somebody may manage, the next to begin first."""
    return member_orders(user=user).filter(status=OrderState.CONFIRMED).annotate(begins=Min("bookings__starts_at")).order_by("begins", "pk")


def requests_to_answer(*, user: User) -> QuerySet[Order]:
    """Those of `requests_for` that the user may accept or decline: accepting takes the guest's money, so only owners do, and staff."""
    waiting = requests_for(user=user)
    if user.has_perm(STAFF_PERMISSION):
        return waiting
    owned = Business.objects.filter(members__user=user, members__role=BusinessMember.Role.OWNER)
    return waiting.filter(allocation__business__in=owned)


def goods_for(*, user: User) -> QuerySet[Booking]:
    """Goods to be fetched or to come back: of the user's own businesses; all for staff who may publish."""
    goods = bookings_with_things().filter(order__status=OrderState.CONFIRMED, check_in=None, product__parent=None, cancelled_at=None)
    waiting = goods.filter(Q(collected_at=None) | ~Q(withdrawn_at=None), returned_at=None).select_related("order")
    if not user.has_perm(STAFF_PERMISSION):
        waiting = waiting.filter(product__business__members__user=user)
    return waiting.prefetch_related("order__checkouts")
