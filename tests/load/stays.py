# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Thousands of stays for measuring: the demo's, dealt anew into so many, by statements over whole tables.

Each has the head of one stay of the demo, the story of a second and the description of a third, stands in any of the real
municipalities, and has 2.5 units on average with the rates, seasons and rules of the demo's; three nights in ten of 540 are taken.
Triggers and foreign keys sleep meanwhile (`session_replication_role`), so the search's queue stays empty; the indexes that are
dear to keep are built when the rows stand. The database has to be the caller's own: whoever calls may be a superuser in it.
"""

import io
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

HORIZON = 540
LENGTHS = [1, 2, 2, 2, 3, 3, 4, 5, 7]  # nights taken at a time, 3.2 on average
GAP = 7.5  # free nights between, on average
CALENDARS = 997  # different ones, dealt to the units
DEAR = ("booking_occupancy", "booking_season", "booking_restriction")
SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000}


def load_stays(count: int) -> None:
    """Write `count` stays more than the demo's into the database connected to, which has to be migrated and otherwise empty."""
    if not _has_demo():
        _load_demo()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        with _without_indexes(cursor):
            _deal(cursor, count)
            _write_stays(cursor)
            _write_units(cursor)
            _write_calendars(cursor)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _has_demo() -> bool:
    from catalogue.models import Stay

    return Stay.objects.exists()


def _load_demo() -> None:
    """What is dealt: texts, units, prices of the demo, and a picture for each stay, which may all look the same."""
    from catalogue import demo as catalogue
    from marketplace.booking.demo import load_prices
    from marketplace.territory import demo as territory
    from search.models import IndexChange
    from tests import factories

    factories.lay_ground()
    territory.load()
    catalogue.load()
    load_prices()
    _hang_pictures()
    IndexChange.objects.all().delete()


def _hang_pictures() -> None:
    """A picture of its own for each stay of the demo; their files are one."""
    from PIL import Image

    from catalogue.domain.clean_upload import CleanFile
    from catalogue.models import Picture, PictureRendition, Product, Stay
    from search.api import IMAGE

    drawn = io.BytesIO()
    Image.new("RGB", (1200, 800), "olive").save(drawn, "JPEG")
    first = Picture(title="Prova", file=CleanFile(drawn.getvalue(), name="load.jpg"))
    first.save()
    made = first.get_rendition(IMAGE)
    same = {name: getattr(made, name) for name in ("filter_spec", "focal_point_key", "file", "width", "height")}
    stays = list(Stay.objects.all())
    copies = Picture.objects.bulk_create(
        [Picture(title="Prova", file=first.file.name, width=first.width, height=first.height) for _stay in stays]
    )
    PictureRendition.objects.bulk_create([PictureRendition(image=copy, **same) for copy in copies])
    for stay, copy in zip(stays, copies, strict=True):
        Product.objects.filter(pk=stay.pk).update(picture=copy)


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    """Drops exclusion constraints and plain indexes of the largest tables, and builds them again."""
    again = []
    for table in DEAR:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'x'", [table]
        )
        for name, definition in cursor.fetchall():
            again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass AND NOT indisunique",
            [table],
        )
        for name, definition in cursor.fetchall():
            again.append(definition)
            cursor.execute(f"DROP INDEX {name}")
    yield
    for statement in again:
        cursor.execute(statement)


def _deal(cursor: Any, count: int) -> None:
    """Who gets what: `deal` has a row a stay, `deal_unit` one a unit."""
    cursor.execute("SELECT setseed(0.42)")
    cursor.execute(
        "CREATE TEMP TABLE card ON COMMIT DROP AS SELECT product_ptr_id AS id, row_number() OVER (ORDER BY product_ptr_id) AS n FROM catalogue_stay WHERE cin <> ''"
    )
    cursor.execute(
        "CREATE TEMP TABLE deal ON COMMIT DROP AS SELECT g AS n, base.id + g AS id, a.id AS head, b.id AS story, c.id AS words, place.id AS place,"
        " place.latitude + (random() - 0.5) * 0.06 AS latitude, place.longitude + (random() - 0.5) * 0.08 AS longitude"
        " FROM (SELECT g, (random() * 1e9)::int AS r, (random() * 1e9)::int AS s, (random() * 1e9)::int AS t, (random() * 1e9)::int AS u"
        "       FROM generate_series(1, %s) AS g) AS dice"
        " CROSS JOIN (SELECT max(id) AS id FROM catalogue_product) AS base CROSS JOIN (SELECT max(n) AS n FROM card) AS pack"
        " JOIN card AS a ON a.n = 1 + r %% pack.n JOIN card AS b ON b.n = 1 + s %% pack.n JOIN card AS c ON c.n = 1 + t %% pack.n"
        " CROSS JOIN (SELECT count(*) AS n FROM territory_municipality) AS map"
        " JOIN (SELECT *, row_number() OVER (ORDER BY id) AS n FROM territory_municipality) AS place ON place.n = 1 + u %% map.n",
        [count],
    )
    cursor.execute(
        "CREATE TEMP TABLE deal_unit ON COMMIT DROP AS SELECT row_number() OVER () + (SELECT max(id) FROM deal) AS id, deal.id AS stay, unit.id AS source,"
        " row_number() OVER () AS n FROM deal CROSS JOIN LATERAL generate_series(1, 1 + deal.n % 4) AS turn"
        " JOIN (SELECT product_ptr_id AS id, row_number() OVER (ORDER BY product_ptr_id) - 1 AS n FROM catalogue_unit"
        "       JOIN booking_rate ON unit_id = product_ptr_id) AS unit"
        " ON unit.n = (deal.n * 7919 + turn * 104729) % (SELECT count(*) FROM booking_rate)"
    )


def _write_stays(cursor: Any) -> None:
    mixed = {name: f"words.{name}" for name in ("description", "description_en", "description_de")}
    mixed |= {name: f"story.{name}" for name in ("summary", "summary_en", "summary_de", "picture_id", "business_id")}
    others = " JOIN catalogue_product AS story ON story.id = deal.story JOIN catalogue_product AS words ON words.id = deal.words"
    titles = {
        name: f"split_part(row.{name}, ' ', 1) || ' ' || regexp_replace(words.{name}, '^\\S+\\s*', '')"
        for name in ("title", "title_en", "title_de")
    }
    facts = {"id": "deal.id", "slug": "'stay-' || deal.n", **titles, **mixed, "latest_revision_id": "NULL", "live_revision_id": "NULL"}
    _copy(cursor, "catalogue_product", "id", "deal.head", facts, others=others, dealt="deal")
    where = {"municipality_id": "deal.place", "latitude": "deal.latitude", "longitude": "deal.longitude"}
    story = {name: f"told.{name}" for name in ("was", "was_en", "was_de", "locality", "amenities", "cancellation_tier")}
    told = " JOIN catalogue_stay AS told ON told.product_ptr_id = deal.story"
    _copy(
        cursor, "catalogue_stay", "product_ptr_id", "deal.head", {"product_ptr_id": "deal.id", **where, **story}, others=told, dealt="deal"
    )


def _write_units(cursor: Any) -> None:
    facts = {
        "id": "deal.id",
        "slug": "'unit-' || deal.n",
        "parent_id": "deal.stay",
        "latest_revision_id": "NULL",
        "live_revision_id": "NULL",
    }
    _copy(cursor, "catalogue_product", "id", "deal.source", facts, dealt="deal_unit")
    _copy(cursor, "catalogue_unit", "product_ptr_id", "deal.source", {"product_ptr_id": "deal.id"}, dealt="deal_unit")
    for table in ("booking_rate", "booking_season", "booking_restriction", "booking_extra"):
        _copy(cursor, table, "unit_id", "deal.source", {"id": None, "unit_id": "deal.id"}, dealt="deal_unit")
    cursor.execute("SELECT setval(pg_get_serial_sequence('catalogue_product', 'id'), (SELECT max(id) FROM catalogue_product))")


def _copy(cursor: Any, table: str, key: str, source: str, facts: Mapping[str, str | None], *, others: str = "", dealt: str) -> None:
    """The rows of `table` whose `key` is dealt, once for each time, with `facts` instead of their own columns; None leaves one to its default."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''", [table]
    )
    names = [name for (name,) in cursor.fetchall() if facts.get(name, "") is not None]
    values = ", ".join(facts.get(name) or f'row."{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM {dealt} AS deal JOIN {table} AS row ON row.{key} = {source}{others}"
    )


def _write_calendars(cursor: Any) -> None:
    cursor.execute("CREATE TEMP TABLE calendar (n int, period daterange, kind text) ON COMMIT DROP")
    with cursor.copy("COPY calendar FROM STDIN") as target:
        for number in range(CALENDARS):
            for first, until, kind in _taken(number, timezone.localdate()):
                target.write_row((number, f"[{first},{until})", kind))
    cursor.execute(
        f"INSERT INTO booking_occupancy (unit_id, period, kind, note, created_at)"
        f" SELECT deal.id, period, kind, '', now() FROM deal_unit AS deal JOIN calendar ON calendar.n = deal.n % {CALENDARS}"
    )


def _taken(number: int, today: date) -> Iterator[tuple[date, date, str]]:
    chance = random.Random(number)
    day = chance.randint(0, 9)
    while day < HORIZON:
        kind = chance.choices(["booking", "external", "closure"], [72, 20, 8])[0]
        nights = chance.randint(5, 9) if kind == "closure" else chance.choice(LENGTHS)
        yield today + timedelta(days=day), today + timedelta(days=day + nights), kind
        day += nights + round(chance.expovariate(1 / GAP))
