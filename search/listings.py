# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Writes the rows of `Listing`: the documents as they are to be, and the columns PostgreSQL searches."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from marketplace.booking.clock import rome_now

from .documents import readable
from .models import Listing
from .projection import Draft, build
from .queue import Key
from .words import LANGUAGES

CONFIGURATIONS = {"it": "italian", "en": "english", "de": "german"}
WEIGHTS = {"place": "A", "title": "B", "kind": "C", "body": "D"}
_VECTORS = {
    language: " || ".join(f"setweight(to_tsvector('{CONFIGURATIONS[language]}', %s), '{weight}')" for weight in WEIGHTS.values())
    for language in LANGUAGES
}
# Unchanged documents keep their version, so that Elasticsearch is not told what it knows. Versions grow even if a row is deleted
# and comes back: they start from the clock.
_UPDATE = f"""
UPDATE search_listing SET built_on = %s, version = GREATEST(version + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint),
    document = %s::jsonb, units = %s::jsonb, municipality = %s, amenities = %s, area = %s, access = %s, instant = %s,
    cancellation = %s, from_price = %s, latitude = %s, longitude = %s,
    since = %s, draw = %s, text_it = {_VECTORS["it"]}, text_en = {_VECTORS["en"]}, text_de = {_VECTORS["de"]}
WHERE kind = %s AND object_id = %s AND document IS DISTINCT FROM %s::jsonb
"""  # noqa: S608 - constants of ours


def refresh_listings(keys: Collection[Key], now: datetime | None = None) -> None:
    """Bring the rows of `keys` up to what the things are now. Rows are locked before anything is read: the later writer reads later."""
    if not keys:
        return
    now = now or timezone.now()
    with transaction.atomic():
        _lock(sorted(keys))
        drafts = build(keys, now)
        _write(drafts, rome_now(now).date())
        _retire([key for key in keys if key not in drafts])


def _lock(keys: list[Key]) -> None:
    """Lock the rows of `keys`, made where missing, in one order for everybody."""
    pairs: list[Any] = [[kind for kind, _ in keys], [pk for _, pk in keys]]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_listing (kind, object_id, version, indexed_version, units, municipality, amenities, since, draw,"
            " area, access, instant, cancellation)"
            " SELECT kind, id, 0, 0, '[]', '', '{}', 0, 0, '', '{}', '', '' FROM unnest(%s::text[], %s::bigint[]) AS wanted (kind, id)"
            " ORDER BY kind, id ON CONFLICT (kind, object_id) DO NOTHING",
            pairs,
        )
        cursor.execute(
            "SELECT l.id FROM search_listing l JOIN unnest(%s::text[], %s::bigint[]) AS wanted (kind, id)"
            " ON l.kind = wanted.kind AND l.object_id = wanted.id ORDER BY l.kind, l.object_id FOR UPDATE OF l",
            pairs,
        )


def _write(drafts: dict[Key, Draft], today: date) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_UPDATE, [_row(key, draft, today) for key, draft in drafts.items()])
    for kind in {kind for kind, _ in drafts}:
        Listing.objects.filter(kind=kind, object_id__in=[pk for found, pk in drafts if found == kind]).update(built_on=today)


def _row(key: Key, draft: Draft, today: date) -> list[Any]:
    document = draft.document()
    body = json.dumps(document)
    units: dict[int, dict[str, Any]] = {
        o["unit"]: {name: o[name] for name in ("unit", "kind", "capacity", "amenities", "price")} for o in draft.offers
    }
    point = draft.coordinates or (None, None)
    facets = [document[name] for name in ("municipality", "amenities", "area", "access", "instant", "cancellation")]
    facts = [*facets, draft.from_price, *point, document["since"], document["draw"]]
    texts = [draft.texts[language][name] for language in LANGUAGES for name in WEIGHTS]
    return [today, body, json.dumps(list(units.values())), *facts, *texts, *key, body]


def _retire(keys: list[Key]) -> None:
    """Rows of what is gone or not public wait, without document, until Elasticsearch has been told."""
    for kind in {kind for kind, _ in keys}:
        rows = Listing.objects.filter(kind=kind, object_id__in=[pk for found, pk in keys if found == kind])
        if not readable():
            rows.delete()
            continue
        rows.filter(version=0).delete()  # never written, so never told
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE search_listing SET document = NULL, text_it = NULL, text_en = NULL, text_de = NULL,"
                " version = GREATEST(version + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)"
                " WHERE kind = %s AND object_id = ANY(%s) AND document IS NOT NULL",
                [kind, [pk for found, pk in keys if found == kind]],
            )
