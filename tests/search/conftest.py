# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""An index of its own for every test, on the real Elasticsearch."""

import os
import uuid
from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from search.breaker import breaker
from search.documents import alias, readable, writer
from search.indexing import process_changes, push_listings
from search.rebuilding import copy_to_new_index
from search.vocabulary import forget_vocabulary, learn_words


@pytest.fixture(autouse=True)
def closed_breaker() -> Iterator[None]:
    """No test inherits another's failures or words."""
    breaker.reset()
    forget_vocabulary()
    yield
    breaker.reset()


@pytest.fixture
def without_elasticsearch(settings: Settings) -> None:
    settings.ELASTICSEARCH_URL = ""


@pytest.fixture
def own_index(settings: Settings) -> Iterator[None]:
    """A prefix nobody else uses; what was made under it goes away."""
    if not readable():
        pytest.skip("needs Elasticsearch")
    settings.SEARCH_INDEX_PREFIX = f"t-{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}-{uuid.uuid4().hex[:10]}"
    settings.SEARCH_TIMEOUT_SECONDS = 20.0  # a loaded test machine is not what the limit is for
    there = settings.ELASTICSEARCH_URL
    yield
    settings.ELASTICSEARCH_URL = there
    drop_indices()


def drop_indices() -> None:
    """Delete what was made under the present prefix; by name, since Elasticsearch refuses wildcards here."""
    for name in writer().indices.get(index=f"{alias()}*", expand_wildcards="all"):
        writer().indices.delete(index=name)


Indexer = Callable[[], None]


def empty_queue() -> None:
    while process_changes():
        pass
    learn_words()
    forget_vocabulary()


@pytest.fixture
def index(own_index: None, db: None) -> Indexer:
    """Brings the index up to date with what the test has made so far."""

    def run() -> None:
        empty_queue()
        if not writer().indices.exists_alias(name=alias()):
            copy_to_new_index()
        while push_listings():
            pass

    return run


@pytest.fixture(params=[pytest.param("elasticsearch", marks=pytest.mark.elasticsearch), "postgresql"])
def engine(request: pytest.FixtureRequest, settings: Settings, db: None) -> Indexer:
    """Runs the test on both engines. Calling it makes what was written findable."""
    if request.param == "elasticsearch":
        found: Indexer = request.getfixturevalue("index")
        return found
    settings.ELASTICSEARCH_URL = ""
    return empty_queue
