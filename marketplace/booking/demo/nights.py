# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Nights that are taken in the demo: about three in ten, over 540 days, in bulk."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from catalogue.models import Unit

from ..models import Occupancy

HORIZON = timedelta(days=540)
NOTE = "demo"
LENGTHS = [1, 2, 2, 2, 3, 3, 4, 5, 7]  # 3.2 nights on average
GAP = 7.6  # free nights between two stays, on average
Kind = Occupancy.Kind


def take_nights() -> int:
    """Fill the calendars of units that nobody has ever booked; answers how many rows were written."""
    today = timezone.localdate()
    rows = [
        Occupancy(unit=unit, period=DateRange(start, end), kind=kind, note=NOTE)
        for unit in Unit.objects.filter(occupancies=None)
        for start, end, kind in _taken(unit.slug, today)
    ]
    Occupancy.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def _taken(slug: str, today: date) -> Iterator[tuple[date, date, Kind]]:
    chance = random.Random(f"{slug} nights")  # noqa: S311
    day = today + timedelta(days=chance.randint(0, 9))
    while day < today + HORIZON:
        kind = chance.choices([Kind.BOOKING, Kind.EXTERNAL, Kind.CLOSURE], [72, 20, 8])[0]
        length = chance.randint(5, 9) if kind == Kind.CLOSURE else chance.choice(LENGTHS)
        yield day, day + timedelta(days=length), kind
        day += timedelta(days=length + round(chance.expovariate(1 / GAP)))
