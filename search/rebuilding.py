# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A new index while writes go on, and the comparison of what is indexed with what is true.

The worker keeps writing to the old index until the alias is swapped. What it wrote there since we copied is found by comparing
versions after the swap: nothing is lost, however long copying takes. Only then does the new index say that it is complete: whoever
is killed in between leaves one that the worker builds anew.
"""

import logging
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast
from elasticsearch import Elasticsearch

from .documents import alias, create_index, family, index_settings, state, writer
from .indexing import IndexBroken, index_is_ours, mark_indexed, operation, send
from .listings import refresh_listings
from .models import Listing
from .processes import processes
from .queue import MODELS, Key

logger = logging.getLogger(__name__)
BATCH = 500
WORTH_A_PROCESS = 4  # batches: a process takes some seconds to begin
WRITERS = 2  # bulk requests at the same time
# While documents are poured in, nobody searches and nothing is copied to other nodes.
POURING = {"refresh_interval": "-1", "auto_expand_replicas": False, "number_of_replicas": 0}
# A bulk request may wait for a long merge, and a rebuild must not be lost for it. Written twice, a document of one version stays the same.
PATIENCE_SECONDS, RETRIES = 300, 3
LOCK = 71_003  # advisory lock: one rebuild at a time
Progress = Callable[[str, int, int], None]
Copied = dict[int, tuple[str, int]]  # id of the row → key and version in the new index


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Waits until no other process rebuilds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def all_keys() -> list[Key]:
    """Every listing there is or was."""
    keys = {(kind, pk) for kind, model in MODELS.items() for pk in model.objects.values_list("pk", flat=True)}
    return sorted(keys | set(Listing.objects.values_list("kind", "object_id")))


def refresh_everything(progress: Progress = silent) -> None:
    """Bring every row of `Listing` up to what the things are now, with as many processes as there are cores if they are many."""
    keys = all_keys()
    parts = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    if (workers := min(os.cpu_count() or 1, len(parts) // WORTH_A_PROCESS)) < 2 or connection.in_atomic_block:
        for number, part in enumerate(parts, 1):
            refresh_listings(part)
            progress("documents", min(number * BATCH, len(keys)), len(keys))
        return
    with processes(workers) as pool:
        for number, _done in enumerate(pool.map(refresh_listings, parts), 1):
            progress("documents", min(number * BATCH, len(keys)), len(keys))


def rebuild(progress: Progress = silent) -> int:
    """Documents from the things, a new index from the documents, then the alias goes over to it. Answers how many are in it."""
    refresh_everything(progress)
    return copy_to_new_index(progress)


def copy_to_new_index(progress: Progress = silent) -> int:
    """A new index from the rows as they are; answers how many documents it has."""
    with one_at_a_time():
        return _to_new_index(_patient(), progress)


def _patient() -> Elasticsearch:
    return writer().options(request_timeout=PATIENCE_SECONDS, max_retries=RETRIES, retry_on_timeout=True)


def look_after_index() -> bool:
    """A new index where there is none, another's, or one that was never completed; says whether it had to be. Of several workers that
    see it one does it."""
    if index_is_ours():
        return False
    with one_at_a_time():
        if index_is_ours():
            return False
        logger.info("building a new index")
        _to_new_index(_patient(), silent)
    return True


def _to_new_index(client: Elasticsearch, progress: Progress) -> int:
    name = create_index(client)
    copied: Copied = {}
    try:
        client.indices.put_settings(index=name, settings=POURING)
        _copy(client, name, copied, progress)
        _catch_up(client, name, copied)
        client.indices.put_settings(index=name, settings=index_settings())
        client.indices.refresh(index=name)
    except Exception:
        client.indices.delete(index=name, ignore_unavailable=True)
        raise
    _swap(client, name)
    # Once: what goes to the old index was read from its row before the swap, so it is seen now; what is written from now on goes to the
    # new one. To go on until nothing is new would not end while many write.
    _catch_up(client, name, copied)
    client.indices.refresh(index=name)
    mark_indexed([(pk, version) for pk, (_, version) in copied.items()])
    client.indices.put_mapping(index=name, meta=state(complete=True))
    _drop_others(client, name)
    return len(copied)


def _rows() -> Any:
    return Listing.objects.filter(document__isnull=False)


def _copy(client: Elasticsearch, name: str, copied: Copied, progress: Progress) -> None:
    """All rows, some bulk requests at the same time: while Elasticsearch writes one, the next is read."""
    total, last = _rows().count(), 0
    progress("index", 0, total)
    under_way: deque[Future[Copied]] = deque()
    with ThreadPoolExecutor(WRITERS) as pool:
        while rows := list(_lines(_rows().filter(pk__gt=last).order_by("pk"))[:BATCH]):
            last = rows[-1][0]
            under_way.append(pool.submit(_write, client, name, rows))
            if len(under_way) > WRITERS:
                copied |= under_way.popleft().result()
                progress("index", min(len(copied), total), total)
        for writing in under_way:
            copied |= writing.result()
    progress("index", total, total)


def _lines(rows: Any) -> Any:
    """Ids, kinds, ids of the things, versions, and documents as the texts they are kept as: nobody reads them here."""
    return rows.values_list("pk", "kind", "object_id", "version", Cast("document", TextField()))


def _write(client: Elasticsearch, name: str, rows: list[tuple[int, str, int, int, str]]) -> Copied:
    operations = [part for _, kind, pk, version, document in rows for part in operation(f"{kind}-{pk}", version, document)]
    if refused := send(client, operations, index=name):
        raise IndexBroken(f"{len(refused)} documents refused, the first: {next(iter(refused.items()))}")
    return {row: (f"{kind}-{pk}", version) for row, kind, pk, version, _ in rows}


def _catch_up(client: Elasticsearch, name: str, copied: Copied) -> None:
    """Write what has changed since it was copied, delete what is gone."""
    present = dict(_rows().values_list("pk", "version"))
    stale = [pk for pk, version in present.items() if pk not in copied or copied[pk][1] < version]
    for start in range(0, len(stale), BATCH):
        copied |= _write(client, name, list(_lines(_rows().filter(pk__in=stale[start : start + BATCH]))))
    gone = [pk for pk in copied if pk not in present]
    if gone:
        # With the version copied: should the listing come back meanwhile, its later write wins.
        send(client, [part for pk in gone for part in operation(*copied.pop(pk), None)], index=name)


def _swap(client: Elasticsearch, name: str) -> None:
    """The alias goes from every index that has it to `name`, in one step."""
    actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias()}}]
    if client.indices.exists_alias(name=alias()):
        actions += [{"remove": {"index": old, "alias": alias()}} for old in client.indices.get_alias(name=alias()) if old != name]
    elif client.indices.exists(index=alias()):
        # Somebody wrote where the alias should be, and so made an index of that name.
        actions.insert(0, {"remove_index": {"index": alias()}})
    client.indices.update_aliases(actions=actions)


def _drop_others(client: Elasticsearch, name: str) -> None:
    others = [index for index in client.indices.get(index=f"{family()}-*") if index != name]
    if others:
        client.indices.delete(index=",".join(others), ignore_unavailable=True)
