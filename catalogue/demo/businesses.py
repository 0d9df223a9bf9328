# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Hosts and other businesses of the demo."""

import random
from typing import Any

from django.utils.text import slugify

from marketplace.territory.models import Municipality

from ..models import Business
from .places import spot
from .put import Shelf
from .stock import columns, read


def load_businesses(places: dict[str, Municipality]) -> tuple[dict[str, Business], int]:
    """All businesses by name, and how many were written."""
    shelf = Shelf(Business)
    found = {}
    for number, row in enumerate([*read("hosts")["host"], *read("businesses")["business"]]):
        found[row["name"]] = shelf.put(slugify(row["name"]), **_facts(row, places[row["place"]], number))
    return found, shelf.written


def _facts(row: dict[str, Any], place: Municipality, number: int) -> dict[str, Any]:
    slug = slugify(row["name"])
    chance = random.Random(slug)  # noqa: S311
    story = row["story"]
    private = row.get("private", False)
    hours = row.get("hours", ["Tutto l’anno, 9–19", "All year, 9 am–7 pm", "Ganzjährig, 9–19 Uhr"])
    return {
        "name": row["name"],
        "kind": row.get("kind", "lodging"),
        "municipality": place,
        "founded_year": row["founded"],
        "email": f"ciao@{slug}.example",
        "phone": f"+39 {'0376' if place.province == 'MN' else '0383'} 555 {number:03d}",
        "website": f"https://{slug}.example/",
        "vat_number": "" if private else f"IT000000{chance.randint(10000, 99999)}",
        "regime": Business.Regime.PRIVATE_SHORT_LET if private else Business.Regime.BUSINESS,
        **columns("story", story),
        **columns("summary", [_first_sentence(text) for text in story]),
        **columns("opening_hours", hours),
        **spot(place, slug),
    }


def _first_sentence(text: str) -> str:
    head = text.split(". ")[0].split(": ")[0]
    return head if head.endswith(".") else f"{head}."
