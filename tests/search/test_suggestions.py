# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Suggestions while somebody types: villages, stays, experiences, businesses, on both engines."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.breaker import breaker
from tests.factories import make_business, make_experience, make_good, make_municipality, make_stay, make_unit

from .conftest import Indexer

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/search/suggest"


def furnish(slug: str = "mulino") -> str:
    varzi = make_municipality(name="Varzi", area="Oltrepò Pavese")
    business = make_business(name="Cantina Vecchia Varzese", municipality=varzi)
    make_unit(stay=make_stay(business=business, title="Mulino del Varone", title_en="The Varone mill", title_de="Varone-Mühle", slug=slug))
    make_unit(stay=make_stay(business=business, title="Casa a valle", title_de="Haus im Tal"))
    make_experience(business=business, title="Vendemmia a Varzi")
    make_good(business=business, title="Salame")
    return varzi.istat


def groups(client: Client, q: str, lang: str = "it") -> dict[str, list[str]]:
    answer = client.get(ADDRESS, {"q": q, "lang": lang})
    assert answer.status_code == 200
    return {group["kind"]: [item["title"] for item in group["items"]] for group in answer.json()}


def test_beginnings_of_words_are_enough_and_villages_come_first(engine: Indexer, client: Client) -> None:
    istat = furnish()
    engine()
    found = groups(client, "varz")
    assert next(iter(found)) == "place"
    assert found["place"] == ["Varzi"]
    assert found["experience"] == ["Vendemmia a Varzi"]
    first = client.get(ADDRESS, {"q": "varz", "lang": "de"}).json()[0]
    assert first["label"] == "Dörfer"
    assert first["items"][0]["url"].endswith(f"/de/search/?municipality={istat}")
    assert first["items"][0]["detail"] == "Oltrepò Pavese"


def test_titles_are_suggested_in_the_language_asked_and_lead_to_their_pages(engine: Indexer, client: Client) -> None:
    furnish()
    engine()
    assert groups(client, "mulino var")["stay"] == ["Mulino del Varone"]
    assert groups(client, "varone mill", "en")["stay"][0] == "The Varone mill"
    assert groups(client, "cantina vec") == {"business": ["Cantina Vecchia Varzese"]}
    (group,) = client.get(ADDRESS, {"q": "mulino", "lang": "de"}).json()
    assert group["items"][0]["title"] == "Varone-Mühle"
    assert group["items"][0]["url"].endswith("/de/stays/mulino/")


def test_each_word_typed_may_be_a_beginning(engine: Indexer, client: Client) -> None:
    furnish()
    engine()
    assert groups(client, "mul var")["stay"] == ["Mulino del Varone"]
    assert groups(client, "mul del var")["stay"] == ["Mulino del Varone"]
    assert groups(client, "cas varz")["stay"] == ["Casa a valle"]  # a word of the title, and one of the place
    assert "stay" not in groups(client, "mul xyz")
    assert groups(client, "haus ta", "de")["stay"] == ["Haus im Tal"]


@pytest.mark.elasticsearch
def test_what_postgresql_suggests_elasticsearch_does_too(index: Indexer, client: Client, settings: Any) -> None:
    for number in range(3):
        furnish(f"mulino-{number}")
    index()
    for whole in ("mulino del varone", "casa a valle", "cantina vecchia", "vendemmia a varzi", "the varone mill", "haus im tal", "mulnio"):
        for length in range(2, len(whole) + 1):
            settings.ELASTICSEARCH_URL, there = "", settings.ELASTICSEARCH_URL
            plain = groups(client, whole[:length])
            settings.ELASTICSEARCH_URL = there
            assert plain.keys() <= groups(client, whole[:length]).keys(), whole[:length]
            assert breaker._pause == 0


def test_a_beginning_longer_than_the_stem_is_found_and_a_short_one_is_not_stemmed(engine: Indexer, client: Client) -> None:
    furnish()
    make_experience(business=make_business(name="Osteria"), title="Esperienza", title_en="Tasting experience")
    engine()
    for length in range(3, len("experience") + 1):
        assert groups(client, "experience"[:length], "en")["experience"] == ["Tasting experience"], length
    # In English “cas” is no plural of “ca”.
    assert "business" not in groups(client, "cas", "en")
    assert groups(client, "mulini")["stay"] == ["Mulino del Varone"]
    assert groups(client, "mulino di var")["stay"] == ["Mulino del Varone"]


def test_of_many_those_come_first_whose_title_begins_so(engine: Indexer, client: Client) -> None:
    varzi = make_municipality(name="Varzi")
    business = make_business(name="Rossi", municipality=varzi)
    for number in range(6):
        make_unit(stay=make_stay(business=business, title=f"Casa {number}"))
    make_unit(stay=make_stay(business=business, title="Varzi vecchia"))
    engine()
    assert groups(client, "varz")["stay"][0] == "Varzi vecchia"


def test_slips_are_forgiven_and_nonsense_suggests_nothing(engine: Indexer, client: Client) -> None:
    furnish()
    engine()
    assert groups(client, "mulnio")["stay"] == ["Mulino del Varone"]
    assert groups(client, "vrazi")["place"] == ["Varzi"]
    for nonsense in ("", "v", "xyzzy", "!!", "🐕", "con", "' & | :* (", "varzi:*AB"):
        client.get(ADDRESS, {"q": nonsense, "lang": "it"})
        assert "stay" not in groups(client, nonsense) or nonsense == "varzi:*AB"


def test_the_number_of_queries_does_not_grow(engine: Indexer, client: Client) -> None:
    counts = []
    for more in (1, 4):
        for n in range(more):
            furnish(f"mulino-{more}-{n}")
        engine()
        groups(client, "varz")  # what a process reads once
        with CaptureQueriesContext(connection) as queries:
            groups(client, "varz")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 1


@pytest.mark.parametrize("params", [{"q": "x" * 201}, {"q": "a\x00b"}, {"lang": "xx"}])
def test_what_cannot_be_read_is_refused(without_elasticsearch: None, client: Client, params: dict[str, Any]) -> None:
    answer = client.get(ADDRESS, params)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_the_box_says_where_its_suggestions_come_from(without_elasticsearch: None, ground: None, client: Client) -> None:
    page = client.get("/de/search/").content.decode()
    assert 'data-suggest="/api/v1/search/suggest?lang=de"' in page
    assert 'role="combobox"' not in page, "without script it is a plain box"
