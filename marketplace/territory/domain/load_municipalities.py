# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from ..models import Municipality

DATA = Path(__file__).resolve().parents[1] / "data" / "municipalities.geojson"


@dataclass(frozen=True)
class Loaded:
    """How many municipalities were new, differed from the file, or stood as they are."""

    created: int
    updated: int
    unchanged: int


def load_municipalities(*, path: Path = DATA) -> Loaded:
    """Bring the municipalities in line with a GeoJSON file of boundaries, by ISTAT code; a second run writes nothing.

    A feature has `name`, `istat`, `cadastral`, `province`, `area`, `centre` (longitude, latitude; WGS 84) and a geometry.
    Municipalities that the file does not name are left alone: listings may stand in them. A slug, once given, stays, so
    that addresses of pages do. Raises KeyError or ValueError when the file is not of this shape.
    """
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    known = {place.istat: place for place in Municipality.objects.all()}
    slugs = {place.slug for place in known.values()}
    new: list[Municipality] = []
    changed: list[Municipality] = []
    for feature in features:
        facts = _facts(feature)
        place = known.get(facts["istat"])
        if place is None:
            slug = _free_slug(facts["name"], slugs)
            slugs.add(slug)
            new.append(Municipality(slug=slug, **facts))
        elif any(getattr(place, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(place, name, value)
            changed.append(place)
    with transaction.atomic():
        Municipality.objects.bulk_create(new)
        if changed:
            Municipality.objects.bulk_update(changed, list(_facts(features[0])))
    return Loaded(len(new), len(changed), len(features) - len(new) - len(changed))


def _facts(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature["properties"]
    longitude, latitude = properties["centre"]
    return {
        "istat": properties["istat"],
        "cadastral": properties["cadastral"],
        "name": properties["name"],
        "province": properties["province"],
        "area": properties["area"],
        "longitude": float(longitude),
        "latitude": float(latitude),
        "boundary": feature["geometry"],
    }


def _free_slug(name: str, taken: set[str]) -> str:
    slug = base = slugify(name)
    number = 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
