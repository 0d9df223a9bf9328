# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The search answers the judged queries well: nDCG@10 over the listings of the demo, on both engines."""

from statistics import mean

import pytest
from pytest_django import Settings

import catalogue.demo
import marketplace.accounts.demo
import marketplace.booking.demo
import marketplace.territory.demo
import residencies.demo
from search.models import Listing
from search.rebuilding import refresh_everything
from tests.search.conftest import Indexer

from .measure import judged_queries, ndcg, scores

LEAST_WITH, LEAST_WITHOUT = 0.90, 0.75


def test_the_measure_knows_a_perfect_order_and_a_useless_one() -> None:
    grades = {"stay/a": 3, "stay/b": 1}
    assert ndcg(["stay/a", "stay/b"], grades) == 1
    assert 0 < ndcg(["stay/b", "stay/a"], grades) < 1
    assert ndcg(["stay/c"], grades) == 0


@pytest.mark.django_db
@pytest.mark.elasticsearch
def test_people_get_what_they_ask_for_on_both_engines(ground: None, index: Indexer, settings: Settings) -> None:
    marketplace.accounts.demo.load()
    marketplace.territory.demo.load()
    catalogue.demo.load()
    marketplace.booking.demo.load_prices()  # what cannot be booked has no amenities to be found by
    residencies.demo.load_calls()
    refresh_everything()
    index()
    judged = judged_queries()
    assert len(judged) >= 60
    there = {f"{document['kind']}/{document['card']['slug']}" for document in Listing.objects.values_list("document", flat=True)}
    assert {key for one in judged for key in one.grades} <= there, "judged is only what is there"
    found = scores()
    assert mean(found.values()) >= LEAST_WITH, sorted(found.items(), key=lambda item: item[1])[:12]
    settings.ELASTICSEARCH_URL = ""
    found = scores()
    assert mean(found.values()) >= LEAST_WITHOUT, sorted(found.items(), key=lambda item: item[1])[:12]
