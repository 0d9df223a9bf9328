# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From holds to orders: all or nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.booking.domain.hold_places import hold_places
from marketplace.booking.models import Booking, Hold, Occupancy
from marketplace.checkout.models import Checkout
from marketplace.checkout.queries import payment_of
from marketplace.errors import Conflict, Refused
from marketplace.payments.models import Payment
from tests.factories import make_session, make_stay, make_unit

from .guest import book, hold

pytestmark = pytest.mark.django_db


def test_things_of_two_businesses_become_two_orders_and_one_payment() -> None:
    stay, walk = hold(make_unit(night="80.00")), hold_places(session=make_session(), quantity=2)
    checkout = book(stay, walk)
    payment = payment_of(checkout=checkout)
    assert payment is not None
    assert sorted(order.total_incl_tax for order in checkout.orders.all()) == [Decimal("50.00"), Decimal("160.00")]
    assert (payment.amount, payment.allocations.count(), checkout.total) == (Decimal("210.00"), 2, Decimal("210.00"))
    assert {order.status for order in checkout.orders.all()} == {"pending"}


def test_the_nights_belong_to_the_order_before_anybody_pays() -> None:
    held = hold()
    book(held)
    occupancy = Occupancy.objects.get()
    assert (occupancy.kind, occupancy.expires_at) == ("booking", None)
    held.refresh_from_db()
    assert held.state == Hold.State.ORDERED
    assert Booking.objects.get().quote == held.quote


def test_two_units_of_one_business_are_one_order() -> None:
    stay = make_stay()
    checkout = book(hold(make_unit(stay=stay)), hold(make_unit(stay=stay)))
    assert checkout.orders.count() == 1
    assert checkout.orders.get().lines.count() == 2


@pytest.mark.parametrize("spoil", ["expired", "released", "unknown"])
def test_one_hold_that_is_gone_stops_everything(spoil: str) -> None:
    good, bad = hold(), hold()
    if spoil == "expired":
        Hold.objects.filter(pk=bad.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    elif spoil == "released":
        Hold.objects.filter(pk=bad.pk).update(state=Hold.State.RELEASED)
    else:
        bad.token = "nobody-has-this-token"
    with pytest.raises(Conflict):
        book(good, bad)
    assert not Order.objects.exists()
    assert not Checkout.objects.exists()
    assert not Payment.objects.exists()
    good.refresh_from_db()
    assert good.state == Hold.State.ACTIVE


def test_a_hold_is_ordered_once() -> None:
    held = hold()
    book(held)
    with pytest.raises(Conflict):
        book(held)
    assert Order.objects.count() == 1


def test_an_empty_basket_is_refused() -> None:
    with pytest.raises(Refused):
        book()


def test_a_stay_on_request_is_requested_alone_and_only_authorised() -> None:
    on_request = make_unit(stay=make_stay(instant_booking=False))
    with pytest.raises(Refused) as refusal:
        book(hold(on_request), hold())
    assert refusal.value.code == "request-alone"
    payment = payment_of(checkout=book(hold(on_request, start=60)))
    assert payment is not None
    assert payment.capture == "manual"


def test_what_costs_nothing_is_confirmed_without_a_payment() -> None:
    session = make_session()
    session.experience.price = Decimal(0)
    session.experience.save()
    checkout = book(hold_places(session=session, quantity=1))
    assert payment_of(checkout=checkout) is None
    assert checkout.orders.get().status == "confirmed"


def test_numbers_of_orders_cannot_be_guessed_from_one_another() -> None:
    numbers = [book(hold()).orders.get().number for _ in range(3)]
    assert len(set(numbers)) == 3
    assert all(len(number) == 8 and not number.isdigit() for number in numbers)
