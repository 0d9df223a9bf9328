# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.apps.order.models import Order

from marketplace.accounts.models import User
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.models import Hold
from marketplace.booking.states import OrderState
from marketplace.errors import Conflict, Refused
from marketplace.payments.domain.create_payment import create_payment
from marketplace.payments.signals import order_confirmed

from ..models import Checkout
from .place_order import place_order

MOST_HOLDS = 20


@dataclass(frozen=True)
class Customer:
    """Who books. `language` is the language of all mails."""

    email: str
    name: str
    phone: str = ""
    language: str = "it"
    note: str = ""


def start_checkout(
    *, tokens: Sequence[str], customer: Customer, user: User | None = None, and_then: Callable[[Checkout], None] | None = None
) -> Checkout:
    """Turn holds into pending orders, one a business, with one payment for all. Nothing is asked of Stripe yet.

    `and_then` is called with the checkout in the same transaction.

    Raises `Refused` for no or too many holds or a request that is not alone, `Conflict` (409) when a hold is gone.
    """
    if not tokens:
        raise Refused(_("Your basket is empty."), code="no-holds")
    if len(set(tokens)) > MOST_HOLDS:
        raise Refused(_("At most %(most)d things can be booked at once.") % {"most": MOST_HOLDS}, code="too-many-holds")
    with transaction.atomic():
        holds = _lock_holds(tokens)
        on_request = _is_on_request(holds)
        checkout = Checkout.objects.create(
            token=secrets.token_urlsafe(32),
            user=user,
            email=customer.email,
            name=customer.name,
            phone=customer.phone,
            language=customer.language,
            note=customer.note,
            total=sum((hold.total for hold in holds), Decimal(0)),
        )
        orders = [
            place_order(holds=list(part), email=customer.email, user=user)
            for _business, part in groupby(holds, key=lambda hold: hold.product.business_id)
        ]
        checkout.orders.set(orders)
        _ask_for_money(checkout=checkout, orders=orders, on_request=on_request)
        if and_then:
            and_then(checkout)
    return checkout


def _ask_for_money(*, checkout: Checkout, orders: Sequence[Order], on_request: bool) -> None:
    due = [order for order in orders if order.total_incl_tax > 0]
    if due:
        create_payment(orders=due, email=checkout.email, language=checkout.language, capture="manual" if on_request else "automatic")
    for order in orders:
        if order not in due:  # nothing to pay: true at once
            set_order_state(order=order, state=OrderState.CONFIRMED, actor_label="free of charge")
            order_confirmed.send(sender=Order, order=order)


def _lock_holds(tokens: Sequence[str]) -> list[Hold]:
    """The holds in one fixed order, so that two checkouts never wait for each other in a circle."""
    holds = list(
        Hold.objects.select_for_update(of=("self",))
        .filter(token__in=tokens)
        .select_related("product__business")
        .order_by("product__business_id", "pk")
    )
    gone = [hold for hold in holds if hold.state != Hold.State.ACTIVE or hold.expires_at <= timezone.now()]
    if gone or len(holds) < len(set(tokens)):
        raise Conflict(
            _("The time for holding has run out for something in your basket. Nothing was booked: please choose again."),
            code="hold-gone",
            holds=[hold.pk for hold in gone],
        )
    if shut := [hold.pk for hold in holds if not (hold.product.business and hold.product.business.live)]:
        raise Conflict(
            _("One of the businesses in your basket takes no bookings at present. Nothing was booked."), code="not-public", holds=shut
        )
    return holds


def _is_on_request(holds: Sequence[Hold]) -> bool:
    from catalogue.models import Unit

    units = Unit.objects.filter(pk__in=[hold.product_id for hold in holds]).select_related("parent__stay")
    on_request = {unit.pk for unit in units if not unit.stay.instant_booking}
    stays = {hold.product.parent_id for hold in holds if hold.product_id in on_request}
    if on_request and (len(stays) > 1 or len(on_request) < len(holds)):
        raise Refused(
            _(
                "A stay whose host answers first is requested on its own: its payment is only taken when the host accepts. Book the rest separately."
            ),
            code="request-alone",
        )
    return bool(on_request)
