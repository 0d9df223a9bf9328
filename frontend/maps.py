# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maps drawn by ourselves: municipal boundaries as SVG paths, one panel an area, no tiles and no third party."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

PANEL_WIDTH = 1000
MARGIN = 24
# Half the width of a point with some air; of more points than this names take no notice.
POINT, MANY = 14, 12


@dataclass(frozen=True)
class Shape:
    """A municipality: path data, the place of its name, and where a click leads."""

    code: str
    name: str
    path: str
    x: float
    y: float
    url: str = ""
    on: bool = False
    count: int = 0


@dataclass(frozen=True)
class Point:
    """A place on the map. `kind` colours it: stay, experience, business, residency."""

    name: str
    x: float
    y: float
    kind: str = "stay"
    url: str = ""
    label: str = ""
    key: str = ""
    count: int = 0  # above 1: so many lie here


@dataclass
class Panel:
    """One area at its own scale; width and height are the viewBox."""

    area: str
    width: int
    height: int
    shapes: list[Shape] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    font: int = 20
    frame: str = ""  # longitude and latitude of the upper left corner, units a degree of each: for scripts


@dataclass(frozen=True)
class Label:
    """A name written on the map: its lines with their baselines."""

    x: float
    lines: tuple[tuple[float, str], ...]
    on: bool = False


class Projection:
    """Equirectangular about the middle latitude: good to a few metres at the size of a valley."""

    def __init__(self, bounds: tuple[float, float, float, float]) -> None:
        self.west, south, east, self.north = bounds
        self.squeeze = math.cos(math.radians((south + self.north) / 2))
        self.scale = (PANEL_WIDTH - 2 * MARGIN) / ((east - self.west) * self.squeeze)
        self.height = round((self.north - south) * self.scale) + 2 * MARGIN

    @property
    def frame(self) -> str:
        """Longitude and latitude of the upper left corner, and units a degree of each."""
        across = self.squeeze * self.scale
        return f"{self.west - MARGIN / across:.6f},{self.north + MARGIN / self.scale:.6f},{across:.4f},{self.scale:.4f}"

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        """Longitude and latitude in degrees to pixels of the panel."""
        x = (lon - self.west) * self.squeeze * self.scale + MARGIN
        y = (self.north - lat) * self.scale + MARGIN
        return round(x, 1), round(y, 1)


def draw_map(
    places: Iterable[Any],
    *,
    links: Mapping[str, str] | None = None,
    points: Iterable[Mapping[str, Any]] = (),
    selected: Iterable[str] = (),
    counts: Mapping[str, int] | None = None,
    within: tuple[float, float, float, float] | None = None,
) -> list[Panel]:
    """Panels for `places`: objects or mappings with istat, name, area, boundary (GeoJSON), longitude, latitude.

    `links`: ISTAT code -> URL. `points`: mappings with lat, lon, name and, if known, kind, url, label. `selected`:
    ISTAT codes drawn in full colour. Points outside every panel's bounds are left out. `within` (west, south, east, north):
    one panel of just that part.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for place in places:
        known = _read_place(place)
        groups.setdefault("" if within else known["area"], []).append(known)
    chosen, wanted = set(selected), list(points)
    panels = []
    for area, members in groups.items():
        bounds = within or _bounds([ring for member in members for ring in member["rings"]])
        project = Projection(bounds)
        panel = Panel(area, PANEL_WIDTH, project.height, frame=project.frame)
        for member in members:
            if within and not _overlap(_bounds(member["rings"]), within):
                continue
            code, (x, y) = member["code"], project(*member["centre"])
            outline = _path(member["rings"], project)
            link, count = (links or {}).get(code, ""), (counts or {}).get(code, 0)
            panel.shapes.append(Shape(code, member["name"], outline, x, y, link, code in chosen, count))
        panel.shapes.sort(key=lambda shape: shape.name)
        panel.points = [_place_point(point, project) for point in wanted if _inside(float(point["lon"]), float(point["lat"]), bounds)]
        panels.append(panel)
    for panel in panels:
        panel.font = _font_size(panel, panels)
        panel.labels = _write_names(panel)
    return panels


def _font_size(panel: Panel, panels: list[Panel]) -> int:
    """Units that make about 14 px: one panel stands in a column; of two the taller one has the narrower column."""
    wide = len(panels) > 1 and panel.height < max(other.height for other in panels)
    return 20 if wide else 32


def _write_names(panel: Panel) -> list[Label]:
    """Names that fit without touching one another, the chosen one first; the rest is in the link's title and in the list."""
    points = (
        [(point.x - POINT, point.y - POINT, point.x + POINT, point.y + POINT) for point in panel.points] if len(panel.points) < MANY else []
    )
    taken = list(points)
    labels = []
    for shape in sorted(panel.shapes, key=lambda shape: (not shape.on, len(shape.name))):
        lines = _break_name(shape.name)
        width, height = max(map(len, lines)) * panel.font * 0.5, len(lines) * panel.font * 1.05
        x = min(max(shape.x, width / 2), panel.width - width / 2)
        y = shape.y
        if shape.on and points:  # below the points, that neither hides the other
            y = max(shape.y, max(point[3] for point in points) + height / 2)
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if not shape.on and any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            continue
        taken.append(box)
        first = box[1] + panel.font * 0.8
        labels.append(Label(round(x, 1), tuple((round(first + i * panel.font * 1.05, 1), line) for i, line in enumerate(lines)), shape.on))
    return labels


def _break_name(name: str) -> list[str]:
    """Two lines of like length for a long name."""
    words = name.split()
    if len(name) < 12 or len(words) < 2:
        return [name]
    cut = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))))
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _read_place(place: Any) -> dict[str, Any]:
    def read(name: str) -> Any:
        return place.get(name) if isinstance(place, Mapping) else getattr(place, name, None)

    boundary = read("boundary")
    boundary = json.loads(boundary) if isinstance(boundary, str) else boundary
    polygons = boundary["coordinates"] if boundary["type"] == "MultiPolygon" else [boundary["coordinates"]]
    rings = [[(float(x), float(y)) for x, y, *_ in ring] for polygon in polygons for ring in polygon]
    lon, lat = read("longitude"), read("latitude")
    centre = (float(lon), float(lat)) if lon is not None else _middle(rings)
    code = str(read("istat"))
    return {"code": code, "name": str(read("name")), "area": str(read("area") or ""), "rings": rings, "centre": centre}


def _place_point(point: Mapping[str, Any], project: Projection) -> Point:
    x, y = project(float(point["lon"]), float(point["lat"]))
    optional = {name: str(point.get(name) or "") for name in ("url", "label", "key")}
    return Point(str(point["name"]), x, y, str(point.get("kind") or "stay"), **optional, count=int(point.get("count") or 0))


def _bounds(rings: list[list[tuple[float, float]]]) -> tuple[float, float, float, float]:
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _middle(rings: list[list[tuple[float, float]]]) -> tuple[float, float]:
    west, south, east, north = _bounds(rings)
    return (west + east) / 2, (south + north) / 2


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _inside(lon: float, lat: float, bounds: tuple[float, float, float, float]) -> bool:
    return bounds[0] <= lon <= bounds[2] and bounds[1] <= lat <= bounds[3]


def _path(rings: list[list[tuple[float, float]]], project: Projection) -> str:
    """Whole units, each corner told from the one before: half the bytes of absolute ones."""
    parts = []
    for ring in rings:
        corners = [(round(x), round(y)) for x, y in (project(lon, lat) for lon, lat in ring)]
        steps = [f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(corners) if (x, y) != (before_x, before_y)]
        parts.append(f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps).replace(' -', '-')}z")
    return "".join(parts)
