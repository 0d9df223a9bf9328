# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which calls fit, in SQL, as `call_clauses` says it to Elasticsearch: their times stand in the documents of their rows."""

from typing import Any

from .calls import FIRST_PHASES, STANDING, deadlines_asked, hides_calls, latest_first, mixes_calls, name_asked, nights_asked, seconds
from .fallback_words import called
from .query import SearchRequest
from .totals import Asked

Params = dict[str, Any]
# Read only of calls: PostgreSQL looks into no other document.
THEIR_TIMES = """CROSS JOIN LATERAL (
    SELECT CASE WHEN l.kind <> 'call' THEN '' WHEN %(second)s < (l.document->>'opens')::bigint THEN 'coming'
            WHEN %(second)s < (l.document->>'closes')::bigint THEN 'open' WHEN %(second)s < (l.document->>'decided')::bigint THEN 'jury'
            WHEN %(second)s < (l.document->>'over')::bigint THEN 'decided' ELSE 'past' END AS phase,
        CASE WHEN l.kind = 'call' THEN (l.document->>'closes')::bigint END AS closes,
        CASE WHEN l.kind = 'call' THEN ARRAY(SELECT jsonb_array_elements_text(l.document->'discipline')) ELSE '{}' END AS disciplines
) AS a_call"""

NOT_CANCELLED = "COALESCE((l.document->>'cancelled')::bigint > %(second)s, true)"
NOT_OVER = f"(l.kind <> 'call' OR ({NOT_CANCELLED} AND %(second)s < (l.document->>'over')::bigint))"


def call_that(asked: Asked, params: Params) -> str:
    """What a call has to be, beside what is chosen in facets."""
    params["second"] = seconds(asked.now)
    fits = NOT_CANCELLED
    if nights := nights_asked(asked.request, asked.today):
        params["first_night"], params["last_night"] = nights
        fits += """ AND EXISTS (SELECT FROM jsonb_array_elements(l.document->'periods') AS period
            WHERE (period->>'gte')::int <= %(last_night)s AND (period->>'lte')::int >= %(first_night)s)"""
    if instants := deadlines_asked(asked.request):
        params["closes_from"], params["closes_before"] = instants
        fits += " AND a_call.closes >= %(closes_from)s AND a_call.closes < %(closes_before)s"
    return fits


def chosen_calls(asked: Asked, params: Params) -> dict[str, str]:
    """Conditions by the facet they belong to; `mixed`: whether a call may stand among the rest."""
    request = asked.request
    params |= {"phases": list(request.phases), "standing": list(STANDING)}
    by_name = called(name, "call_name", params) if (name := name_asked(request)) else "false"
    mixed = f"l.kind <> 'call' OR {by_name}" + (" OR a_call.phase = ANY(%(standing)s)" if mixes_calls(request) else "")
    return {
        "discipline": "(%(discipline)s::text[] = '{}' OR a_call.disciplines && %(discipline)s::text[])",
        "phase": "a_call.phase = ANY(%(phases)s)" if request.phases else f"(a_call.phase <> 'past' OR {by_name})",
        "mixed": f"({mixed})" if hides_calls(request) else "true",
    }


def order_of_calls(request: SearchRequest) -> str:
    """Open calls first, then those that open soon; then the words, then the next deadline."""
    weights = " ".join(f"WHEN '{phase}' THEN {weight}" for phase, weight in FIRST_PHASES.items())
    words = "rank DESC, " if request.searched else ""
    return f"CASE phase {weights} ELSE 0 END DESC, {words}closes {'DESC' if latest_first(request) else 'ASC'} NULLS LAST, "
