# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Experiences of the demo, with sessions over the coming five months."""

import random
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.text import slugify

from marketplace.territory.models import Municipality

from ..models import Business, Experience, Session
from .put import Shelf
from .stock import columns, read

AHEAD = timedelta(days=150)
ROME = ZoneInfo("Europe/Rome")
MEETING = [
    ["Davanti all’ingresso, dieci minuti prima", "At the entrance, ten minutes early", "Am Eingang, zehn Minuten vorher"],
    ["Sotto il portico, accanto alle biciclette", "Under the arcade, next to the bicycles", "Unter den Lauben, neben den Rädern"],
    ["In piazza, alla fontana", "In the square, by the fountain", "Auf dem Platz, am Brunnen"],
    ["Nel cortile: seguite il cartello a mano", "In the courtyard: follow the handwritten sign", "Im Hof: dem handgemalten Schild nach"],
]
SPOKEN = [["it"], ["it", "en"], ["it", "en", "de"], ["it", "en"]]


def load_experiences(places: dict[str, Municipality], businesses: dict[str, Business]) -> int:
    """How many experiences and sessions were written. A later run on a later day adds the dates that have come into reach."""
    shelf = Shelf(Experience)
    known = set(Session.objects.values_list("parent_id", "starts_at"))
    sessions = 0
    for row in read("experiences")["experience"]:
        experience = shelf.put(slugify(row["title"][0]), **_facts(row, businesses[row["business"]]))
        for start in _starts(row):
            if (experience.pk, start) not in known:
                sessions += 1
                _session(experience, row, start)
    return shelf.written + sessions


def _facts(row: dict[str, Any], business: Business) -> dict[str, Any]:
    chance = random.Random(row["title"][0])  # noqa: S311
    return {
        "business": business,
        "municipality": business.municipality,
        "latitude": business.latitude,
        "longitude": business.longitude,
        "address": business.address,
        "kind": row["kind"],
        "price": Decimal(row["price"]),
        "duration_minutes": row["minutes"],
        "min_age": row.get("min_age", 0),
        "step_free": row.get("step_free", False),
        "languages": chance.choice(SPOKEN),
        "cancellation_tier": chance.choice(["flexible", "flexible", "moderate"]),
        **columns("title", row["title"]),
        **columns("summary", [text if len(text) <= 200 else f"{text[:197].rsplit(' ', 1)[0]} …" for text in row["text"]]),
        **columns("description", row["text"]),
        **columns("included", row["included"]),
        **columns("meeting_point", chance.choice(MEETING)),
    }


def _starts(row: dict[str, Any]) -> list[datetime]:
    """About every second of its weekdays, at its hour in Rome, whatever clock is in force that day."""
    today = timezone.localdate()
    days = [today + timedelta(days=n) for n in range(1, AHEAD.days)]
    even = row["hour"] % 2
    return [
        datetime.combine(day, time(row["hour"]), tzinfo=ROME)
        for day in days
        if day.weekday() in row["days"] and day.isocalendar().week % 2 == even
    ]


def _session(experience: Experience, row: dict[str, Any], start: datetime) -> None:
    chance = random.Random(f"{experience.slug} {start.date()}")  # noqa: S311
    taken = min(row["places"], chance.choice([0, 0, 1, 2, 3, row["places"] // 2, row["places"]]))
    day = f"{start:%Y-%m-%d}"
    Session.objects.create(
        parent=experience.product_ptr,
        title=f"{experience.title}, {day}",
        title_en=f"{experience.title_en}, {day}",
        title_de=f"{experience.title_de}, {day}",
        slug=f"{experience.slug[:80]}-{start:%Y%m%d-%H}",
        starts_at=start,
        capacity=row["places"],
        places_taken=taken,
    )
