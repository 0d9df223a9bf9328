# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A small shop for tests of money: orders placed as the checkout places them, a sandbox in the same process, a day that passes."""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.db.models import Sum
from django.test import Client
from oscar.apps.order.models import Line, Order

from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.domain.turn_hold_into_booking import turn_hold_into_booking
from marketplace.booking.models import Hold, Occupancy
from marketplace.payments.domain.create_payment import create_payment
from marketplace.payments.domain.open_payment import open_payment
from marketplace.payments.gateway import SessionLine
from marketplace.payments.models import LedgerPosting, Payment
from marketplace.payments.sandbox import Sandbox
from tests.factories import make_unit, today

_numbers = count(1)
BACK = "https://oltrepo.example/it/checkout/geheim/"


def place_order(*holds: Hold) -> Order:
    """One pending order for holds of one business."""
    total = sum((hold.total for hold in holds), Decimal(0))
    order = Order.objects.create(
        number=f"PROVA{next(_numbers):05d}",
        status="pending",
        currency="EUR",
        total_incl_tax=total,
        total_excl_tax=total,
        guest_email="ospite@posta.example",
    )
    for hold in holds:
        line = Line.objects.create(
            order=order,
            partner_id=hold.product.business_id,
            product=hold.product,
            title=hold.product.title,
            num_allocated=0,
            line_price_incl_tax=hold.total,
            line_price_excl_tax=hold.total,
            line_price_before_discounts_incl_tax=hold.total,
            line_price_before_discounts_excl_tax=hold.total,
        )
        turn_hold_into_booking(hold=hold, order=order, line=line)
    return order


def order_nights(unit: Any = None, *, start: int = 30, nights: int = 2) -> Order:
    unit = unit or make_unit()
    check_in = today() + timedelta(days=start)
    return place_order(hold_nights(unit=unit, check_in=check_in, check_out=check_in + timedelta(days=nights), adults=2))


def payment_for(*orders: Order, capture: Any = "automatic") -> Payment:
    return create_payment(orders=orders, email="ospite@posta.example", language="it", capture=capture)


def open_for(*orders: Order, capture: Any = "automatic") -> Payment:
    return reopen(payment_for(*orders, capture=capture))


def reopen(payment: Payment) -> Payment:
    lines = [SessionLine(name="Due notti", amount=share.gross) for share in payment.allocations.all()]
    return open_payment(payment=payment, lines=lines, success_url=BACK, cancel_url=BACK)


def connect(sandbox: Sandbox, order: Order) -> str:
    """The business of an order has given its data to Stripe."""
    from marketplace.payments.domain.connect_business import connect_business, refresh_readiness

    business = order.allocation.business
    connect_business(business=business)
    sandbox.onboard(business.stripe_account)
    refresh_readiness(business=business)
    return str(business.stripe_account)


def webhook(sandbox: Sandbox) -> None:
    """Deliver the sandbox's events to our door."""
    client = Client()

    def post(body: bytes, headers: dict[str, str]) -> int:
        extra = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items() if name != "Content-Type"}
        return client.post("/webhooks/stripe/", data=body, content_type="application/json", **extra).status_code

    sandbox.outbox.sender = post


def state_of(order: Order) -> str:
    return str(Order.objects.values_list("status", flat=True).get(pk=order.pk))


def nights_kept(order: Order) -> bool:
    return Occupancy.objects.filter(booking__order=order).exists()


def balance(account: str, **where: Any) -> int:
    """Cents in an account of the ledger, debit positive."""
    return LedgerPosting.objects.filter(account=account, **where).aggregate(sum=Sum("cents"))["sum"] or 0
