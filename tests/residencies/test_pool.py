# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A call keeps nights of its units from its opening, once, and gives back exactly those nobody was given."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.errors import NightsTaken
from marketplace.booking.models import Occupancy
from residencies.domain.release_pool import release_pool
from residencies.domain.reserve_pool import reserve_pool
from residencies.models import Call, PoolNights
from residencies.tasks import keep_nights_of_calls
from tests import factories as make

from .calls import DAY, make_call

pytestmark = pytest.mark.django_db


def nights(unit, kind="residency"):
    return sum((row.period.upper - row.period.lower).days for row in Occupancy.objects.filter(unit=unit, kind=kind))


def on(day):
    return make.today() + timedelta(days=day)


def test_an_open_call_takes_its_nights_once():
    unit = make.make_unit()
    call = make_call(units=[unit])
    assert reserve_pool(call=call).taken == 40
    assert reserve_pool(call=call) == type(reserve_pool(call=call))(0, ())
    assert nights(unit) == 40
    with pytest.raises(NightsTaken):
        hold_nights(unit=unit, check_in=on(70), check_out=on(72), adults=1)


@pytest.mark.parametrize(
    "fields",
    [
        {"opens_at": timezone.now() + DAY},
        {"live": False},
        {"nights_release_on": make.today()},
    ],
)
def test_a_call_that_is_not_open_takes_nothing(fields):
    unit = make.make_unit()
    assert reserve_pool(call=make_call(units=[unit], **fields)).taken == 0
    assert nights(unit) == 0


def test_a_cancelled_call_takes_nothing_and_gives_back_what_it_had():
    unit = make.make_unit()
    call = make_call(units=[unit])
    reserve_pool(call=call)
    Call.objects.filter(pk=call.pk).update(cancelled_at=timezone.now(), cancelled_reason="Il tetto.")
    assert reserve_pool(call=call).taken == 0
    assert release_pool(call=call) == 1
    assert nights(unit) == 0


def test_nights_of_guests_stay_theirs_and_are_told():
    unit = make.make_unit()
    make.occupy(unit, on(80), on(82))
    call = make_call(units=[unit])
    reserved = reserve_pool(call=call)
    assert (reserved.taken, reserved.missing) == (38, ((unit.pk, on(80)), (unit.pk, on(81))))
    Occupancy.objects.filter(unit=unit, kind="booking").delete()
    assert reserve_pool(call=call).taken == 0  # two nights are too few for a resident


def test_nights_between_two_bookings_that_are_too_few_for_a_resident_are_left_to_guests():
    unit = make.make_unit()
    make.occupy(unit, on(65), on(66))
    call = make_call(units=[unit])
    assert reserve_pool(call=call).taken == 34  # five nights before, thirty-four after
    assert hold_nights(unit=unit, check_in=on(61), check_out=on(63), adults=1)


def test_on_its_day_a_call_gives_back_exactly_the_nights_nobody_was_given():
    first, second = make.make_unit(), make.make_unit()
    call = make_call(units=[first, second])
    reserve_pool(call=call)
    make.occupy(first, on(10), on(12), kind="residency")  # somebody else's
    PoolNights.objects.filter(occupancy__unit=second).update(assigned=True)
    day = timezone.now() + 50 * DAY
    assert release_pool(call=call, now=day - 2 * DAY) == 0
    assert release_pool(call=call, now=day) == 1
    assert release_pool(call=call, now=day) == 0
    assert (nights(first), nights(second)) == (2, 40)
    assert reserve_pool(call=call, now=day).taken == 0


def test_the_job_keeps_and_frees_nights_of_all_calls():
    opened, over = make.make_unit(), make.make_unit()
    make_call(units=[opened])
    done = make_call(units=[over])
    reserve_pool(call=done)
    Call.objects.filter(pk=done.pk).update(nights_release_on=make.today())
    for _twice in range(2):
        keep_nights_of_calls()
        assert (nights(opened), nights(over)) == (40, 0)
