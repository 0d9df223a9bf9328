# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who is first gets it, nobody else does, and nothing is lost: with controls that show what happens without the guard."""

import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F
from django.utils import timezone

from catalogue.models import Good, Session
from marketplace.accounts.models import AuditEntry
from marketplace.booking.domain import set_order_state as moving
from marketplace.booking.domain import turn_hold_into_booking as ordering
from marketplace.booking.domain.expire_holds import expire_holds
from marketplace.booking.domain.extend_hold import extend_hold
from marketplace.booking.domain.give_back import give_back
from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.domain.hold_places import hold_places
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.domain.turn_hold_into_booking import turn_hold_into_booking
from marketplace.booking.models import Booking, Hold, Occupancy
from tests.booking.orders import book_nights, make_line, make_order
from tests.factories import make_good, make_session, make_unit, today

from .together import counted, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CONSTRAINT = next(c for c in Occupancy._meta.constraints if c.name == "nights_taken_once")


def hold(unit, start=10, end=12):
    return hold_nights(unit=unit, check_in=today() + timedelta(days=start), check_out=today() + timedelta(days=end), adults=1)


def expired(held):
    """The same hold, half an hour later."""
    past = timezone.now() - timedelta(seconds=1)
    Hold.objects.filter(pk=held.pk).update(expires_at=past)
    Occupancy.objects.filter(hold=held).update(expires_at=past)
    held.refresh_from_db()
    return held


def test_of_two_hundred_who_want_the_same_nights_one_gets_them():
    unit = make_unit()
    waves = [together(*[lambda: hold(unit)] * 50) for _wave in range(4)]
    assert counted([result for wave in waves for result in wave]) == {"Hold": 1, "NightsTaken": 199}
    assert Occupancy.objects.count() == Hold.objects.count() == 1


def test_of_those_whose_nights_overlap_in_any_way_one_gets_them():
    unit = make_unit()
    results = together(*[lambda start=start: hold(unit, 10 + start, 13 + start) for start in range(3) for _again in range(15)])
    assert counted(results) == {"Hold": 1, "NightsTaken": 44}


def test_without_the_constraint_the_same_nights_are_held_twice():
    with connection.schema_editor() as editor:
        editor.remove_constraint(Occupancy, CONSTRAINT)
    try:
        for _round in range(20):
            unit = make_unit()
            if counted(together(*[lambda unit=unit: hold(unit)] * 30)).get("Hold", 0) > 1:
                return
        pytest.fail("the control shows no double booking: the test above proves nothing")
    finally:
        Hold.objects.all().delete()
        Occupancy.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Occupancy, CONSTRAINT)


def test_when_a_hold_runs_out_one_of_those_waiting_gets_the_nights():
    unit = make_unit()
    first = expired(hold(unit))
    results = together(*[lambda: hold(unit)] * 30, *[expire_holds] * 10)
    assert counted(results) == {"Hold": 1, "NightsTaken": 29, "int": 10}
    first.refresh_from_db()
    assert (first.state, Occupancy.objects.count()) == ("expired", 1)


def test_many_sweeps_at_once_give_places_back_once():
    session = make_session(capacity=9)
    hold_places(session=session, quantity=2)
    expired(hold_places(session=session, quantity=3))
    assert sum(together(*[expire_holds] * 20)) == 1
    session.refresh_from_db()
    assert session.places_taken == 2


def test_sweeps_that_do_not_lock_give_places_back_twice():
    session = make_session(capacity=9)
    hold_places(session=session, quantity=6)
    held = expired(hold_places(session=session, quantity=3))

    def sweep():
        found = Hold.objects.get(pk=held.pk, state="active")
        time.sleep(0.3)
        give_back(hold=found)
        Hold.objects.filter(pk=held.pk).update(state="expired")

    together(sweep, sweep)
    session.refresh_from_db()
    assert session.places_taken == 3, "three places that somebody still holds are sold again"


def test_a_hold_is_either_ordered_or_swept():
    for _round in range(12):
        held = hold(make_unit())
        order = make_order(held.total)
        line = make_line(order, held)
        later = held.expires_at + timedelta(seconds=1)
        results = together(
            lambda held=held, order=order, line=line: turn_hold_into_booking(hold=held, order=order, line=line),
            lambda later=later: expire_holds(now=later),
            lambda held=held: extend_hold(hold=held),
        )
        held.refresh_from_db()
        kinds = list(Occupancy.objects.filter(unit=held.product_id).values_list("kind", flat=True))
        if isinstance(results[0], Booking):
            assert (held.state, kinds) == ("ordered", ["booking"])
        else:
            assert (held.state, kinds) == ("expired", [])


def test_a_sweep_that_does_not_lock_takes_the_nights_of_a_booking():
    held = hold(make_unit())
    stale = Hold.objects.get(pk=held.pk)
    order = make_order(held.total)
    booking = turn_hold_into_booking(hold=held, order=order, line=make_line(order, held))
    give_back(hold=stale)
    booking.refresh_from_db()
    assert booking.occupancy is None, "paid for, and free for everybody"


def without_row_locks(monkeypatch):
    """Nobody waits for anybody: all have read before the first writes."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self.all())


def slowly(monkeypatch, module, name):
    """What is called between reading and writing takes as long as all others need to read."""
    real = getattr(module, name)

    def take_time(*args, **more):
        time.sleep(0.3)
        return real(*args, **more)

    monkeypatch.setattr(module, name, take_time)


def order_one_hold_eight_times():
    held = hold(make_unit())
    lines = [make_line(order, held) for order in [make_order(held.total) for _n in range(8)]]
    return together(*[lambda line=line: turn_hold_into_booking(hold=held, order=line.order, line=line) for line in lines])


def test_a_hold_is_ordered_once():
    assert counted(order_one_hold_eight_times()) == {"Booking": 1, "HoldGone": 7}


def test_control_without_row_locks_only_the_constraint_keeps_a_hold_from_being_ordered_twice(monkeypatch):
    """The second guard holds, but as a fault of ours (a 5xx) instead of a word to the guest."""
    without_row_locks(monkeypatch)
    slowly(monkeypatch, ordering, "_from_to")
    results = counted(order_one_hold_eight_times())
    assert results["Booking"] == 1
    assert results["IntegrityError"] >= 1


def set_two_states_twelve_times():
    booking = book_nights()
    wanted = ["confirmed", "expired"] * 6
    results = together(*[lambda state=state: set_order_state(order=booking.order, state=state) for state in wanted])
    booking.order.refresh_from_db()
    return counted(results), booking.order


def test_an_order_goes_into_one_state_only():
    results, order = set_two_states_twelve_times()
    assert results == {"Order": 1, "WrongState": 11}
    assert Occupancy.objects.exists() == (order.status == "confirmed")


def test_control_without_row_locks_an_order_goes_into_both_states(monkeypatch):
    without_row_locks(monkeypatch)
    slowly(monkeypatch, moving, "record_audit")
    results, _order = set_two_states_twelve_times()
    assert results["Order"] > 1
    assert AuditEntry.objects.filter(verb="set_order_state").values("after").distinct().count() == 2, "confirmed and expired"


@pytest.mark.parametrize("what", ["places", "pieces"])
def test_the_last_ones_go_once(what):
    if what == "places":
        thing, verb, column = make_session(capacity=10), hold_places, "places_taken"
        results = together(*[lambda: verb(session=thing, quantity=1)] * 40)
    else:
        thing, verb, column = make_good(stock=10), hold_pieces, "stock_taken"
        results = together(*[lambda: verb(good=thing, quantity=1)] * 40)
    assert counted(results) == {"Hold": 10, "SoldOut": 30}
    thing.refresh_from_db()
    assert getattr(thing, column) == 10


@pytest.mark.parametrize("what", ["places", "pieces"])
def test_looking_first_and_taking_then_sells_more_than_there_is(what):
    model, taken, most, thing = (
        (Session, "places_taken", "capacity", make_session(capacity=10))
        if what == "places"
        else (Good, "stock_taken", "stock", make_good(stock=10))
    )

    def take():
        found = model.objects.get(pk=thing.pk)
        if getattr(found, taken) >= getattr(found, most):
            return False
        time.sleep(0.05)
        model.objects.filter(pk=thing.pk).update(**{taken: getattr(found, taken) + 1})
        return True

    assert sum(together(*[take] * 40)) > 10


def test_the_database_itself_refuses_to_oversell():
    session, good = make_session(capacity=2), make_good(stock=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(places_taken=F("places_taken") + 3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Good.objects.filter(pk=good.pk).update(stock_taken=F("stock_taken") + 3)
