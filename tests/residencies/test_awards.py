# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Decisions are nobody's but the staff's until they are published at once; offers are answered in time, or the next is asked."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from marketplace.messages.models import OutgoingMail
from residencies.domain.answer_offer import answer_offer
from residencies.domain.cancel_award import cancel_award
from residencies.domain.decide_application import decide_application
from residencies.domain.fill_seats import fill_seats
from residencies.domain.publish_decisions import publish_decisions
from residencies.domain.withdraw_application import withdraw_application
from residencies.errors import TooLate, TooManyAwards, WrongState
from residencies.models import Application, Award, Call, Decision
from residencies.states import ACTIVE_AWARDS
from residencies.tasks import lapse_offers
from tests import factories as make

from .applications import awarded, decide, judged_call, make_application, stage_of

pytestmark = pytest.mark.django_db


def states(*applications):
    return [Application.objects.get(pk=it.pk).state for it in applications]


def mails():
    return sorted(OutgoingMail.objects.exclude(dedupe_key__startswith="application-").values_list("dedupe_key", flat=True))


def late(award):
    Award.objects.filter(pk=award.pk).update(respond_by=timezone.now() - timedelta(seconds=1))


def test_nobody_learns_of_a_decision_before_all_are_published_at_once():
    call, staff = judged_call(), make.make_user()
    made = decide(call, "ADW", staff)
    assert states(*made) == ["submitted"] * 3
    assert not OutgoingMail.objects.exists()
    assert publish_decisions(stage=stage_of(call), actor=staff) == {"award": 1, "decline": 1, "waiting": 1}
    assert states(*made) == ["awarded", "declined", "waiting"]
    award = Award.objects.get()
    assert (award.seat, award.state) == (1, "offered")
    assert award.respond_by.astimezone(call.zone).date() == timezone.now().astimezone(call.zone).date() + timedelta(days=call.confirm_days)
    sent = mails()
    assert len(sent) == 3
    with pytest.raises(WrongState):
        publish_decisions(stage=stage_of(call), actor=staff)
    assert mails() == sent


def test_nothing_is_published_while_the_jury_reads_or_something_is_undecided_or_too_much_is_given():
    staff = make.make_user()
    reading = judged_call(jury_until=timezone.now() + timedelta(hours=1), publication_at=timezone.now() + timedelta(hours=2))
    decide(reading, "A", staff)
    undecided = judged_call()
    decide(undecided, "A", staff)
    make_application(undecided)
    generous = judged_call(places=1)
    decide(generous, "AA", staff)
    for call, refusal in ((reading, WrongState), (undecided, WrongState), (generous, TooManyAwards)):
        with pytest.raises(refusal):
            publish_decisions(stage=stage_of(call), actor=staff)
    assert not Award.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert set(states(*Application.objects.all())) == {"submitted"}


def test_who_has_withdrawn_before_the_publication_is_left_out():
    call, staff = judged_call(), make.make_user()
    gone, stays = decide(call, "AA", staff)
    withdraw_application(application=gone)
    publish_decisions(stage=stage_of(call), actor=staff)
    assert states(gone, stays) == ["withdrawn", "awarded"]
    assert Award.objects.get().application == stays


def test_the_waiting_list_keeps_its_order_whatever_is_moved_or_taken_out():
    call, staff = judged_call(), make.make_user()
    first, second, third, fourth = decide(call, "WWWW", staff)
    stage = stage_of(call)

    def order():
        listed = Decision.objects.filter(stage=stage, outcome="waiting").order_by("rank")
        assert [row.rank for row in listed] == list(range(1, len(listed) + 1))
        return [row.application for row in listed]

    decide_application(application=fourth, stage=stage, outcome="waiting", rank=1, actor=staff)
    assert order() == [fourth, first, second, third]
    decide_application(application=first, stage=stage, outcome="decline", actor=staff)
    assert order() == [fourth, second, third]
    decide_application(application=fourth, stage=stage, outcome="", actor=staff)
    assert order() == [second, third]


def test_an_offer_is_accepted_once_and_in_time_only():
    call, staff = judged_call(), make.make_user()
    decide(call, "AAW", staff)
    publish_decisions(stage=stage_of(call), actor=staff)
    quick, slow = Award.objects.order_by("seat")
    for _twice in range(2):
        assert answer_offer(award=quick, accept=True).state == "accepted"
    late(slow)
    with pytest.raises(TooLate):
        answer_offer(award=slow, accept=True)
    for _twice in range(2):
        lapse_offers()
    assert [award.state for award in Award.objects.order_by("pk")] == ["accepted", "lapsed", "offered"]
    assert Award.objects.get(state="offered").seat == slow.seat
    assert states(slow.application) == ["withdrawn"]
    assert len([key for key in mails() if "offered" in key]) == 3
    with pytest.raises(WrongState):
        answer_offer(award=slow, accept=True)


@pytest.mark.parametrize("how", ["refuses", "withdraws", "is called off"])
def test_a_seat_that_becomes_free_goes_to_the_next_of_the_list_by_itself(how):
    call, staff = judged_call(places=1), make.make_user()
    first, second, third = decide(call, "AWW", staff)
    publish_decisions(stage=stage_of(call), actor=staff)
    award = Award.objects.get()
    if how == "refuses":
        answer_offer(award=award, accept=False)
    elif how == "withdraws":
        withdraw_application(application=first)
    else:
        cancel_award(award=award, actor=staff, why="Il tetto è caduto.")
    assert states(first, second, third) == ["withdrawn", "awarded", "waiting"]
    assert Award.objects.get(state="offered").application == second


def test_without_time_left_nobody_is_offered_anything_and_the_list_is_closed():
    call, staff = judged_call(places=1), make.make_user()
    first, second = decide(call, "AW", staff)
    publish_decisions(stage=stage_of(call), actor=staff)
    call.periods.update(check_out=make.today() + timedelta(days=61))
    answer_offer(award=Award.objects.get(), accept=False)
    assert states(first, second) == ["withdrawn", "declined"]
    assert any("list_closed" in key for key in mails())


def test_no_award_is_written_without_a_published_decision():
    call, staff = judged_call(), make.make_user()
    (application,) = decide(call, "A", staff)
    now = timezone.now()
    with pytest.raises(IntegrityError, match="no award without"), transaction.atomic():
        Award.objects.create(application=application, call=call, decision=Decision.objects.get(), seat=1, respond_by=now)


STEPS = st.lists(st.tuples(st.sampled_from(["yes", "no", "late", "cancel", "withdraw", "fill"]), st.integers(0, 9)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, places=st.integers(1, 3), waiting=st.integers(0, 4))
def test_whatever_happens_no_more_residencies_are_given_than_offered_and_each_seat_once(steps, places, waiting):
    staff = make.make_user()
    call = judged_call(places=places)
    made = decide(call, "A" * places + "W" * waiting, staff)
    publish_decisions(stage=stage_of(call), actor=staff)
    for step, which in steps:
        awards = list(Award.objects.filter(call=call).order_by("pk"))
        award, application = awards[which % len(awards)], made[which % len(made)]
        try:
            if step in ("yes", "no"):
                answer_offer(award=award, accept=step == "yes")
            elif step == "late":
                late(award)
            elif step == "cancel":
                cancel_award(award=award, actor=staff, why="x")
            elif step == "withdraw":
                withdraw_application(application=application)
            else:
                fill_seats(call=call)
        except (WrongState, TooLate):
            pass
    fill_seats(call=call)
    active = Award.objects.filter(call=call, state__in=ACTIVE_AWARDS)
    seats = list(active.values_list("seat", flat=True))
    assert len(seats) == len(set(seats)) <= places
    assert set(seats) <= set(range(1, places + 1))
    assert all(it.decision.published_at and it.application.state == "awarded" for it in active.select_related("decision", "application"))
    if len(seats) < places:
        assert not Application.objects.filter(call=call, state="waiting").exists(), "a seat is free and somebody waits"


@pytest.fixture
def staff(ground):
    prepare_moderation()
    person = make.make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=STAFF_GROUP))
    return browser(person)


def browser(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def screen(name, call, *more):
    return reverse(f"residencies_consortium:{name}", args=[call.pk, *more])


def test_staff_decides_reads_the_mails_and_publishes(staff):
    call = judged_call(places=1)
    chosen, waits = make_application(call, language="de"), make_application(call)
    page = staff.get(screen("decisions", call)).content.decode()
    assert chosen.number in page
    assert chosen.name not in page  # the call is blind
    sent = {f"{chosen.number}-outcome": "award", f"{chosen.number}-note": "forte", f"{waits.number}-outcome": "waiting"}
    assert staff.post(screen("decisions", call), sent).status_code == 302
    letters = staff.get(screen("mails", call)).content.decode()
    assert letters.count("w-panel") == 2
    assert 'lang="de"' in letters
    assert staff.post(screen("publish", call)).status_code == 302
    assert states(chosen, waits) == ["awarded", "waiting"]
    assert chosen.name in staff.get(screen("decisions", call)).content.decode()
    assert staff.get(reverse("residencies_consortium:calls")).status_code == 200


def test_who_decides_over_somebody_else_is_told(staff):
    call = judged_call()
    application = make_application(call)
    staff.get(screen("decisions", call))
    decide_application(application=application, stage=stage_of(call), outcome="decline", actor=make.make_user())
    answer = staff.post(screen("decisions", call), {f"{application.number}-outcome": "award", f"{application.number}-seen": ""})
    assert answer.status_code == 422
    assert Decision.objects.get().outcome == "decline"


def test_the_artist_answers_on_her_page_and_nobody_else_sees_it(ground):
    call, person = judged_call(places=1), make.make_user()
    decide(call, "AW", person)
    publish_decisions(stage=stage_of(call), actor=person)
    award = Award.objects.get()
    address = reverse("residencies:residency", args=[award.application.number])
    assert browser(person).get(address).status_code == 404
    mine = browser(award.application.user)
    assert 'value="yes"' in mine.get(address).content.decode()
    assert mine.post(address, {"answer": "yes"}).status_code == 302
    award.refresh_from_db()
    assert award.state == "accepted"
    assert 'value="yes"' not in mine.get(address).content.decode()


@pytest.mark.parametrize("size", [3, 60])
def test_the_screen_of_decisions_costs_the_same_whatever_was_handed_in(staff, size, django_assert_max_num_queries):
    call = judged_call()
    for _n in range(size):
        make_application(call)
    staff.get(screen("decisions", call))
    with django_assert_max_num_queries(30):
        staff.get(screen("decisions", call))


def test_residents_are_listed_for_staff(staff):
    call = judged_call()
    awarded(call)
    assert staff.get(screen("residences", call)).status_code == 200
    assert Call.objects.count() == 1
