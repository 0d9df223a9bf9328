# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from math import asin, atan, cos, degrees, floor, log2, pi, radians, sin, sinh, sqrt

EARTH_KM = 6371.0087714  # mean radius, WGS 84: the one Lucene counts with
Place = tuple[float, float]
Box = tuple[float, float, float, float]  # west, south, east, north
WHOLE_ZOOM = 11  # tiles of about 14 km: the two areas have some forty
TILES_ACROSS = 8
LEAST_WIDTH = 1e-6  # degrees, some centimetres: what is narrower would be shown so


def kilometres(one: Place, other: Place) -> float:
    """The distance between two places (latitude, longitude in degrees) as the crow flies."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def tile_zoom(box: Box | None) -> int:
    """The zoom at which about eight tiles lie side by side in `box`; without one, that of the whole map."""
    if box is None:
        return WHOLE_ZOOM
    width = max(box[2] - box[0], LEAST_WIDTH)
    return max(1, min(22, floor(log2(360 * TILES_ACROSS / width))))


def tile_box(zoom: int, x: int, y: int) -> Box:
    """The edges of a tile of web maps (geotile_grid)."""
    count = 2**zoom

    def latitude(row: int) -> float:
        return degrees(atan(sinh(pi * (1 - 2 * row / count))))

    return x / count * 360 - 180, latitude(y + 1), (x + 1) / count * 360 - 180, latitude(y)
