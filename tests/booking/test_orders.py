# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From a hold to a booking, through the states of an order, and back to free nights."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from marketplace.accounts.models import AuditEntry
from marketplace.booking.clock import ROME
from marketplace.booking.domain.change_guests import change_guests
from marketplace.booking.domain.expire_holds import expire_holds
from marketplace.booking.domain.free_order import free_order
from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.domain.hold_places import hold_places
from marketplace.booking.domain.release_hold import release_hold
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.errors import HoldGone, NightsTaken, RulesBroken, WrongState
from marketplace.booking.models import Booking, Hold, Occupancy
from marketplace.booking.states import KEEPS_NIGHTS, ORDER_TRANSITIONS, OrderState
from marketplace.errors import Refused
from tests.factories import make_good, make_session, make_stay, make_tariff, make_unit, make_user, today

from .orders import book_nights, make_order, order_hold

pytestmark = pytest.mark.django_db


def test_a_booking_takes_over_the_nights_of_its_hold():
    booking = book_nights(make_unit(stay=make_stay(check_in_from=time(16))))
    booking.hold.refresh_from_db()
    assert booking.occupancy.kind == "booking"
    assert booking.occupancy.expires_at is None
    assert booking.hold.state == "ordered"
    assert booking.starts_at == datetime.combine(booking.check_in, time(16), tzinfo=ROME)
    assert booking.quote == booking.hold.quote


def test_a_session_begins_when_it_begins_and_a_good_now():
    session = make_session()
    assert order_hold(hold_places(session=session, quantity=2)).starts_at == session.starts_at
    assert abs(order_hold(hold_pieces(good=make_good(), quantity=1)).starts_at - timezone.now()) < timedelta(seconds=5)


@pytest.mark.parametrize("end", ["expired", "released", "ordered", "late"])
def test_a_hold_that_has_ended_cannot_be_ordered(end):
    held = hold_nights(unit=make_unit(), check_in=today() + timedelta(days=9), check_out=today() + timedelta(days=11), adults=1)
    if end == "released":
        release_hold(hold=held)
    elif end == "ordered":
        order_hold(held)
    else:
        Hold.objects.filter(pk=held.pk).update(expires_at=timezone.now())
        if end == "expired":
            expire_holds()
    order = make_order()
    with pytest.raises(HoldGone):
        order_hold(held, order)
    assert not order.bookings.exists()


def test_an_ordered_hold_is_neither_swept_nor_released():
    booking = book_nights()
    Hold.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert expire_holds() == 0
    with pytest.raises(WrongState):
        release_hold(hold=booking.hold)
    assert Occupancy.objects.filter(kind="booking").count() == 1


@pytest.mark.parametrize("state", [OrderState.CANCELLED, OrderState.EXPIRED, OrderState.DECLINED])
def test_an_order_that_ends_frees_its_nights_and_the_audit_log_knows_who(state):
    unit, staff = make_unit(), make_user()
    booking = book_nights(unit)
    if state == OrderState.DECLINED:
        set_order_state(order=booking.order, state=OrderState.REQUESTED)
    order = set_order_state(order=booking.order, state=state, actor=staff, why="chiesto dall’ospite")
    assert order.status == booking.order.status == state
    assert not Occupancy.objects.exists()
    assert book_nights(unit).pk
    entry = AuditEntry.objects.get(thing="order", thing_id=order.number, after=state)
    assert (entry.actor, entry.why) == (staff, "chiesto dall’ospite")


def test_freeing_an_order_twice_gives_places_back_once():
    session, good = make_session(), make_good()
    order = make_order()
    other = hold_places(session=session, quantity=1)
    order_hold(hold_places(session=session, quantity=2), order)
    order_hold(hold_pieces(good=good, quantity=3), order)
    assert (free_order(order=order), free_order(order=order)) == (2, 0)
    session.refresh_from_db()
    good.refresh_from_db()
    assert (session.places_taken, good.stock_taken) == (other.quantity, 0)
    assert all(booking.cancelled_at for booking in order.bookings.all())


def test_a_confirmed_order_keeps_its_nights():
    unit = make_unit()
    booking = book_nights(unit)
    set_order_state(order=booking.order, state=OrderState.CONFIRMED)
    set_order_state(order=booking.order, state=OrderState.COMPLETED)
    with pytest.raises(NightsTaken):
        book_nights(unit)


class AnyWayThroughTheStates(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(wanted=st.lists(st.sampled_from(OrderState.values), max_size=6))
    def test_only_the_table_moves_an_order_and_nights_follow_the_state(self, wanted):
        booking = book_nights()
        order, state = booking.order, str(OrderState.PENDING)
        for next_state in wanted:
            if next_state in ORDER_TRANSITIONS[state]:
                set_order_state(order=order, state=next_state)
                state = next_state
            else:
                with pytest.raises(WrongState):
                    set_order_state(order=order, state=next_state)
            order.refresh_from_db()
            assert order.status == state
            assert Occupancy.objects.filter(unit_id=booking.product_id).exists() == (state in KEEPS_NIGHTS)


def test_fewer_guests_are_always_possible():
    booking = book_nights(make_unit(capacity=4, rate={"extra_guest": Decimal("10.00")}), adults=4)
    changed = change_guests(booking=booking, adults=2, children=1, children_ages=[3]).booking
    assert (changed.adults, changed.children, changed.children_ages, changed.total) == (2, 1, [3], booking.total)
    assert AuditEntry.objects.get(verb="change_guests").after == "2+1"


@pytest.mark.parametrize("what", ["extra guest", "tourist tax"])
def test_more_guests_are_refused_when_they_would_cost_more(what):
    unit = make_unit(capacity=4, rate={"extra_guest": Decimal("10.00")} if what == "extra guest" else {})
    if what == "tourist tax":
        make_tariff(unit.stay.municipality, "5.00")
    with pytest.raises(Refused) as refused:
        change_guests(booking=book_nights(unit), adults=3, children=0)
    assert (refused.value.code, refused.value.extra["more"]) == ("costs-more", {"extra guest": "20.00", "tourist tax": "10.00"}[what])


def taxed(adults: int = 2, **guests) -> Booking:
    """Two nights in a village where who is fourteen pays 1.50 a night."""
    unit = make_unit(capacity=4)
    make_tariff(unit.stay.municipality, "1.50", exempt_under_age=14)
    booking = book_nights(unit, adults=adults, **guests)
    set_order_state(order=booking.order, state=OrderState.CONFIRMED)
    return booking


def test_ages_stay_when_only_the_number_of_adults_changes():
    booking = taxed(children=2, children_ages=[16, 3])
    assert change_guests(booking=booking, adults=1, children=2).booking.children_ages == [16, 3]
    assert change_guests(booking=booking, adults=1, children=1).booking.children_ages == [16]


def test_an_adult_may_be_swapped_for_somebody_of_sixteen_at_the_same_tax():
    change = change_guests(booking=taxed(), adults=1, children=1, children_ages=[16])
    assert (change.back, change.booking.children_ages) == (0, [16])


def test_the_tax_of_whoever_no_longer_comes_is_given_back_once():
    booking = taxed()
    assert change_guests(booking=booking, adults=1, children=1, children_ages=[3]).back == Decimal("3.00")
    booking.refresh_from_db()
    assert booking.refunded == Decimal("3.00")
    assert change_guests(booking=booking, adults=1, children=0).back == 0
    with pytest.raises(Refused) as refused:
        change_guests(booking=booking, adults=2, children=0)
    assert refused.value.code == "costs-more"


@pytest.mark.parametrize(("children", "ages"), [(1, []), (2, [3])])
def test_where_the_tax_depends_on_it_a_child_more_needs_an_age(children, ages):
    with pytest.raises(RulesBroken) as broken:
        change_guests(booking=taxed(), adults=1, children=children, children_ages=ages)
    assert [reason["code"] for reason in broken.value.reasons] == ["ages-missing"]


def test_an_age_once_given_is_not_taken_away_again():
    with pytest.raises(RulesBroken):
        change_guests(booking=taxed(children=1, children_ages=[16]), adults=2, children=1, children_ages=[])


def test_who_grows_up_in_the_form_costs_more():
    with pytest.raises(Refused) as refused:
        change_guests(booking=taxed(children=1, children_ages=[3]), adults=2, children=1, children_ages=[15])
    assert refused.value.extra["more"] == "3.00"


def test_cheaper_nights_do_not_pay_for_a_dearer_tax():
    unit = make_unit(capacity=4, rate={"extra_guest": Decimal("10.00")})
    make_tariff(unit.stay.municipality, "1.50", exempt_under_age=14)
    booking = book_nights(unit, adults=2, children=2, children_ages=[3, 4])
    with pytest.raises(Refused) as refused:
        change_guests(booking=booking, adults=3, children=0)
    assert refused.value.extra["more"] == "3.00"


def test_before_anything_is_charged_a_lower_tax_is_asked_for_anew():
    unit = make_unit()
    make_tariff(unit.stay.municipality, "1.50")
    with pytest.raises(Refused) as refused:
        change_guests(booking=book_nights(unit), adults=1, children=0)
    assert refused.value.code == "ask-again"


def test_more_guests_are_welcome_when_they_cost_nothing():
    unit = make_unit(capacity=4)
    assert change_guests(booking=book_nights(unit), adults=2, children=2).booking.children == 2


def test_never_more_guests_than_beds_nor_changes_after_the_end():
    booking = book_nights()
    with pytest.raises(RulesBroken):
        change_guests(booking=booking, adults=3, children=0)
    with pytest.raises(RulesBroken):
        change_guests(booking=booking, adults=0, children=1)
    set_order_state(order=booking.order, state=OrderState.CANCELLED)
    with pytest.raises(WrongState):
        change_guests(booking=booking, adults=1, children=0)
