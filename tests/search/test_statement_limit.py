# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A question that PostgreSQL cannot answer in good time ends in words, not in an error; and what held for it holds for nothing else."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from catalogue.vocabulary import Amenity
from search.fallback import count_each
from search.listings import BITS
from tests.factories import lay_ground, make_stay, make_unit

from .asking import ask, request_of
from .conftest import empty_queue

MESSAGES = {"it": "richiede troppo tempo", "en": "takes too long", "de": "dauert im Moment zu lange"}


@pytest.fixture
def no_time(without_elasticsearch: None, settings: Settings) -> None:
    lay_ground()
    make_unit(stay=make_stay(title="Casa Quiete"))
    empty_queue()
    settings.SEARCH_FALLBACK_SECONDS = 0.001


@pytest.mark.django_db(transaction=True)
def test_what_takes_too_long_is_answered_in_words(no_time: None, client: Client) -> None:
    for language, message in MESSAGES.items():
        page = client.get(f"/{language}/search/", {"q": "casa"})
        assert page.status_code == 422
        assert message in page.content.decode()
    answer = client.get("/api/v1/search", {"q": "casa", "lang": "en"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "takes-too-long"
    assert count_each([request_of("q=casa")], timezone.now()) == []


@pytest.mark.django_db(transaction=True)
def test_its_limit_ends_with_the_question(no_time: None, settings: Settings) -> None:
    settings.SEARCH_FALLBACK_SECONDS = 5.0
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        before = cursor.fetchone()
        assert ask("q=casa").count == 1
        with transaction.atomic():
            assert ask("q=casa").count == 1
            cursor.execute("SELECT current_setting('statement_timeout'), current_setting('enable_nestloop')")
            assert cursor.fetchone() == (*before, "on")
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == before


@pytest.mark.django_db(transaction=True)
def test_nobody_is_cut_off_in_the_middle_of_a_transaction(no_time: None) -> None:
    with transaction.atomic():
        assert ask("q=casa").count == 1


def test_amenities_keep_their_bits() -> None:
    """Rows hold the bits: who puts an amenity before another, or takes one away, makes all of them say something else."""
    first = "wifi kitchen parking charger pets step_free air_conditioning heating washing_machine pool garden fireplace bikes breakfast cot"
    assert " ".join(BITS).startswith(f"{first} workspace studio river_view hill_view")
    assert len(BITS) == len(Amenity.values) < 63
