# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Rates, seasons, restrictions and extras of the demo's units, written in bulk."""

import random
import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model
from django.utils import timezone

import catalogue.demo
from catalogue.models import Unit

from ..models import Extra, Rate, Restriction, Season

BASE = {"room": (58, 96), "flat": (74, 138), "house": (128, 262)}
UNITS_FILE = Path(catalogue.demo.__file__).parent / "data" / "units.toml"


def load_prices() -> int:
    """Price every unit that has no rate; answers how many."""
    units = list(Unit.objects.filter(rate=None).select_related("parent"))
    rows: dict[type[Model], list[Any]] = {Rate: [], Season: [], Restriction: [], Extra: []}
    for unit in units:
        chance = random.Random(f"{unit.slug} price")  # noqa: S311
        rate = _rate(unit, chance)
        rows[Rate].append(rate)
        rows[Season] += _seasons(unit, rate, chance)
        rows[Restriction] += _restrictions(unit, chance)
        rows[Extra] += _extras(unit, chance)
    for model, new in rows.items():
        model._default_manager.bulk_create(new)
    return len(units)


def _euro(value: float) -> Decimal:
    return Decimal(round(value)).quantize(Decimal("0.01"))


def _rate(unit: Unit, chance: random.Random) -> Rate:
    low, high = BASE[unit.kind]
    night = chance.uniform(low, high) + 6 * max(0, unit.capacity - 3)
    whole = unit.kind != "room"
    return Rate(
        unit=unit,
        night=_euro(night),
        weekend_night=_euro(night * chance.uniform(1.08, 1.22)) if chance.random() < 0.7 else None,
        included_guests=min(unit.capacity, 2 if unit.kind != "house" else 4),
        extra_guest=_euro(chance.uniform(10, 22)),
        weekly_discount_percent=chance.choice([0, 5, 8, 10, 12]),
        monthly_discount_percent=chance.choice([0, 15, 20, 25, 30]),
        cleaning_fee=_euro(chance.choice([25, 35, 40, 55, 70])) if whole else Decimal("0.00"),
        min_nights=chance.choice([2, 2, 3]) if unit.kind == "house" else chance.choice([1, 1, 2]),
        max_nights=chance.choice([21, 30, 60, 90]),
        notice_days=chance.choice([0, 0, 1, 2, 3]),
        window_days=chance.choice([365, 540, 540]),
        closed_arrival_weekdays=[6] if chance.random() < 0.12 else [],
        closed_departure_weekdays=[],
    )


def _seasons(unit: Unit, rate: Rate, chance: random.Random) -> list[Season]:
    this_year = timezone.localdate().year
    summer, feast = chance.uniform(1.12, 1.3), chance.uniform(1.2, 1.45)
    seasons = []
    for year in range(this_year, this_year + 3):
        periods = [
            (("Estate", "Summer", "Sommer"), date(year, 6, 20), date(year, 9, 6), summer, 2),
            (("Feste", "Holidays", "Feiertage"), date(year, 12, 23), date(year + 1, 1, 7), feast, 2),
        ]
        for names, start, end, factor, least in periods:
            seasons.append(
                Season(
                    unit=unit,
                    name=names[0],
                    name_en=names[1],
                    name_de=names[2],
                    period=DateRange(start, end),
                    night=_euro(float(rate.night) * factor),
                    weekend_night=_euro(float(rate.weekend_night) * factor) if rate.weekend_night else None,
                    min_nights=max(least, rate.min_nights),
                )
            )
    return seasons


def _restrictions(unit: Unit, chance: random.Random) -> list[Restriction]:
    this_year = timezone.localdate().year
    rules = []
    for year in (this_year, this_year + 1, this_year + 2):
        rules.append(Restriction(unit=unit, period=DateRange(date(year, 12, 25), date(year, 12, 26)), closed_to_arrival=True))
        if chance.random() < 0.5:
            rules.append(Restriction(unit=unit, period=DateRange(date(year, 8, 8), date(year, 8, 22)), min_nights=chance.choice([3, 4, 5])))
    return rules


@cache
def _stock() -> list[dict[str, Any]]:
    stock: list[dict[str, Any]] = tomllib.loads(UNITS_FILE.read_text(encoding="utf-8"))["extras"]
    return stock


def _extras(unit: Unit, chance: random.Random) -> list[Extra]:
    chosen = [row for row in _stock() if chance.random() < (0.18 if row.get("mandatory") else 0.45)]
    return [
        Extra(
            unit=unit,
            name=row["name"][0],
            name_en=row["name"][1],
            name_de=row["name"][2],
            price=Decimal(row["price"]),
            per=row["per"],
            mandatory=row.get("mandatory", False),
        )
        for row in chosen
    ]
