# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What people send to the search, as parameters of its API: the same questions at every run of the same day."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

Question = dict[str, Any]
PLACES = ["Varzi", "Zavattarello", "Fortunago", "San Benedetto Po", "Suzzara", "Ostiglia", "Quistello", "Salice Terme", "Montalto Pavese"]
WORDS = {
    "it": [
        "mulino",
        "agriturismo",
        "corte con giardino",
        "casa in pietra",
        "camera vicino al fiume",
        "piscina",
        "torre",
        "cascina con cane",
    ],
    "en": ["mill", "farmhouse with garden", "stone house", "room near the river", "dog friendly flat", "house with pool"],
    "de": ["Mühle", "Bauernhof mit Garten", "Ferienwohnung mit Hund", "Haus am Fluss", "Zimmer mit Frühstück"],
}
SLIPS = ["Varzzi", "agriturismi", "Zavatarello", "san benedeto", "mulini"]
SPOTS = [(44.82, 9.2), (44.9, 9.1), (45.03, 10.9), (45.0, 11.1), (44.78, 9.28)]
AMENITIES = ["pets", "pool", "charger", "step_free", "kitchen", "garden", "parking", "air_conditioning"]


def questions(count: int, seed: int = 4) -> list[Question]:
    """`count` questions in the shares in which people ask them."""
    chance = random.Random(seed)
    kinds, shares = zip(*SHARES, strict=True)
    return [{"lang": "it", **kind(chance)} for kind in chance.choices(kinds, shares, k=count)]


def _nights(chance: random.Random) -> Question:
    """Weekends mostly, some weeks, rarely more than half a year ahead."""
    first = timezone.localdate() + timedelta(days=min(int(chance.expovariate(1 / 60)) + 1, 400))
    length = chance.choice([1, 2, 2, 2, 3, 3, 4, 7])
    if chance.random() < 0.6:
        first += timedelta(days=(4 - first.weekday()) % 7)
    return {"check_in": _iso(first), "check_out": _iso(first + timedelta(days=length)), **_guests(chance)}


def _guests(chance: random.Random) -> Question:
    adults = chance.choice([1, 2, 2, 2, 2, 3, 4])
    children = chance.choice([0, 0, 0, 1, 2])
    return {
        "adults": adults,
        **({"children": children, "children_ages": [chance.randint(2, 15) for _ in range(children)]} if children else {}),
    }


def _iso(day: date) -> str:
    return day.isoformat()


def _place(chance: random.Random) -> Question:
    return {"q": chance.choice(PLACES), **_nights(chance)}


def _words(chance: random.Random) -> Question:
    language = chance.choice(["it", "it", "en", "de"])
    return {"q": chance.choice(WORDS[language]), "lang": language}


def _words_and_place(chance: random.Random) -> Question:
    found = _words(chance)
    return {**found, "q": f"{found['q']} {chance.choice(PLACES)}", **_nights(chance)}


def _slip(chance: random.Random) -> Question:
    return {"q": chance.choice(SLIPS)}


def _near(chance: random.Random) -> Question:
    latitude, longitude = chance.choice(SPOTS)
    return {"near": f"{latitude},{longitude}", "radius_km": chance.choice([5, 10, 20]), **_nights(chance)}


def _rectangle(chance: random.Random) -> Question:
    latitude, longitude = chance.choice(SPOTS)
    high, wide = chance.choice([(0.05, 0.08), (0.1, 0.2), (0.3, 0.5)])
    return {"bbox": f"{longitude - wide},{latitude - high},{longitude + wide},{latitude + high}", **_nights(chance)}


def _narrowed(chance: random.Random) -> Question:
    chosen = {"kind": ["stay"], "amenity": chance.sample(AMENITIES, chance.choice([1, 1, 2]))}
    return {**_nights(chance), **chosen, **({"price_max": chance.choice([80, 100, 150])} if chance.random() < 0.5 else {})}


def _cheapest(chance: random.Random) -> Question:
    return {"q": chance.choice(PLACES), "sort": "price", **_nights(chance)}


def _dates(chance: random.Random) -> Question:
    return {**_nights(chance), "page": chance.choice([1, 1, 1, 2, 3])}


def _anything(chance: random.Random) -> Question:
    return {"page": chance.choice([1, 1, 2, 5])}


SHARES: list[tuple[Callable[[random.Random], Question], int]] = [
    (_place, 28),
    (_words, 12),
    (_words_and_place, 12),
    (_slip, 3),
    (_near, 10),
    (_rectangle, 8),
    (_narrowed, 12),
    (_cheapest, 5),
    (_dates, 7),
    (_anything, 3),
]
