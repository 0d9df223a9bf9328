# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A resident's nights come out of the call's pool to the night and go back to it; guests' nights stay theirs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from marketplace.accounts.domain.export_personal_data import export_personal_data
from marketplace.booking.clock import nights_between
from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.errors import NightsTaken
from marketplace.booking.models import Occupancy
from marketplace.errors import Refused
from residencies.domain.assign_residence import assign_residence
from residencies.domain.cancel_award import cancel_award
from residencies.domain.cancel_residence import cancel_residence
from residencies.domain.release_pool import release_pool
from residencies.domain.reserve_pool import reserve_pool
from residencies.domain.sign_agreement import countersign_agreement
from residencies.errors import NightsNotFree, WrongState
from residencies.models import Call, Deliverable, Instalment, PoolNights, Residence, Studio
from tests import factories as make

from .applications import awarded, judged_call
from .calls import DAY

pytestmark = pytest.mark.django_db


def on(day):
    return make.today() + timedelta(days=day)


def pool(call, *, assigned=False):
    rows = PoolNights.objects.filter(call=call, assigned=assigned).order_by("occupancy__unit", "occupancy__period")
    return [((row.occupancy.period.lower - make.today()).days, (row.occupancy.period.upper - make.today()).days) for row in rows]


def settled(outcomes="A", places=2, **fields):
    """A call with a unit whose nights 60 to 100 are kept, and awards that were accepted."""
    unit = make.make_unit()
    call = judged_call(units=[unit], places=places, **fields)
    reserve_pool(call=call)
    return call, call.reserved.get(), awarded(call, outcomes)


def test_a_resident_takes_her_nights_out_of_the_pool_exactly_and_the_rest_stays():
    call, place, (award,) = settled()
    residence = assign_residence(award=award, place=place, check_in=on(70), check_out=on(90))
    assert pool(call) == [(60, 70), (90, 100)]
    assert pool(call, assigned=True) == [(70, 90)]
    assert residence.occupancy.kind == "residency"
    with pytest.raises(NightsTaken):
        hold_nights(unit=place.unit_id, check_in=on(80), check_out=on(82), adults=1)


def test_a_residence_moves_and_its_old_nights_go_back():
    call, place, (award,) = settled()
    assign_residence(award=award, place=place, check_in=on(60), check_out=on(80))
    assign_residence(award=award, place=place, check_in=on(75), check_out=on(95))
    assert pool(call, assigned=True) == [(75, 95)]
    assert {night for first, last in pool(call) for night in range(first, last)} == set(range(60, 75)) | set(range(95, 100))
    assert Residence.objects.count() == 1


def test_a_residence_that_is_called_off_gives_its_nights_to_the_pool_and_after_the_release_day_to_guests():
    call, place, (first, second) = settled("AA")
    early = assign_residence(award=first, place=place, check_in=on(60), check_out=on(80))
    cancel_residence(residence=early)
    assert pool(call, assigned=True) == []
    assert sum(last - first for first, last in pool(call)) == 40
    with pytest.raises(WrongState):
        cancel_residence(residence=early)
    assign_residence(award=second, place=place, check_in=on(60), check_out=on(80))
    Call.objects.filter(pk=call.pk).update(nights_release_on=make.today())
    release_pool(call=call)
    assert pool(call) == []
    cancel_award(award=second, why="x")
    assert not Occupancy.objects.filter(unit=place.unit).exists()
    assert hold_nights(unit=place.unit_id, check_in=on(70), check_out=on(72), adults=1)


def test_nights_that_are_not_in_the_pool_but_free_are_taken_and_those_of_guests_are_told_and_stay():
    unit = make.make_unit()
    make.occupy(unit, on(84), on(86))
    call = judged_call(units=[unit])
    reserve_pool(call=call)
    place, (award,) = call.reserved.get(), awarded(call)
    before = pool(call)
    with pytest.raises(NightsNotFree) as told:
        assign_residence(award=award, place=place, check_in=on(70), check_out=on(90))
    assert told.value.extra["nights"] == [on(84).isoformat(), on(85).isoformat()]
    assert pool(call) == before
    assert not Residence.objects.exists()
    Occupancy.objects.filter(kind="booking").delete()
    assign_residence(award=award, place=place, check_in=on(70), check_out=on(90))
    assert pool(call, assigned=True) == [(70, 90)]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(50, 70, "periodo"), (70, 75, "notti"), (90, 80, "partenza"), (84, 99, "non può venire")],
)
def test_dates_that_do_not_fit_are_refused_in_words(first, last, words):
    _call, place, (award,) = settled()
    award.application.availability = [[on(60).isoformat(), on(95).isoformat()]]
    award.application.save()
    with pytest.raises(Refused) as told:
        assign_residence(award=award, place=place, check_in=on(first), check_out=on(last))
    assert words in str(told.value.message), str(told.value.message)
    assert not Residence.objects.exists()


def test_a_studio_takes_as_many_artists_at_once_as_it_has_room_for():
    first, second = make.make_unit(), make.make_unit()
    call = judged_call(units=[first, second])
    studio = Studio.objects.create(municipality=call.municipality, name="La porcilaia", square_metres=60, capacity=1)
    call.reserved.update(studio=studio)
    one, other = call.reserved.order_by("pk")
    here, there = awarded(call, "AA")
    assign_residence(award=here, place=one, check_in=on(60), check_out=on(80))
    with pytest.raises(Refused, match="studio"):
        assign_residence(award=there, place=other, check_in=on(70), check_out=on(90))
    assert assign_residence(award=there, place=other, check_in=on(80), check_out=on(100))


def test_who_has_not_accepted_gets_no_nights():
    _call, place, (award,) = settled()
    cancel_award(award=award, why="x")
    with pytest.raises(WrongState):
        assign_residence(award=award, place=place, check_in=on(70), check_out=on(90))


STEPS = st.lists(st.tuples(st.sampled_from(["assign", "cancel"]), st.integers(0, 2), st.integers(60, 86), st.integers(14, 30)), max_size=8)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_the_release_frees_exactly_the_nights_nobody_was_given(steps):
    call, place, awards = settled("AAA", places=3)
    for step, which, first, length in steps:
        home = Residence.objects.filter(award=awards[which]).first()
        try:
            if step == "assign":
                assign_residence(award=awards[which], place=place, check_in=on(first), check_out=on(first + length))
            elif home is not None:
                cancel_residence(residence=home)
        except Refused:
            pass
    lived = {night for home in Residence.objects.filter(award__in=awards, cancelled_at=None) for night in nights(home.period)}
    assert taken(place) == set(nights_between(on(60), on(100))), "before its day, every night is a resident's or the pool's"
    release_pool(call=call, now=timezone.now() + 50 * DAY)
    assert taken(place) == lived
    assert pool(call) == []


def nights(period):
    return nights_between(period.lower, period.upper)


def taken(place):
    rows = [night for row in Occupancy.objects.filter(unit_id=place.unit_id) for night in nights(row.period)]
    assert len(rows) == len(set(rows))
    return set(rows)


def test_staff_places_a_resident_and_is_told_what_is_wrong(ground):
    prepare_moderation()
    person = make.make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=STAFF_GROUP))
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    call, place, (award,) = settled()
    address = reverse("residencies_consortium:residence", args=[call.pk, award.pk])
    sent = {"do": "assign", f"{award.pk}-place": place.pk, f"{award.pk}-check_in": on(70), f"{award.pk}-check_out": on(72)}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "notti" in answer.content.decode()
    assert client.post(address, {**sent, f"{award.pk}-check_out": on(90)}).status_code == 302
    assert place.unit.title in client.get(reverse("residencies_consortium:residences", args=[call.pk])).content.decode()
    part, thing = Instalment.objects.get(), Deliverable.objects.get()
    assert client.post(address, {"do": "pay", "pk": part.pk, "proof": " "}).status_code == 422
    assert client.post(address, {"do": "pay", "pk": part.pk, "proof": "CRO 77"}).status_code == 302
    assert client.post(address, {"do": "pay", "pk": part.pk, "proof": "CRO 78"}).status_code == 422
    assert client.post(address, {"do": "pay", "pk": "x"}).status_code in (302, 404)
    assert client.post(address, {"do": "owed", "pk": thing.pk, "state": "accepted", "note": "verbale 3"}).status_code == 302
    assert client.post(address, {"do": "owed", "pk": thing.pk, "state": "nonsense"}).status_code == 422
    part.refresh_from_db()
    thing.refresh_from_db()
    assert (part.proof, part.paid_on, thing.state, thing.note) == ("CRO 77", make.today(), "accepted", "verbale 3")
    assert "CRO 77" in client.get(reverse("residencies_consortium:residences", args=[call.pk])).content.decode()
    assert client.post(address, {"do": "cancel"}).status_code == 422
    assert client.post(address, {"do": "free"}).status_code == 302
    assert pool(call, assigned=True) == []


def test_the_artist_signs_staff_signs_too_and_then_nothing_moves_behind_her_back(ground):
    _call, place, (award,) = settled(places=1)
    residence = assign_residence(award=award, place=place, check_in=on(60), check_out=on(100))
    assert [(it.due_on, str(it.amount)) for it in residence.instalments.all()] == [(on(60), "600.00"), (on(90), "600.00")]
    assert [(it.kind, it.due_on) for it in residence.deliverables.all()] == [("open_studio", on(93))]
    with pytest.raises(WrongState):
        countersign_agreement(award=award, actor=award.application.user)
    client = Client()
    client.force_login(award.application.user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("residencies:residency", args=[award.application.number])
    assert place.unit.title in client.get(address).content.decode()
    assert client.post(address, {"answer": "sign", "name": " "}).status_code == 422
    assert client.post(address, {"answer": "sign", "name": "Nives  Segreti"}).status_code == 302
    with pytest.raises(WrongState):
        assign_residence(award=award, place=place, check_in=on(60), check_out=on(80))
    paper = countersign_agreement(award=award, actor=make.make_user())
    assert (paper.accepted_name, paper.accepted_ip) == ("Nives Segreti", "127.0.0.1")
    award.refresh_from_db()
    assert award.state == "agreed"
    assert client.get(reverse("residencies:agreement", args=[award.application.number])).content.startswith(b"%PDF-")
    assert export_personal_data(user=award.application.user)["residencies"][0]["agreement"]["name"] == "Nives Segreti"
    with pytest.raises(WrongState):
        countersign_agreement(award=award, actor=make.make_user())
