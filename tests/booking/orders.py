# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Oscar's orders for tests, with nothing but what their columns demand."""

from datetime import timedelta
from itertools import count

from oscar.apps.order.models import Line, Order

from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.domain.turn_hold_into_booking import turn_hold_into_booking
from marketplace.booking.models import Booking, Hold
from tests.factories import make_unit, today

_numbers = count(500_001)


def make_order(total=0) -> Order:
    return Order.objects.create(
        number=str(next(_numbers)), status="pending", currency="EUR", total_incl_tax=total, total_excl_tax=total, shipping_code="none"
    )


def make_line(order: Order, hold: Hold) -> Line:
    money = {
        f"{name}_{tax}": hold.total
        for name in ("line_price", "unit_price", "line_price_before_discounts")
        for tax in ("incl_tax", "excl_tax")
    }
    partner = hold.product.business.partner_ptr
    return Line.objects.create(
        order=order,
        product=hold.product,
        partner=partner,
        partner_name=partner.name,
        partner_sku="1",
        title="x",
        quantity=1,
        num_allocated=0,
        **money,
    )


def order_hold(hold: Hold, order: Order | None = None) -> Booking:
    order = order or make_order(hold.total)
    return turn_hold_into_booking(hold=hold, order=order, line=make_line(order, hold))


def book_nights(unit=None, start=30, nights=2, adults=2, **guests) -> Booking:
    check_in = today() + timedelta(days=start)
    held = hold_nights(unit=unit or make_unit(), check_in=check_in, check_out=check_in + timedelta(days=nights), adults=adults, **guests)
    return order_hold(held)
