# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From the queue to the rows of `Listing`, and from there to Elasticsearch: two steps, so that the second may fail for hours.

A row is due while its version is above what Elasticsearch has; a write that comes late loses by its version.
"""

import logging
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, TextField
from django.db.models.functions import Cast
from elasticsearch import Elasticsearch, NotFoundError

from marketplace.booking.models import Occupancy

from .documents import alias, state, writer
from .listings import refresh_listings
from .models import IndexChange, Listing
from .queue import Key, take_changes

logger = logging.getLogger(__name__)
BATCH = 250
Operations = list[Any]  # dicts, and documents as texts
DONE = frozenset({200, 201, 404, 409})  # 404: deleted what was not there; 409: a later version is there already


class IndexBroken(Exception):
    """The index is missing, has another mapping, or refuses documents."""


def work_waiting() -> tuple[bool, bool]:
    """Whether there are changes in the queue, and rows that Elasticsearch has not got: one look at two indexes, since an idle
    worker takes it several times a second."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM search_indexchange), EXISTS (SELECT FROM search_listing WHERE version > indexed_version)"
        )
        row = cursor.fetchone()
    return bool(row and row[0]), bool(row and row[1])


def process_changes(limit: int = BATCH, now: datetime | None = None) -> bool:
    """Take changes from the queue and refresh their rows, in one transaction; says whether there were any."""
    with transaction.atomic():
        if not IndexChange.objects.exists():
            return False
        keys = take_changes(limit)
        try:
            refresh_listings(keys, now)
        except Exception:
            _one_by_one(keys, now)
    return True


def _one_by_one(keys: set[Key], now: datetime | None) -> None:
    """One thing that cannot be put into a document must not keep the others waiting: it is logged, and `search check` shows it."""
    for key in sorted(keys):
        try:
            refresh_listings([key], now)
        except Exception:
            if not connection.is_usable():
                raise
            logger.exception("no document", extra={"key": f"{key[0]}-{key[1]}"})


def queue_expired_holds(after: datetime, until: datetime) -> None:
    """Queue the units whose holds ended in `(after, until]`: their nights are free although no row has changed."""
    ended = Occupancy.objects.filter(kind=Occupancy.Kind.HOLD, expires_at__gt=after, expires_at__lte=until)
    IndexChange.objects.bulk_create(
        [IndexChange(kind="product", object_id=pk) for pk in ended.values_list("unit_id", flat=True).distinct()]
    )


def push_listings(limit: int = BATCH, *, refresh: bool = True) -> bool:
    """Send due rows to Elasticsearch; says whether there were any. Searchable when this returns, or else with its next refresh.

    Raises IndexBroken, and elasticsearch's own errors when it does not answer: everything then stays due.
    """
    due = Listing.objects.filter(version__gt=F("indexed_version")).order_by("version")
    # Documents as the texts they are kept as: nobody reads them here.
    rows = list(due.values_list("id", "kind", "object_id", "version", Cast("document", TextField()))[:limit])
    if not rows:
        return False
    operations = [part for _, kind, pk, version, document in rows for part in operation(f"{kind}-{pk}", version, document)]
    refused = send(writer(), operations, index=alias(), refresh=refresh)
    mark_indexed([(pk, version) for pk, kind, object_id, version, _ in rows if f"{kind}-{object_id}" not in refused])
    if refused:
        raise IndexBroken(f"{len(refused)} documents refused, the first: {next(iter(refused.items()))}")
    return True


def operation(key: str, version: int, document: str | None) -> Operations:
    """Lines of a bulk request: write the document, which is JSON, or delete where there is none."""
    target = {"_id": key, "version": version, "version_type": "external_gte"}
    return [{"delete": target}] if document is None else [{"index": target}, document]


def send(client: Elasticsearch, operations: Operations, *, index: str, refresh: bool = False) -> dict[str, str]:
    """Bulk-write; answers what was refused, and why, by key. Raises IndexBroken if `index` should be the alias and is not there."""
    if not operations:  # all went away since they were listed
        return {}
    try:
        answer = client.bulk(operations=operations, index=index, refresh=refresh, require_alias=index == alias())
    except NotFoundError as cause:
        raise IndexBroken("there is no index") from cause
    items = [next(iter(item.values())) for item in answer["items"]] if answer["errors"] else []
    refused = {item["_id"]: str(item.get("error", ""))[:300] for item in items if item["status"] not in DONE}
    if any("index_not_found" in why for why in refused.values()):
        raise IndexBroken("there is no index")
    # A 404 may also mean a missing index, which is an error of the item; a delete of nothing is not.
    if any(item["status"] == 404 and "error" in item for item in items):
        raise IndexBroken("there is no index")
    return refused


def mark_indexed(rows: list[tuple[int, int]]) -> None:
    """Note what Elasticsearch has by now: ids of rows and versions. Rows of gone listings have done their duty."""
    if not rows:
        return
    arrays = [[pk for pk, _ in rows], [version for _, version in rows]]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_listing l SET indexed_version = sent.version FROM unnest(%s::bigint[], %s::bigint[]) AS sent (id, version)"
            " WHERE l.id = sent.id AND l.indexed_version < sent.version",
            arrays,
        )
        cursor.execute("DELETE FROM search_listing WHERE id = ANY(%s) AND document IS NULL AND version = indexed_version", arrays[:1])


def index_is_ours() -> bool:
    """Whether the alias stands and its index has our mapping, and all that was written while it was filled."""
    try:
        found = writer().indices.get_mapping(index=alias())
    except NotFoundError:
        return False
    return [index["mappings"].get("_meta") for index in found.values()] == [state(complete=True)]
