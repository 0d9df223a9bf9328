# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What checkout holds about a person, and what of it may be erased. Amounts and names of paid bookings are kept ten years (civil code art. 2220)."""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.apps.order.models import Order

from marketplace.accounts.models import User
from marketplace.accounts.signals import erasure_wanted, personal_data_wanted, user_erased
from marketplace.booking.models import Hold
from marketplace.booking.states import OrderState
from marketplace.errors import Conflict
from marketplace.messages.models import GuestMessage
from marketplace.payments.domain.forget_payers import forget_payers

from .models import NOBODY, Checkout
from .presenters import order_cards
from .queries import orders_of

KEPT_BY_LAW = {OrderState.CONFIRMED, OrderState.COMPLETED, OrderState.CANCELLED}


@receiver(personal_data_wanted)
def give_bookings(sender: Any, user: User, **kwargs: Any) -> tuple[str, Any]:
    cards = order_cards(orders=list(orders_of(user=user)), language=user.language)
    return "bookings", [
        {
            "number": card.order.number,
            "state": card.order.status,
            "placed": card.order.date_placed.isoformat(),
            "total_eur": str(card.order.total_incl_tax),
            "things": [booking.title for booking in card.bookings],
            "messages": [
                {"at": message.at.isoformat(), "from": message.sender, "text": message.text} for message in card.order.guest_messages.all()
            ],
            "given": [
                {"name": checkout.name, "email": checkout.email, "phone": checkout.phone, "note": checkout.note}
                for checkout in card.order.checkouts.all()
            ],
        }
        for card in cards
    ]


@receiver(erasure_wanted)
def object_to_erasure(sender: Any, user: User, **kwargs: Any) -> None:
    """A booking still to come needs its guest."""
    coming = orders_of(user=user).filter(
        status__in=[OrderState.CONFIRMED, OrderState.REQUESTED, OrderState.PENDING], bookings__starts_at__gt=timezone.now()
    )
    if coming.exists():
        raise Conflict(_("You have a booking still to come. Cancel it first, or come back after it."), code="booking-to-come")


@receiver(user_erased)
def erase_bookings(sender: Any, user: User, **kwargs: Any) -> None:
    """Also what was booked without account with the person's confirmed address. Paid bookings keep name and address for the law."""
    numbers = list(orders_of(user=user).values_list("pk", flat=True))
    orders = Order.objects.filter(pk__in=numbers)
    GuestMessage.objects.filter(order__in=numbers).delete()
    checkouts = list(Checkout.objects.filter(Q(user=user) | Q(orders__in=numbers)).values_list("pk", flat=True))
    ours = Checkout.objects.filter(pk__in=checkouts)
    ours.update(phone="", note="", user=None)
    kept = Checkout.objects.filter(orders__status__in=KEPT_BY_LAW).values("pk")
    ours.exclude(pk__in=kept).update(name="", email=NOBODY)
    Hold.objects.filter(user=user).update(user=None)
    forget_payers(orders=list(orders.exclude(status__in=KEPT_BY_LAW).values_list("pk", flat=True)))
    orders.exclude(status__in=KEPT_BY_LAW).update(guest_email="")
    orders.update(user=None)
