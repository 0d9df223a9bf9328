# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Staff writes calls in the admin: times on the call's clocks, wrong ones refused in words, missing nights told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from residencies.domain.reserve_pool import reserve_pool
from residencies.models import Call
from tests import factories as make

from .calls import DAY, make_call
from .stream_data import stream_data

pytestmark = pytest.mark.django_db
DEADLINE = datetime(2026, 3, 20, 23, 59, tzinfo=UTC)


@pytest.fixture
def staff(ground):
    prepare_moderation()
    person = make.make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=STAFF_GROUP))
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def edit(client, call, **changes):
    """The page after the form of `call` was sent as it stands, but for `changes`."""
    address = reverse("wagtailsnippets_residencies_call:edit", args=[call.pk])
    page = client.get(address)
    assert page.status_code == 200
    data = querydict_from_html(page.content.decode(), form_id="w-editor-form")
    forms = {}
    for place, stage in enumerate(call.stages.order_by("sort_order")):
        forms |= stream_data(f"stages-{place}-form", stage.form)
    for name, value in changes.items():
        data[name] = value
    return client.post(
        address, {**forms, **data.dict(), "disciplines": data.getlist("disciplines"), "languages": data.getlist("languages")}
    )


def published(call, client, **changes):
    answer = edit(client, call, **{"action-publish": "1", **changes})
    assert answer.status_code == 302, answer.content.decode()[:50]
    call.refresh_from_db()
    return call


def abroad(**fields):
    times = {"opens_at": DEADLINE - 30 * DAY, "deadline_at": DEADLINE}
    return make_call(time_zone="America/New_York", title="Oltremare", **times, **fields)


def test_saving_a_call_as_it_stands_moves_none_of_its_times(staff):
    call = abroad()
    before = {name: getattr(call, name) for name in ("opens_at", "deadline_at", "jury_from", "jury_until", "publication_at")}
    published(call, staff)
    assert {name: getattr(call, name) for name in before} == before
    assert [stage.kind for stage in call.stages.all()] == ["application"]
    assert call.terms.count() == 2


def test_a_deadline_is_typed_on_the_clocks_of_the_call(staff):
    call = published(abroad(), staff, deadline_at="2026-03-15 23:59")
    assert call.deadline_at == datetime(2026, 3, 16, 3, 59, tzinfo=UTC)  # New York has summer time since the 8th, Rome not yet


@pytest.mark.parametrize(("zone", "night"), [("Europe/Rome", "2026-03-29 02:30"), ("Europe/Rome", "2026-10-25 02:30")])
def test_an_hour_that_clocks_never_or_twice_show_is_refused_and_nothing_is_lost(staff, zone, night):
    call = make_call(title="Notte", time_zone=zone, opens_at=DEADLINE - 30 * DAY, deadline_at=DEADLINE)
    answer = edit(staff, call, **{"action-publish": "1", "deadline_at": night, "summary": "Non si perde"})
    assert answer.status_code == 200
    assert "Non si perde" in answer.content.decode()
    assert answer.context["form"].errors["deadline_at"]
    call.refresh_from_db()
    assert call.deadline_at == DEADLINE


def test_a_deadline_before_the_opening_is_said_beside_it(staff):
    answer = edit(staff, abroad(), deadline_at="2026-01-01 10:00")
    assert answer.context["form"].errors["deadline_at"] == ["La scadenza viene dopo l’apertura."]


def test_a_zone_that_does_not_exist_is_said_beside_it(staff):
    answer = edit(staff, abroad(), time_zone="Europe/Atlantis")
    assert "time_zone" in answer.context["form"].errors


def test_a_call_is_cancelled_at_once_with_its_reason(staff):
    call = published(make_call(title="Terra"), staff, cancelled_at="2026-01-01 10:00", cancelled_reason="Il tetto è caduto.")
    assert Call.objects.get(pk=call.pk).cancelled_reason == "Il tetto è caduto."
    assert "cancelled_reason" in edit(staff, make_call(), cancelled_at="2026-01-01 10:00").context["form"].errors


def test_staff_is_told_which_nights_are_not_kept(staff):
    unit = make.make_unit(title="La camera del fattore")
    make.occupy(unit, make.today() + timedelta(days=80), make.today() + timedelta(days=82))
    call = make_call(units=[unit])

    reserve_pool(call=call)
    page = staff.get(reverse("wagtailsnippets_residencies_call:edit", args=[call.pk])).content.decode()
    assert "La camera del fattore: 2 notti non sono tenute" in page
