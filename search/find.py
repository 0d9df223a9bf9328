# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one door to the search. Elasticsearch within its time limit, else PostgreSQL: the asker gets the same kind of answer."""

import logging
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from http import HTTPStatus
from typing import TypeVar

from django.utils import timezone
from elasticsearch import ApiError, SerializationError, TransportError

from marketplace.booking.clock import rome_now

from . import elastic, fallback
from .answer import Findings, Hit, SearchAnswer
from .breaker import breaker
from .documents import readable
from .hits import present
from .query import SearchRequest
from .relevance import FEW
from .totals import Asked, beyond_columns, needs_totals

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")
MOST_COUNTED_WITHOUT = 14
_FOLLOWS = {"stay": 0, "experience": 0, "good": 1}  # with dates: first what has a total, then what has a price


def find(request: SearchRequest, now: datetime | None = None) -> SearchAnswer:
    """What there is for `request`; where that is little or says not all, and something else is called so, that.
    Never raises because of an engine."""
    now = now or timezone.now()
    findings, degraded = _ask(request, now)
    if request.by_name and (request.searched or findings.count < FEW):
        named, _ = _ask(request.by_name, now)
        if _keys(named) - _keys(findings):
            request, findings = request.by_name, named
    hits = present(request, findings.hits, now)
    if request.order == "price" and request.has_dates:
        hits.sort(key=_price)  # a unit taken just now may have been the cheapest
    count = findings.count - (len(findings.hits) - len(hits))
    return SearchAnswer(request, count, hits, findings.facets, findings.points, degraded, findings.cells)


def _keys(findings: Findings) -> set[str]:
    return {found.document["key"] for found in findings.hits}


def count_each(requests: list[SearchRequest], now: datetime | None = None) -> list[int]:
    """How many hits each of `requests` would have, as far as the index knows; PostgreSQL is asked for the first few only."""
    now = now or timezone.now()
    if not requests:
        return []
    far = any(_too_far(request, now) for request in requests)
    counts = None if far else _by_elasticsearch(lambda: elastic.count_each(requests, now))
    return fallback.count_each(requests[:MOST_COUNTED_WITHOUT], now) if counts is None else counts


def _ask(request: SearchRequest, now: datetime) -> tuple[Findings, bool]:
    """The findings, and whether they are PostgreSQL's."""
    if readable() and _too_far(request, now):
        return fallback.search(request, now), False
    findings = _by_elasticsearch(lambda: elastic.search(request, now))
    return (fallback.search(request, now), True) if findings is None else (findings, False)


def _too_far(request: SearchRequest, now: datetime) -> bool:
    """Whether totals are asked for dates so far ahead that only PostgreSQL knows all prices."""
    return needs_totals(request) and beyond_columns(Asked(request, now, request.stays(rome_now(now).date())))


def _by_elasticsearch(ask: Callable[[], Answer]) -> Answer | None:
    """What Elasticsearch answers; None if there is none, it is left alone just now, or it fails."""
    if not (readable() and breaker.may_ask()):
        return None
    try:
        answer = ask()
    except (ApiError, TransportError, SerializationError, elastic.SearchFailed) as cause:
        if getattr(cause, "status", None) != HTTPStatus.BAD_REQUEST:  # one odd question says nothing about the next
            breaker.failed()
        # The class only: messages name hosts and what people typed.
        logger.warning("search by PostgreSQL", extra={"cause": type(cause).__name__})
        return None
    breaker.reset()
    return answer


def _price(hit: Hit) -> tuple[int, bool, Decimal]:
    paid = hit.total_price if hit.total_price is not None else hit.from_price
    return _FOLLOWS.get(hit.kind, 2), paid is None, paid or Decimal(0)
