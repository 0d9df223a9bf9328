# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""An empty page offers what is nearest in dates and place, and each condition less, with the number there; slips are asked back."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.find import MOST_COUNTED_WITHOUT, _few, count_each
from tests.factories import make_business, make_municipality, make_stay, make_unit, occupy, today

from .asking import ask, request_of
from .conftest import Indexer, empty_queue

pytestmark = pytest.mark.django_db
FIRST = today() + timedelta(days=30)
DATES = {"check_in": str(FIRST), "check_out": str(FIRST + timedelta(days=2))}


def furnish() -> dict[str, str]:
    """Varzi is taken for four nights; Menconico, close by, is free; Ostiglia too, but far."""
    places = {
        name: make_municipality(name=name, latitude=lat, longitude=lon)
        for name, lat, lon in (("Varzi", 44.82, 9.20), ("Menconico", 44.80, 9.28), ("Ostiglia", 45.07, 11.13))
    }
    for name, place in places.items():
        unit = make_unit(stay=make_stay(title=f"Casa {name}", business=make_business(municipality=place)))
        if name == "Varzi":
            occupy(unit, FIRST - timedelta(days=1), FIRST + timedelta(days=3))
    return {name: place.istat for name, place in places.items()}


def steps_of(client: Client, **params: Any) -> dict[str, list[Any]]:
    page = client.get("/it/search/", params)
    assert page.status_code == 200
    assert page.context["answer"].count == 0
    return dict(page.context["steps"])


def test_the_nearest_dates_and_villages_are_offered_with_their_numbers(engine: Indexer, ground: None, client: Client) -> None:
    codes = furnish()
    engine()
    steps = steps_of(client, **DATES, adults=2, kind="stay", municipality=codes["Varzi"])
    dates, villages, less, anew = steps.values()
    shifts = [parse_qs(chip.url.partition("?")[2])["check_in"][0] for chip in dates]
    assert shifts[0] == str(FIRST + timedelta(days=3)), "the first night that is free again, not one that is not"
    assert str(FIRST + timedelta(days=1)) not in shifts
    assert [chip.words for chip in villages] == ["Menconico: 1 risultato", "Ostiglia: 1 risultato"], "the near one first"
    assert any(chip.words.endswith(": 2 risultati") for chip in less), "without the village"
    assert anew[0].url == "/it/search/"


def test_words_are_quoted_once_as_the_language_does(without_elasticsearch: None, ground: None, client: Client) -> None:
    codes = furnish()
    empty_queue()
    for language, chip, less in (
        ("it", "«zzz»", "Senza «zzz»: 1 risultato"),
        ("en", "“zzz”", "Without “zzz”: 1 result"),
        ("de", "„zzz“", "Ohne „zzz“: 1 Ergebnis"),
    ):
        page = client.get(f"/{language}/search/", {"q": "zzz", "kind": "stay", "municipality": codes["Varzi"]})
        assert page.context["chips"][0].words == chip
        assert less in [step.words for _title, group in page.context["steps"] for step in group]


def test_where_one_condition_less_finds_nothing_either_the_page_promises_nothing(
    without_elasticsearch: None, ground: None, client: Client
) -> None:
    codes = furnish()
    empty_queue()
    for query, stuck in (("q=zzz&price_max=1", True), ("q=zzz", False)):
        page = client.get(f"/en/search/?{query}&kind=stay&municipality={codes['Varzi']}")
        assert len(page.context["steps"]) == (1 if stuck else 2)
        assert ("Nor did we find anything with one condition less" in page.content.decode()) is stuck
        assert ("One condition less often opens a door" in page.content.decode()) is not stuck


def test_each_number_is_what_the_link_shows(engine: Indexer, ground: None, client: Client) -> None:
    codes = furnish()
    engine()
    steps = steps_of(client, **DATES, adults=2, kind="stay", municipality=codes["Varzi"])
    for chip in [chip for group in list(steps.values())[:-1] for chip in group]:
        count = client.get(chip.url).context["answer"].count
        assert f": {count} risultat" in chip.words


def test_counts_of_many_searches_are_those_of_each(engine: Indexer) -> None:
    codes = furnish()
    engine()
    queries = [
        "",
        "kind=stay",
        f"municipality={codes['Varzi']}",
        f"kind=stay&adults=2&{urlencode(DATES)}",
        "q=casa",
        "q=xyzzy",
        "amenity=pool",
    ]
    assert count_each([request_of(query) for query in queries]) == [ask(query).count for query in queries]
    assert count_each([]) == []


def test_an_empty_page_costs_no_more_queries_than_a_full_one(engine: Indexer, ground: None, client: Client) -> None:
    codes = furnish()
    engine()
    steps_of(client, **DATES, adults=2, kind="stay", municipality=codes["Varzi"])
    with CaptureQueriesContext(connection) as queries:
        steps_of(client, **DATES, adults=2, kind="stay", municipality=codes["Varzi"])
    assert len(queries) <= 4


def test_slips_are_asked_back_as_a_link(engine: Indexer, ground: None, client: Client) -> None:
    make_unit(stay=make_stay(title="La filanda"))
    engine()
    page = client.get("/it/search/", {"q": "filnada", "kind": "stay"})
    assert page.context["meant"] == [("filanda", "/it/search/?kind=stay&q=filanda")] or page.context["meant"] == [
        ("filanda", "/it/search/?q=filanda&kind=stay")
    ]
    assert "Forse cercavi" in page.content.decode()
    assert not client.get("/it/search/", {"q": "filanda"}).context["meant"]


def test_without_elasticsearch_steps_with_many_dates_are_counted_only_as_far_as_there_is_time() -> None:
    now, month = timezone.now(), today().replace(day=1) + timedelta(days=95)
    plain, flexible = request_of("q=casa"), request_of(f"when={month:%Y-%m}&nights=2")
    assert len(_few([plain] * 30, now)) == MOST_COUNTED_WITHOUT
    assert 1 <= len(_few([flexible] * 30, now)) <= 2
    longest = request_of(f"when={month}/{month + timedelta(days=92)}&nights=2")
    assert _few([longest] * 30, now) == [longest]
    assert _few([], now) == []
