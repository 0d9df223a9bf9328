# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one door to the search. Elasticsearch within its time limit, else PostgreSQL: the asker gets the same kind of answer."""

from datetime import datetime
from decimal import Decimal
from itertools import accumulate

from django.utils import timezone

from marketplace.booking.clock import rome_now

from . import elastic, fallback
from .answer import Findings, Hit, SearchAnswer
from .documents import readable
from .engine import by_elasticsearch, time_limit
from .hits import present
from .query import SearchRequest
from .relevance import FEW
from .totals import Asked, beyond_columns, needs_totals

MOST_COUNTED_WITHOUT, MOST_DATES_WITHOUT = 14, 60  # requests, and dates of all of them
_FOLLOWS = {"stay": 0, "experience": 0, "good": 1}  # with dates: first what has a total, then what has a price


def find(request: SearchRequest, now: datetime | None = None) -> SearchAnswer:
    """What there is for `request`; where that is little or says not all, and something else is called so, that.
    Never raises because of an engine, but TakesTooLong where PostgreSQL does not answer in good time either."""
    now, until = now or timezone.now(), time_limit()
    findings, degraded = _ask(request, now, until)
    if request.by_name and (request.searched or findings.count < FEW):
        named, named_degraded = _ask(request.by_name, now, until)
        if _keys(named) - _keys(findings):
            request, findings, degraded = request.by_name, named, named_degraded
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
    counts = None if far else by_elasticsearch(lambda: elastic.count_each(requests, now))
    return fallback.count_each(_few(requests, now), now) if counts is None else counts


def _few(requests: list[SearchRequest], now: datetime) -> list[SearchRequest]:
    """The first, as many as PostgreSQL counts in good time; one at least."""
    today = rome_now(now).date()
    dates = list(accumulate(len(request.stays(today)) for request in requests[:MOST_COUNTED_WITHOUT]))
    return requests[: max(1, sum(number <= MOST_DATES_WITHOUT for number in dates))]


def _ask(request: SearchRequest, now: datetime, until: float) -> tuple[Findings, bool]:
    """The findings, and whether they are PostgreSQL's."""
    if readable() and _too_far(request, now):
        return fallback.search(request, now), False
    findings = by_elasticsearch(lambda: elastic.search(request, now, until))
    return (fallback.search(request, now), True) if findings is None else (findings, False)


def _too_far(request: SearchRequest, now: datetime) -> bool:
    """Whether totals are asked for dates so far ahead that only PostgreSQL knows all prices."""
    return needs_totals(request) and beyond_columns(Asked(request, now, request.stays(rome_now(now).date())))


def _price(hit: Hit) -> tuple[int, bool, Decimal]:
    paid = hit.total_price if hit.total_price is not None else hit.from_price
    return _FOLLOWS.get(hit.kind, 2), paid is None, paid or Decimal(0)
