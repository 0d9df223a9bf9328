# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Compares three things: what is true, the rows of `Listing`, and what Elasticsearch has."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from elasticsearch.helpers import scan

from marketplace.booking.clock import rome_now

from .costs import columns_ahead, reach_of
from .documents import alias, readable, writer
from .draws import draws_ahead
from .indexing import push_listings
from .listings import refresh_listings
from .models import Listing
from .offers import STEP, day_number
from .projection import build
from .queue import Key
from .rebuilding import BATCH, Progress, all_keys, silent


@dataclass(frozen=True, order=True)
class Difference:
    """`where`: rows (of PostgreSQL) or index. `what`: missing, stale, or extra."""

    key: str
    where: str
    what: str


def check(progress: Progress = silent, now: datetime | None = None) -> list[Difference]:
    """Every difference. What the queue has not done yet counts too: look when the worker has caught up."""
    now = now or timezone.now()
    found = list(_rows_against_truth(progress, now))
    if readable():
        found += _index_against_rows(progress)
    return sorted(found)


def fix(differences: list[Difference]) -> None:
    """Write anew what differs, in both places."""
    keys = {(kind, int(pk)) for kind, _, pk in (difference.key.rpartition("-") for difference in differences)}
    refresh_listings(sorted(keys))
    for kind in {kind for kind, _ in keys}:
        rows = Listing.objects.filter(kind=kind, object_id__in=[pk for found, pk in keys if found == kind])
        # A version above all that Elasticsearch may have: whoever meddled there has counted its versions up.
        rows.filter(document__isnull=False).update(version=Greatest(F("version") + 1, Value(int(time.time() * 1_000_000))))
    if not readable():
        return
    extra = [d.key for d in differences if d.where == "index" and d.what == "extra"]
    for key in extra:
        writer().options(ignore_status=404).delete(index=alias(), id=key)
    while push_listings():
        pass


def _rows_against_truth(progress: Progress, now: datetime) -> Iterator[Difference]:
    keys, today = all_keys(), rome_now(now).date()
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        drafts = build(part, now)
        rows = _documents(part)
        for key in part:
            true = json.loads(json.dumps(drafts[key].document())) if key in drafts else None
            if (what := _compare(true, rows.get(key), today)) is not None:
                yield Difference(f"{key[0]}-{key[1]}", "rows", what)
        progress("truth", start + len(part), len(keys))


def _documents(keys: list[Key]) -> dict[Key, dict[str, Any]]:
    found: dict[Key, dict[str, Any]] = {}
    for kind in {kind for kind, _ in keys}:
        rows = Listing.objects.filter(kind=kind, object_id__in=[pk for k, pk in keys if k == kind], document__isnull=False)
        found |= {(kind, pk): document for pk, document in rows.values_list("object_id", "document") if document}
    return found


def _index_against_rows(progress: Progress) -> Iterator[Difference]:
    client = writer()
    client.indices.refresh(index=alias())
    rows = {f"{k}-{pk}": (version, document) for k, pk, version, document in _all_rows()}
    total = len(rows)
    for seen, hit in enumerate(scan(client, index=alias(), query={"version": True}, size=BATCH), 1):
        version, document = rows.pop(hit["_id"], (None, None))
        if version is None:
            yield Difference(hit["_id"], "index", "extra")
        elif hit["_source"] != document:
            yield Difference(hit["_id"], "index", "stale")
        if seen % BATCH == 0:
            progress("index", min(seen, total), total)
    progress("index", total, total)
    yield from (Difference(key, "index", "missing") for key in rows)


def _all_rows() -> Any:
    rows = Listing.objects.filter(document__isnull=False)
    return rows.values_list("kind", "object_id", "version", "document").iterator(BATCH)


def _compare(true: dict[str, Any] | None, had: dict[str, Any] | None, today: date) -> str | None:
    if true is None or had is None:
        return None if true is had else ("extra" if true is None else "missing")
    return None if _ahead(true, today) == _ahead(had, today) else "stale"


def _ahead(document: dict[str, Any], today: date) -> dict[str, Any]:
    """The document without days that are over: they make no difference."""
    start = day_number(today)

    def clip(ranges: list[dict[str, int]]) -> list[dict[str, int]]:
        return [{**span, "gte": max(span["gte"], start)} for span in ranges if span["lte"] >= start]

    def coming(codes: list[dict[str, int]]) -> list[dict[str, int]]:
        firsts = [max(code["gte"], code["gte"] // STEP * STEP + start) for code in codes]
        return [{**code, "gte": first} for code, first in zip(codes, firsts, strict=True) if code["lte"] >= first]

    def dear(offer: dict[str, Any]) -> dict[str, int]:
        return columns_ahead(offer["plus"], start, reach_of(offer["window"], offer["max_nights"]))

    offers = [{**o, "arrival": coming(o["arrival"]), "free": clip(o["free"]), "plus": dear(o)} for o in document["offers"]]
    sessions = [session for session in document["sessions"] if session["day"] >= start]
    return {**document, "offers": offers, "sessions": sessions, "draws": draws_ahead(document["draws"], today)}
