# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""One Oscar order a business, made from holds through an Oscar basket, so that lines, totals and vouchers are Oscar's."""

import secrets
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from oscar.apps.catalogue.models import Option
from oscar.apps.order.models import Order
from oscar.apps.shipping.methods import NoShippingRequired
from oscar.core.prices import Price

from marketplace.accounts.models import User
from marketplace.basket.models import Basket
from marketplace.basket.strategy import Selector
from marketplace.booking.domain.turn_hold_into_booking import turn_hold_into_booking
from marketplace.booking.models import Hold
from marketplace.booking.states import OrderState

from ..orders import OrderCreator

# Without 0, O, 1, I, L: a number is read out on the phone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
NUMBER_LENGTH = 8


def new_order_number() -> str:
    """A number that cannot be guessed (31^8), as “7KQ4XW2M”."""
    return "".join(secrets.choice(_LETTERS) for _ in range(NUMBER_LENGTH))


def place_order(*, holds: Sequence[Hold], email: str, user: User | None) -> Order:
    """Place one pending order for holds of one business; each hold becomes a booking. In the caller's transaction.

    Raises `HoldGone` (409) when a hold has run out meanwhile.
    """
    basket = _basket_of(holds=holds, user=user)
    total = sum((hold.total for hold in holds), Decimal(0))
    order = OrderCreator().place_order(
        basket=basket,
        total=Price("EUR", excl_tax=total, incl_tax=total),
        shipping_method=NoShippingRequired(),
        shipping_charge=Price("EUR", excl_tax=Decimal(0), incl_tax=Decimal(0)),
        user=user,
        order_number=new_order_number(),
        status=OrderState.PENDING.value,
        guest_email=email,
        site=None,
    )
    basket.submit()
    by_token = {hold.token: hold for hold in holds}
    for line in order.lines.prefetch_related("attributes__option"):
        token = next(attribute.value for attribute in line.attributes.all() if attribute.option.code == "hold")
        turn_hold_into_booking(hold=by_token[token], order=order, line=line)
        # The token opens the hold: it is a secret of the guest and has no place on the order.
        line.attributes.all().delete()
    return order


def _basket_of(*, holds: Sequence[Hold], user: User | None) -> Any:
    basket = Basket.objects.create(owner=user)
    basket.strategy = Selector().strategy()
    option = Option.objects.get(code="hold")
    for hold in holds:
        basket.add_product(hold.product, quantity=1, options=[{"option": option, "value": hold.token}])
    return basket
