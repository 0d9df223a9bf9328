# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How Elasticsearch is asked: within a time limit, not while it is left alone, and with a None for whatever goes wrong there."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TypeVar

from django.conf import settings
from elasticsearch import ApiError, SerializationError, TransportError

from .breaker import breaker
from .documents import nodes, readable

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class SearchFailed(Exception):
    """Elasticsearch answered, but not the question: missing index, older mapping, failed shards, too late, or no sense in it."""

    def __init__(self, status: int = HTTPStatus.OK) -> None:
        super().__init__(f"status {status}")
        self.status = status


@contextmanager
def legible() -> Iterator[None]:
    """Around the reading of an answer: one that has not the form it should have is a failure of Elasticsearch's, or of whoever answers
    in its place. Raises SearchFailed."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as cause:
        raise SearchFailed from cause


def time_limit() -> float:
    """Until when (time.monotonic) Elasticsearch may answer one visitor, in however many questions."""
    return time.monotonic() + settings.SEARCH_TIMEOUT_SECONDS


def by_elasticsearch(ask: Callable[[], Answer]) -> Answer | None:
    """What Elasticsearch answers; None if there is none, it is left alone just now, or it fails."""
    if not (readable() and breaker.may_ask()):
        return None
    try:
        answer = ask()
    except (ApiError, TransportError, SerializationError, SearchFailed, RecursionError) as cause:  # the last: of JSON nested endlessly
        if getattr(cause, "status", getattr(cause, "status_code", None)) != HTTPStatus.BAD_REQUEST:
            # One odd question says nothing about the next.
            breaker.failed(enough=len(nodes(settings.ELASTICSEARCH_URL)))
        # The class only: messages name hosts and what people typed.
        logger.warning("search by PostgreSQL", extra={"cause": type(cause).__name__})
        return None
    breaker.reset()
    return answer
