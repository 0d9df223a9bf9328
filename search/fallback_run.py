# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How PostgreSQL is asked: for one value, in one round trip, within a time limit."""

from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled

# Of sets put together in steps the planner cannot know how many rows they have: where it takes thousands for one, it loops for seconds.
_BEFORE = "SET LOCAL enable_nestloop TO off; SET LOCAL statement_timeout TO {limit}; "
_AFTER = "; SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL statement_timeout TO DEFAULT"


class Cancelled(Exception):
    """It took longer than `SEARCH_FALLBACK_SECONDS`."""


def run(statement: str, params: dict[str, Any]) -> Any:
    """The one value that a statement answers, in one round trip with what holds for it alone. Raises Cancelled.

    Inside a transaction nobody waits, and to be cancelled would spoil what else was done there.
    """
    limit = 0 if connection.in_atomic_block else int(settings.SEARCH_FALLBACK_SECONDS * 1000)
    try:
        with connection.cursor() as cursor:
            cursor.execute(_BEFORE.format(limit=limit) + statement + _AFTER, params)
            for _setting in range(_BEFORE.count(";")):
                cursor.nextset()
            row = cursor.fetchone()
    except OperationalError as cause:
        if isinstance(cause.__cause__, QueryCanceled):
            raise Cancelled from cause
        raise
    assert row is not None
    return row[0]
