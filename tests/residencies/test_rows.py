# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a row of a call may not say, whatever path writes it; and what its form says in words."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from residencies.models import Call, Period, Place, Stage, Studio, Term
from tests import factories as make

from .calls import DAY, make_call

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("call_times_in_order", lambda call: {"deadline_at": call.opens_at}),
        ("call_times_in_order", lambda call: {"jury_until": call.deadline_at - DAY, "jury_from": call.opens_at}),
        ("call_times_in_order", lambda call: {"jury_from": call.jury_until + DAY}),
        ("call_times_in_order", lambda call: {"publication_at": call.jury_until - DAY}),
        ("call_offers_something", lambda call: {"places": 0}),
        ("call_fee_not_negative", lambda call: {"fee": Decimal("-0.01")}),
        ("call_counts_positive", lambda call: {"retention_months": 0}),
        ("call_counts_positive", lambda call: {"readings_per_application": 0}),
        ("call_says_for_whom", lambda call: {"disciplines": []}),
        ("call_says_for_whom", lambda call: {"languages": []}),
        ("cancelled_call_says_why", lambda call: {"cancelled_at": timezone.now()}),
    ],
)
def test_a_call_that_makes_no_sense_is_not_written(constraint, change):
    call = make_call()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**change(call))


@pytest.mark.parametrize(
    ("constraint", "row"),
    [
        ("term_amount_not_negative", lambda call: Term(call=call, side="given", kind="stipend", amount=-1, per="once")),
        ("term_amount_has_per", lambda call: Term(call=call, side="given", kind="stipend", amount=1)),
        ("term_amount_has_per", lambda call: Term(call=call, side="given", kind="stipend", per="once")),
        ("term_quantity_has_measure", lambda call: Term(call=call, side="given", kind="studio", quantity=4)),
        ("term_kind_fits_side", lambda call: Term(call=call, side="asked", kind="stipend")),
        ("term_kind_fits_side", lambda call: Term(call=call, side="given", kind="open_studio")),
        ("period_has_nights", lambda call: Period(call=call, check_in=make.today(), check_out=make.today())),
        ("period_lengths_in_order", lambda call: Period(call=call, check_in=make.today(), check_out=make.today() + DAY, min_nights=0)),
        (
            "period_lengths_in_order",
            lambda call: Period(call=call, check_in=make.today(), check_out=make.today() + DAY, min_nights=9, max_nights=8),
        ),
        ("place_is_somewhere", lambda call: Place(call=call)),
        ("stage_times_in_order", lambda call: Stage(call=call, kind="concept", opens_at=timezone.now(), deadline_at=timezone.now() - DAY)),
        ("studio_has_room", lambda call: Studio(municipality=call.municipality, name="Aula", square_metres=0)),
    ],
)
def test_a_part_of_a_call_that_makes_no_sense_is_neither_written_nor_left_without_words(constraint, row):
    part = row(make_call())
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        part.save()
    with pytest.raises(ValidationError):
        part.full_clean()


def test_a_unit_is_kept_once_by_a_call():
    unit = make.make_unit()
    call = make_call(units=[unit])
    with pytest.raises(IntegrityError, match="unit_once_a_call"), transaction.atomic():
        Place.objects.create(call=call, unit=unit)


def test_each_wrong_time_is_said_beside_its_field():
    call = make_call()
    call.time_zone, call.deadline_at, call.publication_at = "Europe/Atlantis", call.opens_at, call.opens_at
    with pytest.raises(ValidationError) as refused:
        call.clean()
    assert set(refused.value.message_dict) == {"time_zone", "deadline_at", "publication_at"}


@pytest.mark.parametrize(
    ("workflow", "stages"),
    [("one_stage", ["application"]), ("concept_proposal", ["concept", "proposal"]), ("with_interview", ["application", "interview"])],
)
def test_a_call_begins_with_the_stages_of_its_workflow_and_keeps_those_it_was_given(workflow, stages):
    call = make_call(workflow=workflow)
    assert [stage.kind for stage in Stage.objects.filter(call=call)] == stages
    call.stages = [Stage(kind="interview")]
    call.save()
    assert [stage.kind for stage in Stage.objects.filter(call=call)] == ["interview"]


def test_addresses_of_calls_are_their_titles_and_differ():
    assert [make_call(title="Argilla e nebbia").slug for _twice in range(2)] == ["argilla-e-nebbia", "argilla-e-nebbia-2"]
