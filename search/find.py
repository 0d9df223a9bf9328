# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one door to the search. Elasticsearch within its time limit, else PostgreSQL: the asker gets the same kind of answer."""

import logging
from datetime import datetime
from http import HTTPStatus

from django.utils import timezone
from elasticsearch import ApiError, SerializationError, TransportError

from . import elastic, fallback
from .answer import Findings, Hit, SearchAnswer
from .breaker import breaker
from .documents import readable
from .hits import present
from .query import SearchRequest

logger = logging.getLogger(__name__)
SORTED_BY_TOTAL = 120  # so many stays are priced to put them in order of their exact totals; beyond, the price of a night orders


def find(request: SearchRequest, now: datetime | None = None) -> SearchAnswer:
    """What there is for `request`. Never raises because of an engine."""
    now = now or timezone.now()
    asked = _for_exact_totals(request)
    findings, degraded = _ask(asked, now)
    if asked is not request and findings.count > SORTED_BY_TOTAL:
        asked = request
        findings, degraded = _ask(request, now)
    hits = present(request, findings.hits, now)
    count = findings.count - (len(findings.hits) - len(hits))
    if asked is not request:
        hits = _page(request, hits)
    return SearchAnswer(request, count, hits, findings.facets, findings.points, degraded)


def _ask(request: SearchRequest, now: datetime) -> tuple[Findings, bool]:
    """The findings, and whether they are PostgreSQL's."""
    if readable() and breaker.may_ask():
        try:
            findings = elastic.search(request, now)
        except (ApiError, TransportError, SerializationError, elastic.SearchFailed) as cause:
            if getattr(cause, "status", None) != HTTPStatus.BAD_REQUEST:  # one odd question says nothing about the next
                breaker.failed()
            # The class only: messages name hosts and what people typed.
            logger.warning("search by PostgreSQL", extra={"cause": type(cause).__name__})
        else:
            breaker.reset()
            return findings, False
    return fallback.search(request, now), True


def _for_exact_totals(request: SearchRequest) -> SearchRequest:
    """With dates, the lowest price is the lowest total, which only quotes know: then all hits are fetched, if not too many."""
    if request.order == "price" and request.has_dates:
        return request.but(page=1, per_page=SORTED_BY_TOTAL)
    return request


def _page(request: SearchRequest, hits: list[Hit]) -> list[Hit]:
    def order(hit: Hit) -> tuple[bool, object, str, int]:
        paid = hit.total_price if hit.total_price is not None else hit.from_price
        return (paid is None, paid or 0, hit.kind, hit.id)

    start = (request.page - 1) * request.per_page
    return sorted(hits, key=order)[start : start + request.per_page]
