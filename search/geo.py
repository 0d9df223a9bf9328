# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0087714  # mean radius, WGS 84: the one Lucene counts with
Place = tuple[float, float]


def kilometres(one: Place, other: Place) -> float:
    """The distance between two places (latitude, longitude in degrees) as the crow flies."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
