# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Writes the rows of `Listing`: the documents as they are to be, and the columns PostgreSQL searches; with them those of `ListedUnit`."""

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from catalogue.vocabulary import Amenity
from marketplace.booking.clock import rome_now

from .documents import readable
from .draws import COLUMNS
from .models import Listing
from .projection import Draft, build
from .queue import Key
from .words import LANGUAGES

CONFIGURATIONS = {"it": "italian", "en": "english", "de": "german"}
WEIGHTS = {"place": "A", "title": "B", "kind": "C", "body": "D"}
_VECTORS = ", ".join(
    f"text_{language} = "
    + " || ".join(
        f"setweight(to_tsvector('{CONFIGURATIONS[language]}', new.document #>> '{{{language},{name}}}'), '{weight}')"
        for name, weight in WEIGHTS.items()
    )
    for language in LANGUAGES
)
_DRAWS = "ARRAY[" + ", ".join(f"(new.document #>> '{{draws,{name}}}')::int" for name in COLUMNS) + "]"
# What suggestions look at: titles and places in all languages, as written and by their stems, a label a language; and the titles as they are.
NAMES_OF = {"it": "A", "en": "B", "de": "C"}
_NAME = "concat_ws(' ', new.document #>> '{{{0},title}}', new.document #>> '{{{0},place}}')"
_NAMES = " || ".join(
    f"setweight(to_tsvector('simple', {name}) || to_tsvector('{CONFIGURATIONS[language]}', {name}), '{label}')"
    for language, label in NAMES_OF.items()
    for name in [_NAME.format(language)]
)
_TITLES = "ARRAY[" + ", ".join(f"lower(new.document #>> '{{{language},title}}')" for language in LANGUAGES) + "]"
_TEXTS = "ARRAY(SELECT jsonb_array_elements_text(new.document -> '{name}'))"
# Unchanged documents keep their version, so that Elasticsearch is not told what it knows. Versions grow even if a row is deleted
# and comes back: they start from the clock. A document is sent and read once: the columns are taken out of it. OFFSET 0 keeps
# PostgreSQL from reading the text anew for each of them.
_UPDATE = f"""
UPDATE search_listing AS l SET built_on = %s, version = GREATEST(l.version + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint),
    document = new.document, subkind = new.document ->> 'subkind', latitude = new.latitude, longitude = new.longitude,
    municipality = new.document ->> 'municipality', area = new.document ->> 'area',
    amenities = {_TEXTS.format(name="amenities")},
    access = {_TEXTS.format(name="access")},
    instant = new.document ->> 'instant', cancellation = new.document ->> 'cancellation',
    from_price = (new.document ->> 'from_price')::int, since = (new.document ->> 'since')::bigint, draws = {_DRAWS},
    names = {_NAMES}, titles = {_TITLES},
    {_VECTORS}
FROM (
    SELECT * FROM jsonb_to_recordset(%s::jsonb)
        AS sent (kind text, id bigint, document jsonb, latitude float8, longitude float8) OFFSET 0
) AS new
WHERE l.kind = new.kind AND l.object_id = new.id AND l.document IS DISTINCT FROM new.document
"""  # noqa: S608 - constants of ours
# Units that stay as they are cost a look: most changes are of a calendar, and that is not written here.
_UNITS = """
WITH sent AS (
    SELECT l.id AS listing_id, u.* FROM jsonb_to_recordset(%(units)s::jsonb)
        AS u (stay bigint, unit bigint, kind text, capacity int, amenities bigint, price int)
    JOIN search_listing AS l ON l.kind = 'stay' AND l.object_id = u.stay
), gone AS (
    DELETE FROM search_listedunit WHERE unit_id NOT IN (SELECT unit FROM sent)
        AND listing_id IN (SELECT id FROM search_listing WHERE kind = 'stay' AND object_id = ANY(%(stays)s))
)
INSERT INTO search_listedunit AS had (listing_id, unit_id, kind, capacity, amenities, price)
SELECT listing_id, unit, kind, capacity, amenities, price FROM sent ORDER BY unit
ON CONFLICT (unit_id) DO UPDATE SET listing_id = EXCLUDED.listing_id, kind = EXCLUDED.kind, capacity = EXCLUDED.capacity,
    amenities = EXCLUDED.amenities, price = EXCLUDED.price
WHERE (had.listing_id, had.kind, had.capacity, had.amenities, had.price)
    IS DISTINCT FROM (EXCLUDED.listing_id, EXCLUDED.kind, EXCLUDED.capacity, EXCLUDED.amenities, EXCLUDED.price)
"""
ROWS_AT_ONCE = 50
# Of each amenity its bit. Rows hold these: the vocabulary only ever grows at its end.
BITS = {str(amenity): 1 << place for place, amenity in enumerate(Amenity.values)}


def refresh_listings(keys: Collection[Key], now: datetime | None = None) -> None:
    """Bring the rows of `keys` up to what the things are now. Rows are locked before anything is read: the later writer reads later."""
    if not keys:
        return
    now = now or timezone.now()
    with transaction.atomic():
        _lock(sorted(keys))
        drafts = build(keys, now)
        _write(drafts, rome_now(now).date())
        if stays := [pk for kind, pk in keys if kind == "stay"]:
            _write_units(stays, drafts)
        _retire([key for key in keys if key not in drafts])


def _lock(keys: list[Key]) -> None:
    """Lock the rows of `keys`, made where missing, in one order for everybody."""
    pairs: list[Any] = [[kind for kind, _ in keys], [pk for _, pk in keys]]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_listing (kind, object_id, version, indexed_version, subkind, municipality, amenities, since, draws, titles,"
            " area, access, instant, cancellation)"
            " SELECT kind, id, 0, 0, '', '', '{}', 0, '{}', '{}', '', '{}', '', '' FROM unnest(%s::text[], %s::bigint[]) AS wanted (kind, id)"
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
        for first in range(0, len(drafts), ROWS_AT_ONCE):
            rows = [_row(key, draft) for key, draft in islice(drafts.items(), first, first + ROWS_AT_ONCE)]
            cursor.execute(_UPDATE, [today, json.dumps(rows)])
    for kind in {kind for kind, _ in drafts}:
        ids = [pk for found, pk in drafts if found == kind]
        Listing.objects.filter(kind=kind, object_id__in=ids).exclude(built_on=today).update(built_on=today)


def _write_units(stays: list[int], drafts: dict[Key, Draft]) -> None:
    rows = [row for pk in stays if ("stay", pk) in drafts for row in _units(pk, drafts["stay", pk])]
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, {"units": json.dumps(rows), "stays": stays})


def _units(stay: int, draft: Draft) -> list[dict[str, Any]]:
    """A row a unit; it has as many offers as there are rules for its dates."""
    units = {offer["unit"]: offer for offer in draft.offers}
    return [
        {"stay": stay, **{name: unit[name] for name in ("unit", "kind", "capacity", "price")}, "amenities": bits_of(unit["amenities"])}
        for unit in units.values()
    ]


def bits_of(amenities: Iterable[str]) -> int:
    """These amenities as a row of `ListedUnit` has them."""
    return sum(BITS.get(str(amenity), 0) for amenity in set(amenities))


def _row(key: Key, draft: Draft) -> dict[str, Any]:
    point = draft.coordinates or (None, None)
    return {"kind": key[0], "id": key[1], "document": draft.document(), "latitude": point[0], "longitude": point[1]}


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
                "UPDATE search_listing SET document = NULL, text_it = NULL, text_en = NULL, text_de = NULL, names = NULL,"
                " version = GREATEST(version + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)"
                " WHERE kind = %s AND object_id = ANY(%s) AND document IS NOT NULL",
                [kind, [pk for found, pk in keys if found == kind]],
            )
