# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Points inside a municipality for invented addresses."""

import random
from typing import Any

from marketplace.territory.models import Municipality

TRIES = 60
STREETS = {
    "MN": ["Via Argine", "Strada Bassa", "Via Canale", "Via Pioppa", "Strada del Dosso", "Via Chiavica", "Via Spolverina", "Via Gelso"],
    "PV": [
        "Via Costa",
        "Strada delle Vigne",
        "Via Fontana",
        "Frazione Alta",
        "Via Castagneto",
        "Via del Forno",
        "Strada Bianca",
        "Via Croce",
    ],
}


def spot(place: Municipality, seed: str) -> dict[str, Any]:
    """Invented street, latitude and longitude within the boundary (the centre, should chance never hit it)."""
    chance = random.Random(seed)  # noqa: S311
    ring = _outer_ring(place.boundary)
    longitude, latitude = place.longitude, place.latitude
    for _ in range(TRIES):
        x, y = place.longitude + chance.uniform(-0.035, 0.035), place.latitude + chance.uniform(-0.025, 0.025)
        if _inside(ring, x, y):
            longitude, latitude = x, y
            break
    street = f"{chance.choice(STREETS[place.province])} {chance.randint(1, 98)}"
    return {"latitude": round(latitude, 5), "longitude": round(longitude, 5), "address": street}


def _outer_ring(boundary: dict[str, Any]) -> list[list[float]]:
    rings = boundary["coordinates"]
    if boundary["type"] == "MultiPolygon":
        rings = max(rings, key=lambda polygon: len(polygon[0]))
    ring: list[list[float]] = rings[0]
    return ring


def _inside(ring: list[list[float]], x: float, y: float) -> bool:
    """Ray casting: a point is inside when a ray from it crosses the ring an odd number of times."""
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd
