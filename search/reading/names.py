# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Names that come with the territory's data: rivers, localities, towns around."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.territory import domain

from .facts import Spot

Named = tuple[Spot, list[str], bool]
DATA = Path(domain.__file__).resolve().parents[1] / "data" / "places.json"


@cache
def data_of(path: Path = DATA) -> dict[str, Any]:
    """The file as it is; nothing if the territory has none."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def spots_of_data(data: dict[str, Any]) -> list[Named]:
    """Localities, rivers (strict: “po” is more than a river) and towns, with their other names. Points are latitude, longitude."""
    return [
        *((_spot(place, "locality", place["municipality"]), place["names"], False) for place in data.get("localities", ())),
        *((_spot(river, "river"), river["names"], True) for river in data.get("rivers", ())),
        *((_spot(town, "town"), town["names"], False) for town in data.get("towns", ())),
    ]


def _spot(place: dict[str, Any], kind: str, *codes: str) -> Spot:
    points = place["line"] if "line" in place else [place["at"]]
    return Spot(place["name"], kind, codes, tuple((latitude, longitude) for latitude, longitude in points))
