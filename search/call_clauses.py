# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which calls fit, in Elasticsearch's words; the same in SQL: `fallback_calls`."""

from datetime import datetime
from typing import Any

from .calls import (
    CHOOSES_CALLS,
    FIRST_PHASES,
    PHASES,
    STANDING,
    deadlines_asked,
    hides_calls,
    latest_first,
    mixes_calls,
    name_asked,
    nights_asked,
    seconds,
)
from .clauses import Clause, called, clause, none_of, one_of
from .query import SearchRequest
from .totals import Asked

CALL = {"term": {"kind": "call"}}
_FROM_TO = {
    "coming": (None, "opens"),
    "open": ("opens", "closes"),
    "jury": ("closes", "decided"),
    "decided": ("decided", "over"),
    "past": ("over", None),
}
PHASES_FIRST = 1000.0  # above all that words score


def call_that(asked: Asked) -> list[Clause]:
    """What a call has to be, beside what is chosen in facets: not cancelled, in time, with a night of those asked."""
    clauses = [CALL, none_of(_cancelled(asked.now))]
    if nights := nights_asked(asked.request, asked.today):
        clauses.append(clause("range", periods={"gte": nights[0], "lte": nights[1], "relation": "intersects"}))
    if instants := deadlines_asked(asked.request):
        clauses.append(clause("range", closes={"gte": instants[0], "lt": instants[1]}))
    return clauses


def not_over(now: datetime) -> Clause:
    """Leaves out calls that are past or cancelled; lets all else be."""
    return none_of(in_phase("past", now), _cancelled(now))


def _cancelled(now: datetime) -> Clause:
    return clause("range", cancelled={"lte": seconds(now)})


def in_phase(name: str, now: datetime) -> Clause:
    """Calls in this phase at `now`; what is no call has no times."""
    begins, ends = _FROM_TO[name]
    times = [clause("range", **{begins: {"lte": seconds(now)}})] if begins else []
    return clause("bool", filter=[*times, *([clause("range", **{ends: {"gt": seconds(now)}})] if ends else [])])


def narrowed_to_calls(asked: Asked, but: str) -> list[Clause]:
    """What was chosen of calls, except in the facet `but`, and what goes without saying: past calls are found by their name only, and
    calls stand among the rest only where somebody may mean them."""
    request = asked.request
    by_name = [called(name)] if (name := name_asked(request)) else []
    clauses = []
    if but != "phase" and request.phases:
        clauses.append(one_of([in_phase(name, asked.now) for name in request.phases]))
    elif but != "phase":
        clauses.append(one_of([none_of(in_phase("past", asked.now)), *by_name]))
    if but not in CHOOSES_CALLS and hides_calls(request):
        standing = [in_phase(name, asked.now) for name in STANDING] if mixes_calls(request) else []
        clauses.append(one_of([none_of(CALL), *standing, *by_name]))
    return clauses


def phases_counted(now: datetime) -> dict[str, Any]:
    return {"filters": {"filters": {name: in_phase(name, now) for name in PHASES}}}


def phases_first(now: datetime) -> list[Clause]:
    """Scores by which the open calls come first, then those that open soon."""
    return [clause("constant_score", filter=in_phase(name, now), boost=PHASES_FIRST * weight) for name, weight in FIRST_PHASES.items()]


def by_deadline(request: SearchRequest) -> dict[str, Any]:
    return {"closes": {"order": "desc" if latest_first(request) else "asc", "missing": "_last"}}
