# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""An artist who is given nights and a guest who books one of them at the same moment: one gets it, the other is told; with a control."""

from datetime import timedelta

import pytest
from django.db import connection

from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.models import Hold, Occupancy
from residencies.domain.answer_offer import answer_offer
from residencies.domain.assign_residence import assign_residence
from residencies.domain.publish_decisions import publish_decisions
from residencies.models import Award
from tests.factories import make_unit, make_user, today
from tests.residencies.applications import awarded, decide, judged_call, stage_of

from .together import counted, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CONSTRAINT = next(c for c in Occupancy._meta.constraints if c.name == "nights_taken_once")


def race():
    """Nights that are free for all, since the call keeps none of them yet."""
    unit = make_unit()
    call = judged_call(units=[unit])
    (award,), place = awarded(call), call.reserved.get()
    night, start = today() + timedelta(days=80), today() + timedelta(days=70)
    results = together(
        lambda: assign_residence(award=award, place=place, check_in=start, check_out=start + timedelta(days=20)),
        *[lambda: hold_nights(unit=unit, check_in=night, check_out=night + timedelta(days=1), adults=1)] * 6,
    )
    return counted(results), Occupancy.objects.filter(unit=unit, period__contains=night).count(), unit


def test_the_artist_or_a_guest_gets_the_night_and_the_others_are_told():
    for _round in range(6):
        found, rows, unit = race()
        assert rows == 1
        assert found.get("Residence", 0) + found.get("Hold", 0) == 1
        assert found.get("Residence", 0) + found.get("NightsNotFree", 0) == 1
        assert found.get("Hold", 0) == Hold.objects.filter(product_id=unit.pk).count()


def test_without_the_constraint_artist_and_guest_get_the_same_night():
    with connection.schema_editor() as editor:
        editor.remove_constraint(Occupancy, CONSTRAINT)
    try:
        if not any(race()[1] > 1 for _round in range(25)):
            pytest.fail("the control shows no night taken twice: the test above proves nothing")
    finally:
        Hold.objects.all().delete()
        Occupancy.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Occupancy, CONSTRAINT)


def test_two_who_publish_at_once_publish_once_and_two_who_refuse_ask_the_next_once():
    call, staff = judged_call(places=1), make_user()
    decide(call, "AWW", staff)
    stage = stage_of(call)
    assert counted(together(*[lambda: publish_decisions(stage=stage, actor=staff)] * 4)) == {"dict": 1, "WrongState": 3}
    award = Award.objects.get()
    assert counted(together(*[lambda: answer_offer(award=award, accept=False)] * 4)) == {"Award": 1, "WrongState": 3}
    assert sorted(Award.objects.values_list("state", flat=True)) == ["offered", "refused"]
