# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A call that keeps its nights and a guest who holds one of them: one gets it, the other is told; with a control."""

from datetime import timedelta

import pytest
from django.db import connection

from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.models import Hold, Occupancy
from residencies.domain.reserve_pool import reserve_pool
from tests.factories import make_unit, today
from tests.residencies.calls import make_call

from .together import counted, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CONSTRAINT = next(c for c in Occupancy._meta.constraints if c.name == "nights_taken_once")


def race():
    """The call's result and the guest's, and how many of the nights were taken twice."""
    unit = make_unit()
    call = make_call(units=[unit])
    night = today() + timedelta(days=80)
    results = together(
        lambda: reserve_pool(call=call),
        *[lambda: hold_nights(unit=unit, check_in=night, check_out=night + timedelta(days=1), adults=1)] * 6,
        lambda: reserve_pool(call=call),
    )
    rows = Occupancy.objects.filter(unit=unit, period__contains=night).count()
    return results, rows, unit, call, night


def test_one_gets_the_night_and_the_other_is_told():
    for _round in range(6):
        results, rows, unit, call, night = race()
        assert rows == 1
        found = counted(results)
        assert found["Reserved"] == 2
        assert found.get("Hold", 0) == Hold.objects.filter(product_id=unit.pk).count() <= 1
        assert found["NightsTaken"] == 6 - found.get("Hold", 0)
        assert (unit.pk, night) in reserve_pool(call=call).missing or not found.get("Hold", 0)


def test_without_the_constraint_a_night_is_taken_twice():
    with connection.schema_editor() as editor:
        editor.remove_constraint(Occupancy, CONSTRAINT)
    try:
        if not any(race()[1] > 1 for _round in range(25)):
            pytest.fail("the control shows no night taken twice: the test above proves nothing")
    finally:
        Occupancy.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Occupancy, CONSTRAINT)
