# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Short ways to ask."""

from typing import Any

from django.http import QueryDict

from search.answer import SearchAnswer
from search.documents import readable
from search.find import find
from search.query import SearchRequest, read_request


def request_of(query: str = "", **changes: Any) -> SearchRequest:
    return read_request(QueryDict(query)).but(**changes)


def ask(query: str = "", **changes: Any) -> SearchAnswer:
    """Asks, and makes sure that the engine meant has answered."""
    answer = ask_anybody(query, **changes)
    assert answer.degraded is not readable()
    return answer


def ask_anybody(query: str = "", **changes: Any) -> SearchAnswer:
    """Whichever engine answers."""
    return find(request_of(query, **changes))


def titles(answer: SearchAnswer) -> list[str]:
    return [hit.title for hit in answer.hits]
