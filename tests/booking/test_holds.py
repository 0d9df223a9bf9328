# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keeping nights, places and pieces for a while, and letting them go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.booking.domain.expire_holds import expire_holds
from marketplace.booking.domain.extend_hold import extend_hold
from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.domain.hold_places import hold_places
from marketplace.booking.domain.release_hold import release_hold
from marketplace.booking.domain.take_nights import take_nights
from marketplace.booking.errors import HoldGone, NightsTaken, RulesBroken, SoldOut
from marketplace.booking.models import Hold, Occupancy
from marketplace.errors import Conflict, Missing, Refused
from tests.factories import make_good, make_session, make_unit, occupy, today

pytestmark = pytest.mark.django_db


def hold(unit, start=10, end=12, **more):
    return hold_nights(unit=unit, check_in=today() + timedelta(days=start), check_out=today() + timedelta(days=end), adults=2, **more)


def let_time_pass(held):
    past = timezone.now() - timedelta(seconds=1)
    Hold.objects.filter(pk=held.pk).update(expires_at=past)
    Occupancy.objects.filter(hold=held).update(expires_at=past)


def test_a_hold_keeps_its_nights_at_the_quoted_price_for_half_an_hour():
    held = hold(make_unit(night="80.00"))
    assert held.total == 160
    assert held.quote["total"] == "160.00"
    assert timedelta(minutes=29) < held.expires_at - timezone.now() <= timedelta(minutes=30)
    assert len(held.token) == 43
    assert held.occupancy.kind == "hold"
    assert held.occupancy.expires_at == held.expires_at


@pytest.mark.parametrize("kind", ["hold", "booking", "residency", "closure", "external"])
def test_taken_nights_cannot_be_held_whatever_took_them(kind):
    unit = make_unit()
    take_nights(
        unit=unit,
        check_in=today() + timedelta(days=11),
        check_out=today() + timedelta(days=13),
        kind=kind,
        expires_at=timezone.now() + timedelta(minutes=5) if kind == "hold" else None,
    )
    with pytest.raises(NightsTaken):
        hold(unit)
    assert Hold.objects.count() == 0
    assert hold(unit, 9, 11).pk, "leaving on the day another arrives is fine"


def test_whoever_comes_too_late_is_told_by_one_look(django_assert_num_queries):
    unit = make_unit()
    hold(unit)
    with django_assert_num_queries(1), pytest.raises(NightsTaken):
        hold(unit.pk, 11, 14)


def test_an_external_block_is_written_over_a_booking_for_a_person_to_see():
    unit = make_unit()
    occupy(unit, today() + timedelta(days=1), today() + timedelta(days=3))
    take_nights(unit=unit, check_in=today() + timedelta(days=2), check_out=today() + timedelta(days=5), kind="external")
    assert Occupancy.objects.filter(unit=unit).count() == 2


def test_an_expired_hold_does_not_stand_in_the_way():
    unit = make_unit()
    first = hold(unit)
    let_time_pass(first)
    second = hold(unit, 11, 13)
    first.refresh_from_db()
    assert (first.state, first.occupancy, second.state) == ("expired", None, "active")


def test_a_hold_can_be_extended_but_not_for_ever():
    held = hold(make_unit())
    Hold.objects.filter(pk=held.pk).update(expires_at=timezone.now() + timedelta(minutes=1))
    longer = extend_hold(hold=held)
    assert longer.expires_at > timezone.now() + timedelta(minutes=29)
    assert Occupancy.objects.get(hold=held).expires_at == longer.expires_at
    Hold.objects.filter(pk=held.pk).update(expires_at=held.last_expires_at)
    with pytest.raises(Conflict) as refused:
        extend_hold(hold=held)
    assert refused.value.code == "hold-at-its-end"


def test_a_hold_past_its_time_cannot_be_extended():
    held = hold(make_unit())
    let_time_pass(held)
    with pytest.raises(HoldGone):
        extend_hold(hold=held)


def test_released_nights_are_free_again_and_releasing_twice_is_as_once():
    unit = make_unit()
    held = hold(unit)
    release_hold(hold=held)
    release_hold(hold=held)
    assert hold(unit).state == "active"


def test_a_hold_that_breaks_rules_takes_nothing():
    with pytest.raises(RulesBroken):
        hold(make_unit(capacity=1))
    assert Occupancy.objects.count() == 0


def test_an_unknown_unit_is_missing():
    with pytest.raises(Missing):
        hold(999_999)


def test_the_last_places_go_once_and_come_back_when_let_go():
    session = make_session(capacity=4)
    held = hold_places(session=session, quantity=3)
    with pytest.raises(SoldOut) as refused:
        hold_places(session=session, quantity=2)
    assert refused.value.extra["left"] == 1
    let_time_pass(held)
    other = hold_places(session=session, quantity=4)
    release_hold(hold=other)
    session.refresh_from_db()
    assert session.places_taken == 0


def test_pieces_go_once_and_come_back_when_their_time_is_up():
    good = make_good(stock=2)
    held = hold_pieces(good=good, quantity=2)
    with pytest.raises(SoldOut):
        hold_pieces(good=good, quantity=1)
    let_time_pass(held)
    assert (expire_holds(), expire_holds()) == (1, 0)
    good.refresh_from_db()
    assert good.stock_taken == 0


def test_a_mistyped_price_is_refused_instead_of_failing():
    unit = make_unit(night="999999.99", capacity=9, rate={"extra_guest": "999999.99", "included_guests": 1})
    with pytest.raises(Refused) as refused:
        hold_nights(unit=unit, check_in=today() + timedelta(days=3), check_out=today() + timedelta(days=30), adults=9)
    assert refused.value.code == "too-much"
    assert Occupancy.objects.count() == 0
