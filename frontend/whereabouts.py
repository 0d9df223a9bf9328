# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a listing is: its village with a few words and a link, and a point on the map of its area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.core.cache import caches
from django.utils.text import slugify

from frontend.maps import Panel, draw_map
from frontend.navigation import KEPT_SECONDS
from marketplace.territory.models import Municipality

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Village:
    """The page of a municipality in one language."""

    title: str
    lead: str
    url: str


def villages_by_code(language: str) -> dict[str, Village]:
    """ISTAT code -> page of the village in a language; read once a minute by each process."""
    return _kept(f"villages-{language}", lambda: _read_villages(language))


def _read_villages(language: str) -> dict[str, Village]:
    from frontend.models import VillagePage

    pages = VillagePage.objects.filter(locale__language_code=language).live().select_related("municipality")
    found = pages.defer("body", "municipality__boundary")
    return {page.municipality.istat: Village(page.title, page.lead, page.url or "") for page in found}


def municipalities_of(area: str) -> list[Municipality]:
    """The municipalities of an area with their boundaries; read once a minute by each process."""
    found = Municipality.objects.filter(area=area).order_by("name")
    return _kept(f"municipalities-{slugify(area)}", lambda: list(found))


def map_of(thing: Any, *, kind: str, language: str) -> list[Panel]:
    """The map of the area round a listing that knows its place, its municipality in full colour; without place no map."""
    if thing.latitude is None or thing.longitude is None:
        return []
    here = {"lat": thing.latitude, "lon": thing.longitude, "name": str(thing) if kind == "business" else str(thing.t.title), "kind": kind}
    links = {code: village.url for code, village in villages_by_code(language).items()}
    return draw_map(municipalities_of(thing.municipality.area), links=links, points=[here], selected=[thing.municipality.istat])


def _kept(key: str, read: Callable[[], Kept]) -> Kept:
    cache = caches["process"]
    found = cache.get(key)
    if found is None:
        found = read()
        cache.set(key, found, KEPT_SECONDS)
    return cast("Kept", found)
