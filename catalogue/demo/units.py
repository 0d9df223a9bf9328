# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Units of the demo's stays: rooms, flats, or the whole house."""

import random
from collections.abc import Iterator
from typing import Any

from ..models import Stay
from ..vocabulary import Amenity, UnitKind
from .stock import Deal, columns, read

# Kind of building: what it is divided into, most likely first.
DIVISIONS: dict[str, list[tuple[UnitKind, int]]] = {
    "farmstead": [(UnitKind.FLAT, 3), (UnitKind.ROOM, 4), (UnitKind.FLAT, 2), (UnitKind.HOUSE, 1)],
    "stone_house": [(UnitKind.HOUSE, 1), (UnitKind.FLAT, 2), (UnitKind.ROOM, 3), (UnitKind.FLAT, 2)],
    "stable": [(UnitKind.FLAT, 2), (UnitKind.HOUSE, 1), (UnitKind.FLAT, 3)],
    "mill": [(UnitKind.ROOM, 3), (UnitKind.FLAT, 2), (UnitKind.ROOM, 4)],
    "silk_factory": [(UnitKind.FLAT, 4), (UnitKind.FLAT, 3)],
    "station": [(UnitKind.ROOM, 2), (UnitKind.FLAT, 2), (UnitKind.HOUSE, 1)],
    "school": [(UnitKind.ROOM, 4), (UnitKind.FLAT, 3), (UnitKind.ROOM, 3)],
    "rectory": [(UnitKind.ROOM, 4), (UnitKind.ROOM, 3), (UnitKind.FLAT, 2)],
    "tower": [(UnitKind.ROOM, 3), (UnitKind.HOUSE, 1)],
    "shop": [(UnitKind.FLAT, 1), (UnitKind.ROOM, 2), (UnitKind.FLAT, 2)],
    "town_house": [(UnitKind.ROOM, 3), (UnitKind.FLAT, 2), (UnitKind.ROOM, 2), (UnitKind.HOUSE, 1)],
}
SIZES = {UnitKind.ROOM: (2, 3), UnitKind.FLAT: (2, 5), UnitKind.HOUSE: (4, 10)}


def units_of(stay: Stay, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Slug and facts of each unit; a whole house is let alone, since rooms of it could not be let beside it."""
    divisions = DIVISIONS[stay.building_kind]
    kind, count = divisions[number // 2 % len(divisions)]
    stock = read("units")
    names, words = Deal(stock["names"][kind], f"{stay.slug} names"), Deal(stock["words"][kind], f"{stay.slug} words")
    for n in range(count):
        chance = random.Random(f"{stay.slug} {n}")  # noqa: S311
        yield f"{stay.slug}-{n + 1}", {"kind": kind.value, **_facts(kind, chance, names.next(), words.next(), stay)}


def _facts(kind: UnitKind, chance: random.Random, name: list[str], words: list[str], stay: Stay) -> dict[str, Any]:
    capacity = chance.randint(*SIZES[kind])
    doubles = max(1, min(capacity // 2, 4) if kind == UnitKind.HOUSE else 1)
    bedrooms = 1 if kind == UnitKind.ROOM else max(1, round(capacity / 2))
    amenities = {Amenity.WIFI, Amenity.HEATING}
    if kind != UnitKind.ROOM:
        amenities |= {Amenity.KITCHEN, Amenity.WASHING_MACHINE}
    likely = (Amenity.AIR_CONDITIONING, Amenity.FIREPLACE, Amenity.WORKSPACE, Amenity.COT)
    amenities |= {a for a in likely if chance.random() < 0.4}
    if chance.random() < 0.5:
        amenities.add(Amenity.HILL_VIEW if stay.municipality.province == "PV" else Amenity.RIVER_VIEW)
    return {
        "capacity": capacity,
        "bedrooms": bedrooms,
        "double_beds": doubles,
        "single_beds": max(0, capacity - doubles * 2),
        "bathrooms": 1 if capacity < 5 else 2,
        "size_m2": {UnitKind.ROOM: 16, UnitKind.FLAT: 38, UnitKind.HOUSE: 80}[kind] + capacity * chance.randint(3, 9),
        "amenities": [str(a) for a in Amenity if a in amenities],
        **columns("title", name),
        **columns("summary", words),
        **columns("description", words),
    }
