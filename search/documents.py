# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one index: its mapping, its name, and how Elasticsearch is reached. Only here is elasticsearch.dsl imported.

All kinds share the index `<prefix>-listings-<fingerprint>-<timestamp>` behind the alias `<prefix>-listings-<fingerprint>`: who asks
for a mapping finds that mapping or nothing, never an older one that would answer something else. Only what the core distribution
has is used; the analyzers stand under the names of the full one. The mapping is strict: what is not declared is refused.
"""

import hashlib
import json
import os
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch.dsl import (
    A,
    Document,
    Double,
    GeoPoint,
    InnerDoc,
    Integer,
    IntegerRange,
    Keyword,
    Long,
    Mapping,
    Nested,
    Object,
    Q,
    Short,
    Text,
    mapped_field,
)

from .costs import FEES, MOST_GUESTS, SLOTS, WEEKS
from .draws import COLUMNS
from .node import TimedNode

ANALYZERS = {"it": "italian", "en": "english", "de": "german"}
WRITE_TIMEOUT_SECONDS = 30
LEAST_SECONDS = 0.01
CARDS = 1  # to be raised when cards change, of which the mapping says nothing
PLUS = [*(f"d{n}" for n in range(SLOTS)), *(f"{letter}{n}" for letter in "nw" for n in range(WEEKS))]
__all__ = ["ANALYZERS", "A", "Q", "alias", "create_index", "family", "fingerprint", "nodes", "readable", "reader", "writer"]


def column() -> Integer:
    """A price that is summed up, never searched (see `costs`)."""
    return Integer(index=False)


def discounted() -> Object:
    """One over the percent that a discount by length leaves, and the fees divided by them."""
    return Object(dynamic="strict", properties={name: Double(index=False) for name in ("share", *FEES)})


def rule() -> Short:
    """A number that most offers comply with: looked at where everything else fits, cheaper than a tree of all of them."""
    return Short(index=False)


def shown(kind: type[Integer | Long | Short]) -> Any:
    """A value that is never asked for."""
    return kind(index=False, doc_values=False)


def days() -> IntegerRange:
    """Ranges that are asked whether they contain something, never sorted or counted."""
    return IntegerRange(doc_values=False)


class Offer(InnerDoc):
    """A unit with one number of nights at most (see `offers`), and what its nights cost (see `costs`)."""

    unit: Any = mapped_field(shown(Long))
    kind: Any = mapped_field(Keyword(doc_values=False))
    capacity: Any = mapped_field(Short())
    amenities: Any = mapped_field(Keyword())
    price: Any = mapped_field(Integer())
    min_nights: Any = mapped_field(rule())
    max_nights: Any = mapped_field(rule())
    notice: Any = mapped_field(rule())
    window: Any = mapped_field(rule())
    until: Any = mapped_field(rule())
    arrival: Any = mapped_field(days())
    free: Any = mapped_field(days())
    closed_departure: Any = mapped_field(days())
    no_arrival: Any = mapped_field(rule())
    no_departure: Any = mapped_field(rule())
    place: Any = mapped_field(Keyword(doc_values=False))
    night: Any = mapped_field(column())
    weekend: Any = mapped_field(column())
    fees: Any = mapped_field(Object(dynamic="strict", properties={name: column() for name in FEES}))
    week: Any = mapped_field(discounted())
    month: Any = mapped_field(discounted())
    guests: Any = mapped_field(Object(dynamic="strict", properties={f"g{n}": column() for n in range(1, MOST_GUESTS + 1)}))
    plus: Any = mapped_field(Object(dynamic="strict", properties={name: column() for name in PLUS}))


class SessionOfExperience(InnerDoc):
    id: Any = mapped_field(shown(Long))
    starts: Any = mapped_field(Long())
    day: Any = mapped_field(Integer())
    places: Any = mapped_field(Integer())


def texts(analyzer: str) -> Object:
    """Texts of one language by weight; nobody asks for phrases, so where a word stands is not kept."""
    names = ("place", "title", "kind", "body")
    found = {name: Text(analyzer=analyzer, norms=name in ("title", "body"), index_options="freqs") for name in names}
    for name in ("place", "title"):
        # As it is written too, to be found by beginnings of words: of a stem the end of a beginning may be missing.
        written = Text(analyzer="standard", norms=False, index_options="docs")
        found[name] = Text(analyzer=analyzer, norms=name == "title", index_options="freqs", fields={"written": written})
    return Object(dynamic="strict", properties=found)


class ListingDocument(Document):
    """A listing of any kind. Prices are EUR cents, days are numbers since 1970-01-01, instants are seconds. Only calls for artists have
    `discipline` and what follows it (see `call_documents`)."""

    key: Any = mapped_field(Keyword())
    kind: Any = mapped_field(Keyword())
    object_id: Any = mapped_field(shown(Long))
    subkind: Any = mapped_field(Keyword(doc_values=False))
    municipality: Any = mapped_field(Keyword())
    area: Any = mapped_field(Keyword())
    amenities: Any = mapped_field(Keyword())
    access: Any = mapped_field(Keyword())
    instant: Any = mapped_field(Keyword())
    cancellation: Any = mapped_field(Keyword())
    from_price: Any = mapped_field(Integer())
    min_age: Any = mapped_field(Short())
    capacity: Any = mapped_field(shown(Short))
    location: Any = mapped_field(GeoPoint())
    since: Any = mapped_field(Long())
    draws: Any = mapped_field(Object(dynamic="strict", properties={name: Integer() for name in COLUMNS}))
    it: Any = mapped_field(texts("italian"))
    en: Any = mapped_field(texts("english"))
    de: Any = mapped_field(texts("german"))
    offers: Any = mapped_field(Nested(Offer))
    sessions: Any = mapped_field(Nested(SessionOfExperience))
    discipline: Any = mapped_field(Keyword())
    opens: Any = mapped_field(Long())
    closes: Any = mapped_field(Long())
    decided: Any = mapped_field(Long())
    over: Any = mapped_field(Long())
    cancelled: Any = mapped_field(Long())
    periods: Any = mapped_field(IntegerRange())
    card: Any = mapped_field(Object(enabled=False))


def family() -> str:
    """What the names of all our indices begin with, those of older mappings too."""
    return f"{settings.SEARCH_INDEX_PREFIX}-listings"


def alias() -> str:
    return f"{family()}-{fingerprint()}"


@lru_cache
def fingerprint() -> str:
    """Changes whenever the mapping does, or what the cards have: an index with another one is built anew."""
    form = json.dumps([CARDS, _mapping().to_dict()], sort_keys=True)
    return hashlib.sha256(form.encode()).hexdigest()[:12]


def _mapping() -> Mapping:
    mapping: Mapping = ListingDocument._doc_type.mapping
    return mapping


def index_settings() -> dict[str, Any]:
    """What may change while an index lives."""
    return {
        "mapping.total_fields.limit": 2000,  # price columns of nights and weeks
        "auto_expand_replicas": settings.SEARCH_REPLICAS,
        "refresh_interval": "500ms",  # nobody else refreshes: a change is to be seen within a second of its commit (decision 0066)
    }


def state(*, complete: bool) -> dict[str, Any]:
    """What an index says of itself. `complete`: nothing that was written elsewhere while it was filled is missing."""
    return {"fingerprint": fingerprint(), "complete": complete}


def create_index(client: Elasticsearch) -> str:
    """A new empty index with our mapping, not yet behind the alias; answers its name."""
    name = f"{alias()}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    mappings = {**_mapping().to_dict(), "dynamic": "strict", "_meta": state(complete=False)}
    client.indices.create(index=name, mappings=mappings, settings={"number_of_shards": settings.SEARCH_SHARDS, **index_settings()})
    return name


@lru_cache(maxsize=8)
def _client(urls: str, api_key: str, ca: str, timeout: float, pid: int) -> Elasticsearch:
    """A client of all nodes in turn. One that refuses the connection is left out for a while and the next is asked; one that is
    too slow, byte by byte too, is not asked again, since the asker's time is up."""
    all_nodes = nodes(urls)
    secrets: dict[str, Any] = {**({"api_key": api_key} if api_key else {}), **({"ca_certs": ca} if ca else {})}
    retries: dict[str, Any] = {"max_retries": len(all_nodes) - 1, "retry_on_timeout": False}
    return Elasticsearch(all_nodes, node_class=TimedNode, request_timeout=timeout, **retries, **secrets)


def nodes(urls: str) -> list[str]:
    """The addresses of a setting."""
    return [url.strip() for url in urls.split(",") if url.strip()]


def _connect(timeout: float) -> Elasticsearch:
    return _client(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_API_KEY, settings.ELASTICSEARCH_CA_FILE, timeout, os.getpid())


def reader(until: float | None = None) -> Elasticsearch:
    """For searches: gives up quickly, so that several questions in turn end `until` then (time.monotonic). One a process, safe for
    threads."""
    limit = settings.SEARCH_TIMEOUT_SECONDS
    client = _connect(limit)
    left = limit if until is None else until - time.monotonic()
    return client if left > 0.9 * limit else client.options(request_timeout=max(left, LEAST_SECONDS))


def writer() -> Elasticsearch:
    """For the worker and commands: patient."""
    return _connect(WRITE_TIMEOUT_SECONDS)


def readable() -> bool:
    """Whether this installation has an Elasticsearch at all."""
    return bool(settings.ELASTICSEARCH_URL)
