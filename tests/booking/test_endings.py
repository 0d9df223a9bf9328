# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is over is completed by itself; what has begun is no longer cancelled by the guest; a sweep does not stop at what fails."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.accounts.models import AuditEntry
from marketplace.booking.clock import rome_instant
from marketplace.booking.domain import complete_orders as completing
from marketplace.booking.domain.cancellation import has_begun, refund_due
from marketplace.booking.domain.complete_orders import complete_orders, orders_to_complete
from marketplace.booking.domain.expire_holds import expire_holds
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.domain.hold_places import hold_places
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.models import Booking, Hold
from marketplace.booking.states import OrderState
from tests.factories import make_experience, make_good, make_session, make_stay, make_tariff, make_unit

from .orders import book_nights, make_order, order_hold

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def confirmed(booking: Booking) -> Order:
    return set_order_state(order=booking.order, state=OrderState.CONFIRMED)


def status(order: Order) -> str:
    return str(Order.objects.values_list("status", flat=True).get(pk=order.pk))


def test_a_stay_is_completed_at_its_check_out_hour_and_the_audit_log_knows():
    booking = book_nights(make_unit(stay=make_stay(check_out_by=time(10, 30))))
    order = confirmed(booking)
    end = rome_instant(booking.check_out, time(10, 30))
    assert complete_orders(now=end - SECOND) == 0
    assert complete_orders(now=end) == 1
    assert complete_orders(now=end + SECOND) == 0
    assert status(order) == "completed"
    entry = AuditEntry.objects.get(thing_id=order.number, after="completed")
    assert (entry.before, entry.actor_label) == ("confirmed", "complete_orders")


def test_a_session_is_over_after_its_duration_and_a_mixed_order_after_its_last_thing():
    session = make_session(experience=make_experience(duration_minutes=90))
    order = make_order()
    place = order_hold(hold_places(session=session, quantity=1), order)
    assert place.ends_at == session.starts_at + timedelta(minutes=90)
    nights = book_nights(start=60)
    Booking.objects.filter(pk=nights.pk).update(order=order)
    confirmed(place)
    assert complete_orders(now=place.ends_at) == 0
    assert complete_orders(now=nights.ends_at) == 1


@pytest.mark.parametrize("state", [OrderState.PENDING, OrderState.REQUESTED, OrderState.CANCELLED])
def test_only_what_is_confirmed_is_completed(state):
    booking = book_nights()
    if state != OrderState.PENDING:
        set_order_state(order=booking.order, state=state)
    assert complete_orders(now=booking.ends_at + timedelta(days=9)) == 0
    assert status(booking.order) == state


def test_goods_that_nobody_has_fetched_are_not_completed():
    order = confirmed(order_hold(hold_pieces(good=make_good(), quantity=1)))
    assert complete_orders(now=timezone.now() + timedelta(days=400)) == 0
    assert status(order) == "confirmed"


def test_one_order_that_fails_stops_no_other(monkeypatch):
    first, second = (confirmed(book_nights(start=start)) for start in (30, 31))
    real = completing.set_order_state

    def fails_once(**more):
        if more["order"].pk == first.pk:
            raise ValueError("broken")
        return real(**more)

    monkeypatch.setattr(completing, "set_order_state", fails_once)
    assert complete_orders(now=timezone.now() + timedelta(days=60)) == 1
    assert (status(first), status(second)) == ("confirmed", "completed")


def test_looking_for_what_is_over_takes_one_query_for_one_and_for_many():
    for start in (30, 31, 32):
        confirmed(book_nights(start=start))
    with CaptureQueriesContext(connection) as queries:
        assert len(orders_to_complete(now=timezone.now() + timedelta(days=60))) == 3
    assert len(queries) == 1


def taxed() -> Booking:
    unit = make_unit(stay=make_stay(cancellation_tier="non_refundable", check_in_from=time(15)))
    make_tariff(unit.stay.municipality, "1.50")
    return book_nights(unit)


def test_the_tourist_tax_comes_back_until_the_check_in_hour_and_not_from_that_second_on():
    booking = taxed()
    assert refund_due(booking=booking, at=booking.starts_at - SECOND) == Decimal("6.00")
    for late in (booking.starts_at, booking.starts_at + SECOND, booking.ends_at + timedelta(days=3)):
        assert refund_due(booking=booking, at=late) == 0


@pytest.mark.parametrize(("day", "offset"), [(date(2027, 3, 28), 2), (date(2027, 10, 31), 1)])
def test_the_check_in_hour_is_read_on_the_clock_of_the_day_clocks_change(day, offset):
    booking = taxed()
    booking.starts_at = rome_instant(day, time(15))
    assert booking.starts_at.utcoffset() == timedelta(hours=offset)
    utc = datetime.fromisoformat(f"{day}T{15 - offset:02}:00:00+00:00")
    assert has_begun(booking=booking, at=utc)
    assert not has_begun(booking=booking, at=utc - SECOND)


def test_goods_do_not_begin():
    booking = order_hold(hold_pieces(good=make_good(), quantity=1))
    assert not has_begun(booking=booking, at=booking.starts_at + timedelta(days=5))


def test_a_hold_that_cannot_be_given_back_stops_no_other():
    broken, fine = make_session(), make_session()
    bad, good = hold_places(session=broken, quantity=2), hold_places(session=fine, quantity=2)
    type(broken).objects.filter(pk=broken.pk).update(places_taken=0)
    Hold.objects.update(expires_at=timezone.now())
    assert expire_holds() == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    fine.refresh_from_db()
    assert (bad.state, good.state, fine.places_taken) == ("active", "expired", 0)
