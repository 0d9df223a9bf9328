# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where so many dates would do that price bands are not counted, the page says so, and bands can be chosen all the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from search.prices import BANDS
from search.units import MOST_DATES_WITH_BANDS
from tests.factories import make_stay, make_unit, today

from .conftest import Indexer

pytestmark = pytest.mark.django_db
FIRST = today() + timedelta(days=10)
NOTES = {
    "it": "quante offerte ci sono in ogni fascia",
    "en": "we do not count how much is in each band",
    "de": "wie viel in jeder Preisspanne",
}


def arriving_on(days: int) -> dict[str, Any]:
    return {"when": f"{FIRST}/{FIRST + timedelta(days=days - 1)}", "nights": 2, "adults": 2, "kind": "stay"}


def drawer(client: Client, language: str = "it", **params: Any) -> str:
    page = client.get(f"/{language}/search/", params).content.decode()
    return page.partition('id="filters"')[2].partition("</dialog>")[0]


def furnish() -> None:
    make_unit(stay=make_stay(title="Casa cara"), night="140.00")
    make_unit(stay=make_stay(title="Casa buona"), night="64.00")


def test_bands_without_numbers_are_offered_and_explained(engine: Indexer, ground: None, client: Client) -> None:
    furnish()
    engine()
    many = arriving_on(MOST_DATES_WITH_BANDS + 1)
    for language, note in NOTES.items():
        shown = drawer(client, language, **many)
        assert shown.count('name="band"') == len(BANDS)
        assert note in shown
        assert "disabled" not in shown.partition('name="band"')[2].partition("</fieldset>")[0]
    page = client.get("/it/search/", {**many, "band": "50-80"})
    assert [hit.title for hit in page.context["answer"].hits] == ["Casa buona"]
    assert [(option.value, option.count) for option in page.context["options"]["band"] if option.selected] == [("50-80", None)]


def test_bands_of_a_week_of_dates_have_their_numbers(engine: Indexer, ground: None, client: Client) -> None:
    furnish()
    engine()
    few = arriving_on(MOST_DATES_WITH_BANDS)
    options = client.get("/it/search/", few).context["options"]["band"]
    assert [(option.value, option.count) for option in options] == [("50-80", 1), ("120-200", 1)]
    assert not [note for language, note in NOTES.items() if note in drawer(client, language, **few)]


def test_the_api_says_when_bands_are_not_counted(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert (
        f"more than {MOST_DATES_WITH_BANDS} dates" in document["components"]["schemas"]["SearchOut"]["properties"]["facets"]["description"]
    )
