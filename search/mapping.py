# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the map of the results shows: points while they are few, then tiles with numbers that lead into them."""

from math import cos, radians
from typing import Any

from django.utils.translation import ngettext

from .answer import SearchAnswer
from .geo import Box, tile_box
from .links import Links

SIGNS = {"call": "residency"}  # what the face calls it
MOST_SINGLE = 80  # more points than these hide one another
NARROWEST, WIDEST = 0.7, 1.6  # height by width of a part of the map


def points_of(answer: SearchAnswer, links: Links) -> list[dict[str, Any]]:
    """Points as the face's map takes them; a tile's address is the same search in that tile."""
    if answer.count <= MOST_SINGLE or not any(cell.count > 1 for cell in answer.cells):
        return [
            {"lat": p.lat, "lon": p.lon, "name": p.title, "kind": SIGNS.get(p.kind, p.kind), "url": p.url, "key": f"{p.kind}-{p.id}"}
            for p in answer.points
        ]
    return [
        {
            "lat": cell.lat,
            "lon": cell.lon,
            "name": ngettext("%(count)s result here: look closer", "%(count)s results here: look closer", cell.count)
            % {"count": cell.count},
            "count": cell.count,
            "url": links.with_value("bbox", box_words(tile_box(cell.zoom, cell.x, cell.y))),
        }
        for cell in answer.cells
    ]


def box_words(box: Box) -> str:
    """The rectangle as a parameter."""
    return ",".join(f"{number:.5f}" for number in box)


def part_shown(box: Box | None) -> Box | None:
    """The part of the map to draw for `box`: a little more where it is too flat or too narrow to look at."""
    if box is None:
        return None
    west, south, east, north = box
    across, up = (east - west) * cos(radians((south + north) / 2)), north - south
    more_up, more_across = max(0.0, across * NARROWEST - up), max(0.0, up / WIDEST - across)
    share = more_across / across if across else 0.0
    wider = (east - west) * share / 2
    return max(-180.0, west - wider), max(-85.0, south - more_up / 2), min(180.0, east + wider), min(85.0, north + more_up / 2)
