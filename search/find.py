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

from . import elastic, fallback
from .answer import Findings, Found, Hit, SearchAnswer
from .breaker import breaker
from .documents import readable
from .hits import present
from .query import KIND_CHOICES, SearchRequest

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")
MOST_COUNTED_WITHOUT = 14
SORTED_BY_TOTAL = (
    120  # so many stays and experiences are priced to put them in order of their exact totals; beyond, the price of a night orders
)
PRICED = ("stay", "experience")  # kinds with a total for dates and guests


def find(request: SearchRequest, now: datetime | None = None) -> SearchAnswer:
    """What there is for `request`. Never raises because of an engine."""
    now = now or timezone.now()
    if request.order == "price" and request.has_dates and (answer := _by_total(request, now)):
        return answer
    findings, degraded = _ask(request, now)
    hits = present(request, findings.hits, now)
    count = findings.count - (len(findings.hits) - len(hits))
    return SearchAnswer(request, count, hits, findings.facets, findings.points, degraded, findings.cells)


def _by_total(request: SearchRequest, now: datetime) -> SearchAnswer | None:
    """With dates, the lowest price is the lowest total, which only quotes know: stays and experiences are all fetched and come
    first, in its order; then the rest. None if there are too many of them, or none is asked for."""
    kinds = request.kinds or tuple(kind for kind, _label in KIND_CHOICES)
    priced, rest = (tuple(kind for kind in kinds if (kind in PRICED) is wanted) for wanted in (True, False))
    if not priced:
        return None
    everything, degraded = _ask(request.but(page=1, per_page=SORTED_BY_TOTAL), now)
    found, count = everything.hits, everything.count
    others: list[Found] = [one for one in found if one.document["kind"] not in PRICED]
    if count > SORTED_BY_TOTAL:
        totals, degraded = _ask(request.but(kinds=priced, page=1, per_page=SORTED_BY_TOTAL), now)
        if totals.count > SORTED_BY_TOTAL:
            return None
        found, end = totals.hits, request.page * request.per_page
        others = _ask(request.but(kinds=rest, page=1, per_page=end), now)[0].hits if rest and end > totals.count else []
    asked = [one for one in found if one.document["kind"] in PRICED]
    hits = sorted(present(request, asked, now), key=_price)
    start = (request.page - 1) * request.per_page
    shown = [*hits, *present(request, others, now)][start : start + request.per_page]
    return SearchAnswer(request, count - (len(asked) - len(hits)), shown, everything.facets, everything.points, degraded, everything.cells)


def count_each(requests: list[SearchRequest], now: datetime | None = None) -> list[int]:
    """How many hits each of `requests` would have, as far as the index knows; PostgreSQL is asked for the first few only."""
    now = now or timezone.now()
    if not requests:
        return []
    counts = _by_elasticsearch(lambda: elastic.count_each(requests, now))
    return fallback.count_each(requests[:MOST_COUNTED_WITHOUT], now) if counts is None else counts


def _ask(request: SearchRequest, now: datetime) -> tuple[Findings, bool]:
    """The findings, and whether they are PostgreSQL's."""
    findings = _by_elasticsearch(lambda: elastic.search(request, now))
    return (fallback.search(request, now), True) if findings is None else (findings, False)


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


def _price(hit: Hit) -> tuple[bool, Decimal, str, int]:
    paid = hit.total_price if hit.total_price is not None else hit.from_price
    return (paid is None, paid or Decimal(0), hit.kind, hit.id)
