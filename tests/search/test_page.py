# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page and the API of the search."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from search.documents import readable
from search.rebuilding import refresh_everything
from tests.factories import (
    lay_ground,
    make_business,
    make_experience,
    make_good,
    make_municipality,
    make_session,
    make_stay,
    make_unit,
    occupy,
    today,
)
from tests.frontend.pictures import make_picture

from .conftest import Indexer

pytestmark = pytest.mark.django_db
DATES = {"check_in": str(today() + timedelta(days=20)), "check_out": str(today() + timedelta(days=22))}
Get = Callable[..., Any]


@pytest.fixture
def get(client: Client) -> Get:
    lay_ground()

    def ask(language: str = "it", **params: Any) -> Any:
        return client.get(f"/{language}/search/", params)

    return ask


def furnish(count: int) -> None:
    for _ in range(count):
        place = make_municipality()
        business = make_business(municipality=place)
        stay = make_stay(business=business)
        make_unit(stay=stay)
        make_unit(stay=stay, night="95.00")
        make_session(experience=make_experience(business=business))
        make_good(business=business)


@pytest.mark.parametrize("params", [{}, {**DATES, "adults": 2}, {**DATES, "adults": 2, "sort": "price"}, {"q": "casa"}])
def test_at_most_four_queries_however_many_rows(engine: Indexer, get: Get, params: dict[str, Any]) -> None:
    counts = []
    for more in (1, 6):
        furnish(more)
        engine()
        get(**params)  # what a process reads once
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = get(**params)
        assert page.status_code == 200
        assert page.context["answer"].degraded is not readable()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 4


def test_the_page_shows_totals_chips_and_links_that_remove_them(engine: Indexer, get: Get) -> None:
    varzi = make_municipality(name="Varzi")
    make_unit(stay=make_stay(title="Casa in piazza", business=make_business(municipality=varzi), amenities=["pets"]), night="64.00")
    engine()
    page = get(**DATES, adults=2, amenity="pets", municipality=varzi.istat, q="piazza")
    text = page.content.decode()
    assert "Casa in piazza" in text
    assert "128,00" in text
    without_amenity = {"q": "piazza", **DATES, "adults": 2, "municipality": varzi.istat}
    addresses = {chip.url for chip in page.context["chips"]}
    assert len(addresses) == 5
    assert any(set(urlencode(without_amenity).split("&")) == set(address.split("?")[1].split("&")) for address in addresses)
    assert f"check_in={DATES['check_in']}" in page.context["cards"][0].url


@pytest.mark.parametrize(("language", "title"), [("it", "Case: Varzi"), ("en", "Stays: Varzi"), ("de", "Varzi")])
def test_each_language_has_its_title(without_elasticsearch: None, get: Get, language: str, title: str) -> None:
    place = make_municipality(name="Varzi")
    page = get(language, kind="stay", municipality=place.istat)
    assert f"{title} ·" in page.content.decode().split("</title>")[0]


def test_nothing_found_offers_next_steps(engine: Indexer, get: Get) -> None:
    make_unit()
    engine()
    page = get(**DATES, adults=2, q="xyzzy")
    assert page.status_code == 200
    *_, (_title, everything) = page.context["steps"]
    assert [step.url for step in everything] == ["/it/search/"]


def test_without_elasticsearch_the_page_says_so(without_elasticsearch: None, get: Get) -> None:
    assert get().context["answer"].degraded
    assert "semplificata" in get().content.decode()


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"check_in": "2020-01-01", "check_out": "2020-01-03"}, "check_in"),
        ({"check_in": DATES["check_out"], "check_out": DATES["check_in"]}, "check_out"),
        ({"check_in": DATES["check_in"]}, "check_out"),
        ({"check_in": str(today() + timedelta(days=9)), "check_out": str(today() + timedelta(days=3650))}, "check_out"),
        ({"check_in": "morgen", "check_out": DATES["check_out"]}, "check_in"),
        ({"adults": "0"}, "adults"),
        ({"adults": "1e9"}, "adults"),
        ({"children": "-1"}, "children"),
        ({"kind": "castle"}, "kind"),
        ({"amenity": "helipad"}, "amenity"),
        ({"municipality": "Varzi"}, "municipality"),
        ({"near": "91,9"}, "near"),
        ({"near": "nan,9"}, "near"),
        ({"bbox": "10,44,9,45"}, "bbox"),
        ({"radius_km": "5"}, "radius_km"),
        ({"sort": "distance"}, "sort"),
        ({"price_min": "9", "price_max": "8"}, "price_max"),
        ({"price_max": "NaN"}, "price_max"),
        ({"page": "0"}, "page"),
        ({"page": "999999999999"}, "page"),
        ({"q": "x" * 10_240}, "q"),
        ({"q": "a\x00b"}, "q"),
        ({"municipality": [f"{n:06d}" for n in range(1000)]}, "municipality"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(
    without_elasticsearch: None, get: Get, client: Client, params: dict[str, Any], field: str
) -> None:
    page = get("de", **params)
    assert page.status_code == 422
    assert field in page.context["refusal"].fields
    answer = client.get("/api/v1/search", params)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["where"] for error in answer.json()["errors"]] == [f"query.{field}"]


def test_the_api_answers_in_the_shape_it_promises(engine: Indexer, client: Client) -> None:
    unit = make_unit(stay=make_stay(title="Mulino", title_en="Mill", slug="mulino"), night="50.00")
    engine()
    answer = client.get("/api/v1/search", {**DATES, "adults": "2", "kind": "stay", "lang": "en"}).json()
    (hit,) = answer["results"]
    assert answer["count"] == answer["pages"] == answer["page"] == 1
    assert (hit["kind"], hit["id"], hit["slug"], hit["title"], hit["units"]) == ("stay", unit.parent_id, "mulino", "Mill", [unit.pk])
    assert hit["url"].endswith("/en/stays/mulino/")
    assert (hit["from_price"], hit["total_price"], hit["currency"]) == ("50.00", "100.00", "EUR")
    assert answer["facets"]["kind"]["stay"] == 1
    assert {"municipality", "lat", "lon", "image"} <= set(hit)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("it", ("Su richiesta", "Annullamento rigido", "Prenotazione immediata", "Annullamento flessibile")),
        ("en", ("On request", "Strict cancellation", "Booked at once", "Flexible cancellation")),
        ("de", ("Auf Anfrage", "Strenge Stornobedingungen", "Sofort buchbar", "Flexible Stornierung")),
    ],
)
def test_a_hit_says_on_what_terms_it_is_booked(
    without_elasticsearch: None, engine: Indexer, get: Get, client: Client, language: str, words: Any
) -> None:
    make_unit(stay=make_stay(instant_booking=False, cancellation_tier="strict"))
    make_unit(stay=make_stay(instant_booking=True, cancellation_tier="flexible"))
    engine()
    page = get(language, kind="stay").content.decode()
    assert all(word in page for word in words)
    hits = client.get("/api/v1/search?kind=stay").json()["results"]
    assert {(hit["instant_booking"], hit["cancellation"]) for hit in hits} == {(False, "strict"), (True, "flexible")}


signs = st.text(max_size=300) | st.sampled_from(
    ['"((AND', "a:b~2^4 [* TO *]", "/.*/", "' OR 1=1; --", "🐕‍🦺" * 50, "\u202e\x1b[31m", "NOT", "*", "%s%(x)s{}"]
)


@pytest.mark.elasticsearch
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    params=st.dictionaries(
        st.sampled_from(
            ["q", "kind", "check_in", "adults", "municipality", "amenity", "near", "bbox", "price_max", "sort", "page", "lang", "utm"]
        ),
        signs,
        max_size=5,
    ),
    q=signs,
)
def test_no_query_string_breaks_it(index: Indexer, client: Client, params: dict[str, str], q: str) -> None:
    index()
    for query in (params, {"q": q[:200], **DATES}):
        answer = client.get("/api/v1/search", query)
        assert answer.status_code in (200, 422)
        if answer.status_code == 200:
            assert answer.json()["degraded"] is False


def test_a_thousand_parameters_and_a_long_line_do_not_break_it(without_elasticsearch: None, get: Get) -> None:
    assert get(**{f"x{n}": "y" for n in range(1000)}).status_code == 200
    assert get(amenity=["wifi"] * 1000).status_code in (200, 422)
    assert get(unknown="z" * 10_240).status_code == 200


def test_the_fallback_costs_one_query_to_search(without_elasticsearch: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    from search import fallback
    from search.vocabulary import vocabulary
    from tests.search.asking import request_of

    vocabulary()  # what a process reads once
    request = request_of(f"q=casa&kind=stay&near=44.8,9.2&radius_km=9&{urlencode(DATES)}")
    with django_assert_num_queries(1):
        fallback.search(request)


def month_after(days: int) -> str:
    return f"{today() + timedelta(days=days):%Y-%m}"


@pytest.mark.parametrize(
    "params",
    [
        {**DATES, "flex": 3, "sort": "price"},
        {**DATES, "price_max": 500, "band": "50-80", "q": "casa nel borgo"},
        {"when": month_after(60), "weekend": "on"},
        {"when": month_after(60), "nights": 7, "sort": "price", "access": "door_80"},
    ],
)
def test_flexible_dates_and_prices_cost_no_more_queries(engine: Indexer, get: Get, params: dict[str, Any]) -> None:
    counts = []
    for more in (1, 4):
        furnish(more)
        engine()
        get(**params)
        with CaptureQueriesContext(connection) as queries:
            page = get(**params)
        assert page.status_code == 200
        assert page.context["answer"].degraded is not readable()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 4


def test_a_hit_of_flexible_dates_says_which_and_leads_to_them(engine: Indexer, get: Get, client: Client) -> None:
    unit = make_unit(stay=make_stay(title="Casa"), night="80.00")
    wanted = today() + timedelta(days=20)
    occupy(unit, wanted, wanted + timedelta(days=2))
    engine()
    asked = {**DATES, "adults": "2", "kind": "stay"}
    assert client.get("/api/v1/search", asked).json()["count"] == 0
    (hit,) = client.get("/api/v1/search", {**asked, "flex": "2"}).json()["results"]
    assert (hit["check_in"], hit["check_out"]) == (str(wanted - timedelta(days=2)), str(wanted)), (
        "as near as the day two later, but earlier"
    )
    page = get(**asked, flex=2)
    (card,) = page.context["cards"]
    assert f"check_in={hit['check_in']}&check_out={hit['check_out']}" in card.url
    assert card.facts[0][0] == "calendar"
    assert any("± 2" in chip.words for chip in page.context["chips"])


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"when": "maggio"}, "when"),
        ({"when": "2020-05"}, "when"),
        ({"when": "2027-13"}, "when"),
        ({"when": f"{today() + timedelta(days=9)}/{today() + timedelta(days=3)}"}, "when"),
        ({"when": f"{today()}/{today() + timedelta(days=100)}"}, "when"),
        ({"when": f"{today() + timedelta(days=3000):%Y-%m}"}, "when"),
        ({**DATES, "when": month_after(60)}, "when"),
        ({"when": month_after(60), "nights": "91"}, "nights"),
        ({**DATES, "flex": "4"}, "flex"),
        ({"weekend": "yes"}, "weekend"),
        ({"access": "wide"}, "access"),
        ({"instant": "maybe"}, "instant"),
        ({"cancellation": "free"}, "cancellation"),
        ({"band": "1-2"}, "band"),
        ({"area": "x" * 61}, "area"),
        ({"price_per": "week"}, "price_per"),
    ],
)
def test_what_cannot_be_meant_by_dates_and_facets_is_refused(
    without_elasticsearch: None, get: Get, client: Client, params: dict[str, Any], field: str
) -> None:
    assert field in get("it", **params).context["refusal"].fields
    answer = client.get("/api/v1/search", params)
    assert answer.status_code == 422
    assert [error["where"] for error in answer.json()["errors"]] == [f"query.{field}"]


def test_the_drawer_offers_every_facet_with_its_count(without_elasticsearch: None, engine: Indexer, get: Get) -> None:
    make_unit(stay=make_stay(door_cm=85, entrance_steps=0, cancellation_tier="flexible"), night="60.00")
    engine()
    for params in ({"kind": "stay"}, {"kind": "stay", **DATES}):
        options = get(**params).context["options"]
        assert {name: [(o.value, o.count) for o in options[name]] for name in ("area", "access", "instant", "cancellation", "band")} == {
            "area": [("Oltrepò Pavese", 1)],
            "access": [("step_free", 1), ("door_80", 1)],
            "instant": [("yes", 1)],
            "cancellation": [("flexible", 1)],
            "band": [("50-80", 1)],
        }
    text = get(kind="stay", band="50-80", **DATES).content.decode()
    assert "100–160" in text


def test_a_picture_that_was_never_cut_is_cut_when_the_page_shows_it(engine: Indexer, get: Get) -> None:
    picture = make_picture("nuova")
    assert not picture.renditions.exists()
    make_unit(stay=make_stay(title="Casa nuova", picture=picture))
    engine()
    page = get(kind="stay")
    assert page.status_code == 200
    assert page.context["answer"].hits[0].picture == picture
    made = picture.renditions.count()
    assert made > 1
    assert get(kind="stay").status_code == 200
    assert picture.renditions.count() == made


@pytest.mark.parametrize("path", ["/it/search/?kind=stay", "/api/v1/search?kind=stay"])
def test_looking_at_results_writes_nothing_into_a_cache_that_is_a_table(without_elasticsearch: None, client: Client, path: str) -> None:
    lay_ground()
    make_unit(stay=make_stay(picture=make_picture("casa")))
    refresh_everything()
    table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    with override_settings(CACHES={**django_settings.CACHES, "default": table}):
        call_command("createcachetable")
        client.get(path)  # makes what is missing
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
    assert not [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE", "SAVEPOINT"))]
