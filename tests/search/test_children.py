# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The ages of children change what a stay costs where the tourist tax depends on them: the search says the price that is paid."""

import json
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client

from catalogue.models import Unit
from marketplace.booking.models import Hold
from search.cards import address_of
from tests.factories import make_experience, make_session, make_tariff, make_unit, today

from .asking import ask, request_of, titles
from .conftest import Indexer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]


def taxed_unit() -> Unit:
    unit = make_unit(night="80.00", capacity=4)
    make_tariff(unit.stay.municipality, "2.00", exempt_under_age=14)
    return unit


def dates() -> dict[str, str]:
    return {"check_in": (today() + timedelta(days=10)).isoformat(), "check_out": (today() + timedelta(days=12)).isoformat()}


def family(*ages: int, children: int = 2) -> str:
    return urlencode({"kind": "stay", **dates(), "adults": 2, "children": children, "children_ages": ages}, doseq=True)


def test_older_children_are_in_the_total_of_a_hit(engine: Indexer) -> None:
    taxed_unit()
    engine()
    totals = [ask(family(*ages)).hits[0].total_price for ages in ((), (3, 13), (3, 14), (15, 15))]
    # two adults 160.00 and 8.00 of tax, and 4.00 for every child who pays it
    assert totals == [Decimal("168.00"), Decimal("168.00"), Decimal("172.00"), Decimal("176.00")]


def test_the_page_asks_ages_once_there_are_children_and_takes_them_along(
    client: Client, without_elasticsearch: None, engine: Indexer
) -> None:
    unit = taxed_unit()
    engine()
    assert 'name="children_ages"' not in client.get("/it/search/", {**dates(), "adults": 2}).content.decode()
    page = client.get(f"/it/search/?{family(15, 15)}").content.decode()
    assert page.count('<select id="age-') == 2
    assert page.count('<option value="15" selected>') == 2
    asked = request_of(family(15, 15))
    assert address_of(ask(family(15, 15)).hits[0], asked).endswith("children=2&children_ages=15&children_ages=15")
    stay = client.get(address_of(ask(family(15, 15)).hits[0], asked))
    assert stay.context["chosen"].quote["total"] == Decimal("176.00")
    assert stay.content.decode().count('<input type="hidden" name="children_ages" value="15">') == 2
    assert "children_ages=15&amp;children_ages=15" in page, "other pages of the same search ask for the same children"
    assert unit.stay.title in page


def test_an_age_that_is_none_is_said(client: Client) -> None:
    assert client.get(f"/it/search/?{family(40)}").status_code == 422
    answer = client.get(f"/api/v1/search?{family(40)}")
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "query.children_ages")


def test_the_api_prices_and_holds_with_ages(client: Client, without_elasticsearch: None, engine: Indexer) -> None:
    unit = taxed_unit()
    engine()
    (hit,) = client.get(f"/api/v1/search?{family(15, 15)}").json()["results"]
    assert hit["total_price"] == "176.00"
    wish = {"unit": unit.pk, **dates(), "adults": 2, "children": 2}

    def hold(**more: object) -> tuple[int, dict]:
        answer = client.post("/api/v1/holds", json.dumps({**wish, **more}), content_type="application/json")
        return answer.status_code, answer.json()

    for ages in ([], [15]):
        status, problem = hold(children_ages=ages)
        assert (status, problem["reasons"][0]["code"]) == (422, "children-ages-missing")
    status, held = hold(children_ages=[15, 15])
    assert (status, held["total"]) == (201, "176.00")


def test_the_page_asks_for_the_ages_before_it_holds(client: Client) -> None:
    unit = taxed_unit()
    wish = {"unit": unit.pk, **dates(), "adults": 2, "children": 2}
    refused = client.post("/it/holds/", {**wish, "children_ages": ["", "15"]})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert page.count('<select class="form-control mb-2" id="id_children_ages-') == 2
    assert page.count('<option value="15" selected>') == 1
    assert not Hold.objects.exists()
    assert client.post("/it/holds/", {**wish, "children_ages": ["3", "15"]}).status_code == 302


def test_nobody_is_asked_where_the_tax_is_the_same_for_all(client: Client) -> None:
    without, everybody, no_child = (make_unit(capacity=4) for _ in range(3))
    make_tariff(everybody.stay.municipality, "2.00", exempt_under_age=0)
    make_tariff(no_child.stay.municipality, "2.00", exempt_under_age=18)
    for unit in (without, everybody, no_child):
        assert client.post("/it/holds/", {"unit": unit.pk, **dates(), "adults": 2, "children": 2}).status_code == 302


def test_an_experience_is_not_offered_to_children_who_are_too_young_for_it(engine: Indexer) -> None:
    make_session(experience=make_experience(title="Grotta", min_age=12))
    make_session(experience=make_experience(title="Orto"))
    engine()

    def found(ages: str) -> set[str]:
        return set(titles(ask(f"kind=experience&adults=2&children=2{ages}")))

    assert found("") == {"Grotta", "Orto"}
    assert found("&children_ages=12&children_ages=15") == {"Grotta", "Orto"}
    assert found("&children_ages=11&children_ages=15") == {"Orto"}


def test_places_are_held_once_somebody_says_that_all_are_old_enough(client: Client) -> None:
    session = make_session(experience=make_experience(min_age=12))
    page = client.get(session.experience.get_absolute_url()).content.decode()
    assert 'name="of_age"' in page
    assert "Tutti hanno almeno 12 anni" in page
    refused = client.post("/it/holds/", {"session": session.pk, "quantity": 2})
    assert refused.status_code == 422
    assert "Tutti devono avere almeno 12 anni" in refused.content.decode()
    assert not Hold.objects.exists()
    assert client.post("/it/holds/", {"session": session.pk, "quantity": 2, "of_age": "on"}).status_code == 302
    anybody = make_session()
    assert 'name="of_age"' not in client.get(anybody.experience.get_absolute_url()).content.decode()
    assert client.post("/it/holds/", {"session": anybody.pk, "quantity": 2}).status_code == 302
