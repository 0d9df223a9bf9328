# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A business that the marketplace has suspended sells nothing, at no door."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import Business
from frontend.queries import experiences_in, next_sessions, stays_in
from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.domain.hold_places import hold_places
from marketplace.booking.errors import RulesBroken
from marketplace.booking.models import Hold
from marketplace.booking.queries import calendar_of, free_units, prices_for
from marketplace.checkout.domain.start_checkout import Customer, start_checkout
from marketplace.checkout.models import Checkout
from marketplace.errors import Conflict
from search.projection import build
from tests.factories import make_experience, make_good, make_session, make_stay, make_unit, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]
ARRIVAL, LEAVING = timedelta(days=10), timedelta(days=12)


@pytest.fixture
def things() -> dict[str, Any]:
    stay = make_stay()
    experience = make_experience(business=stay.business)
    unit, session = make_unit(stay=stay), make_session(experience=experience)
    return {"stay": stay, "unit": unit, "experience": experience, "session": session, "good": make_good(business=stay.business)}


def suspend(things: dict[str, Any]) -> None:
    Business.objects.filter(pk=things["stay"].business_id).update(live=False)


def nights() -> dict[str, Any]:
    return {"check_in": today() + ARRIVAL, "check_out": today() + LEAVING, "adults": 2}


def written() -> dict[str, str]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else str(value) for name, value in nights().items()}


def test_its_pages_are_gone_and_it_is_on_no_list(client: Client, things: dict[str, Any]) -> None:
    place, now = things["stay"].municipality, timezone.now()

    def listed() -> list[int]:
        return [len(found) for found in (stays_in(place, now), experiences_in(place, now), next_sessions(now, days=60, count=5))]

    pages = [things[name].get_absolute_url() for name in ("stay", "experience", "good")]
    assert [client.get(page).status_code for page in pages] == [200] * 3
    assert listed() == [1, 1, 1]
    suspend(things)
    assert [client.get(page).status_code for page in pages] == [404] * 3
    assert listed() == [0, 0, 0]


def test_the_search_has_no_document_and_no_free_unit_of_it(things: dict[str, Any]) -> None:
    keys = [(kind, things[kind].pk) for kind in ("stay", "experience", "good")]
    assert set(build(keys)) == set(keys)
    assert free_units(**nights()).exists()
    suspend(things)
    assert build(keys) == {}
    assert not free_units(**nights()).exists()
    assert prices_for(units=[things["unit"]], **nights()) == {}
    night = calendar_of(unit=things["unit"], start=today() + ARRIVAL, end=today() + LEAVING)[0]
    assert (night.free, night.arrival) == (False, False)


def test_nothing_of_it_can_be_held(client: Client, things: dict[str, Any]) -> None:
    suspend(things)
    for hold in (
        lambda: hold_nights(unit=things["unit"], **nights()),
        lambda: hold_places(session=things["session"], quantity=1),
        lambda: hold_pieces(good=things["good"], quantity=1),
    ):
        with pytest.raises(RulesBroken) as refused:
            hold()
        assert [reason["code"] for reason in refused.value.reasons] == ["not-public"]
    answer = client.post("/api/v1/holds", json.dumps({"unit": things["unit"].pk, **written()}), content_type="application/json")
    assert (answer.status_code, answer.json()["reasons"][0]["code"]) == (422, "not-public")
    assert client.get(f"/api/v1/units/{things['unit'].pk}/quote", written()).status_code == 404
    for wish in ({"unit": things["unit"].pk, **written()}, {"session": things["session"].pk, "quantity": 1}, {"good": things["good"].pk}):
        assert client.post("/it/holds/", wish).status_code == 404
    assert not Hold.objects.exists()


def test_what_was_held_before_cannot_be_booked_any_more(things: dict[str, Any]) -> None:
    held = hold_nights(unit=things["unit"], **nights())
    suspend(things)
    with pytest.raises(Conflict) as refused:
        start_checkout(tokens=[held.token], customer=Customer(email="anna@posta.example", name="Anna"))
    assert (refused.value.status, refused.value.extra.get("holds"), Checkout.objects.count()) == (409, [held.pk], 0)
