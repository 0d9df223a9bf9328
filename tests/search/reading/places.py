# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Places to read with: the municipalities and the names of the data that is shipped, and two places of one name."""

import json
from functools import cache

from marketplace.territory.domain.load_municipalities import DATA
from search.reading.facts import Spot
from search.reading.gazetteer import Gazetteer, make_gazetteer
from search.reading.names import data_of, spots_of_data


@cache
def shipped() -> Gazetteer:
    features = json.loads(DATA.read_text(encoding="utf-8"))["features"]
    places = [feature["properties"] for feature in features]
    spots = [(Spot(p["name"], "municipality", (p["istat"],), ((p["centre"][1], p["centre"][0]),)), [], False) for p in places]
    for area in dict.fromkeys(p["area"] for p in places):
        spots.append((Spot(area, "area", tuple(p["istat"] for p in places if p["area"] == area)), [], False))
    for code, name in (("018171", "Casanova"), ("018142", "Casanova"), ("018171", "Nivione")):
        spots.append((Spot(name, "locality", (code,), ((44.8, 9.2 if code == "018171" else 9.3),)), [], True))
    return make_gazetteer([*spots, *spots_of_data(data_of())])
