# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What an engine finds and what the asker gets: the same whichever engine answered."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from catalogue.models import Picture

from .calls import CallFacts
from .query import SearchRequest
from .spelling import Spelling, spell
from .when import Nights

Facets = dict[str, dict[str, int]]
FACETS = ("kind", "municipality", "area", "access", "instant", "cancellation", "discipline", "phase", "amenity", "band")
MOST_POINTS = 400
ROUTES = {
    "stay": "catalogue:stay",
    "experience": "catalogue:experience",
    "business": "catalogue:business",
    "good": "catalogue:good",
    "call": "residencies:call",
}
# What every document has, and every card.
_OF_DOCUMENTS = {"kind", "object_id", "subkind", "municipality", "from_price", "amenities", "draws", "card"}
_OF_CARDS = {"slug", "title", "summary", "village", "picture"}


def whole(document: dict[str, Any]) -> dict[str, Any]:
    """The document, if it is one of ours. Raises KeyError for what somebody else put in its place."""
    if missing := _OF_DOCUMENTS - document.keys():
        raise KeyError(*missing)
    whole_card(document["card"])
    return document


def whole_card(card: dict[str, Any]) -> dict[str, Any]:
    """The same for a card alone."""
    if missing := _OF_CARDS - card.keys():
        raise KeyError(*missing)
    return card


@dataclass(slots=True)
class Found:
    """One hit of an engine: its document without offers and texts, the units that are free, where the engine knows, and why it is there:
    in which texts the words are (place, title, kind, body), and whether it has a place kept for what is new."""

    document: dict[str, Any]
    free_units: list[int] | None = None
    found_in: frozenset[str] = frozenset()
    explored: bool = False


@dataclass(slots=True)
class Point:
    """A place on the map."""

    kind: str
    id: int
    title: str
    slug: str
    lat: float
    lon: float

    @property
    def url(self) -> str:
        return reverse(ROUTES[self.kind], kwargs={"slug": self.slug})


@dataclass(slots=True)
class Cell:
    """A tile of the map (those of web maps), how many hits lie in it, and their middle."""

    zoom: int
    x: int
    y: int
    count: int
    lat: float
    lon: float


@dataclass(slots=True)
class Findings:
    """All that an engine says: how many, the page's hits in order, counts for the facets, points and tiles for the map."""

    count: int
    hits: list[Found]
    facets: Facets
    points: list[Point]
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Hit:
    """One listing as it is shown. Prices are EUR; `total_price` is the quote for `nights`, of the dates asked the best, and the guests."""

    kind: str
    id: int
    slug: str
    title: str
    summary: str
    subkind: str
    municipality: str
    village: str
    lat: float | None
    lon: float | None
    picture_id: int | None
    from_price: Decimal | None
    total_price: Decimal | None = None
    nights: Nights | None = None
    units: list[int] = field(default_factory=list)
    distance_km: float | None = None
    starts_at: datetime | None = None
    places_left: int | None = None
    sleeps: int | None = None
    min_age: int = 0
    cancellation: str = ""
    instant: bool | None = None
    amenities: list[str] = field(default_factory=list)
    picture: Picture | None = None
    found_in: frozenset[str] = frozenset()
    explored: bool = False
    draw: int = 0
    call: CallFacts | None = None

    @property
    def url(self) -> str:
        """The public page in the active language."""
        return reverse(ROUTES[self.kind], kwargs={"slug": self.slug})


@dataclass(slots=True)
class SearchAnswer:
    """`degraded`: PostgreSQL answered because Elasticsearch did not."""

    request: SearchRequest
    count: int
    hits: list[Hit]
    facets: Facets
    points: list[Point]
    degraded: bool = False
    cells: list[Cell] = field(default_factory=list)

    @property
    def spelling(self) -> Spelling:
        """How the words were read."""
        return spell(self.request.searched, self.request.lang)
