# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Facets with calls among the rest count what there would be, and both engines answer alike."""

import random
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from search.find import find
from tests.factories import make_business, make_experience, make_municipality, make_session, make_stay, make_unit, today

from .asking import ask, request_of, titles
from .conftest import Indexer
from .making_calls import DAY, PHASES, call_in, furnish_studio

pytestmark = pytest.mark.django_db
DISCIPLINES = ["visual_arts", "music_sound", "sculpture_ceramics"]
CHOICES: dict[str, list[str]] = {
    "kind": ["stay", "experience", "call"],
    "discipline": DISCIPLINES,
    "phase": list(PHASES),
    "amenity": ["kiln", "piano", "studio", "pool"],
}


def furnish(dice: random.Random) -> list[dict[str, Any]]:
    things: list[dict[str, Any]] = []
    villages = [make_municipality() for _ in range(3)]
    for n in range(14):
        place = dice.choice(villages)
        arts, phase = dice.sample(DISCIPLINES, dice.randint(1, 2)), dice.choice(list(PHASES))
        call = call_in(phase, f"C{n}", disciplines=arts, municipality=place, later=n)
        equipment = dice.sample(["kiln", "piano"], dice.randint(0, 2))
        furnish_studio(call, equipment)
        facts = {"kind": ["call"], "discipline": arts, "phase": [phase], "amenity": [*equipment, "studio"]}
        things.append({"title": f"C{n}", "municipality": [place.istat], **facts})
        if n % 3 == 0:
            own = dice.sample(["pool", "studio"], 1)
            business = make_business(name=f"B{n}", municipality=place)
            make_unit(stay=make_stay(title=f"S{n}", business=business, amenities=own))
            things.append({"title": f"S{n}", "kind": ["stay"], "municipality": [place.istat], "amenity": own})
            things.append({"title": f"B{n}", "kind": ["business"], "municipality": [place.istat]})
            make_session(experience=make_experience(title=f"E{n}", business=business))
            things.append({"title": f"E{n}", "kind": ["experience"], "municipality": [place.istat]})
    return things


def shows(thing: dict[str, Any], chosen: dict[str, list[str]], but: str = "") -> bool:
    """Whether a thing counts, told by hand: given what is chosen, except in one facet."""
    for name, values in chosen.items():
        every = all if name == "amenity" else any
        if name != but and values and not every(value in thing.get(name, []) for value in values):
            return False
    call = thing["kind"] == ["call"]
    if call and but != "phase" and not chosen["phase"] and thing["phase"] == ["past"]:
        return False
    asked = chosen["kind"] or chosen["discipline"] or chosen["phase"] or {"kiln", "piano"} & set(chosen["amenity"])
    return not call or bool(asked) or but in ("kind", "discipline", "phase")


@pytest.mark.parametrize("seed", [1, 2])
def test_facets_count_what_there_would_be(engine: Indexer, seed: int) -> None:
    dice = random.Random(seed)
    things = furnish(dice)
    engine()
    parameters = {"kind": "kinds", "discipline": "disciplines", "phase": "phases", "amenity": "amenities"}
    for _ in range(20):
        chosen = {name: dice.sample(values, dice.choice([0, 0, 0, 1, 2])) for name, values in CHOICES.items()}
        answer = ask(per_page=100, **{parameters[name]: tuple(values) for name, values in chosen.items()})
        for facet in (*CHOICES, "municipality"):
            expected = Counter(value for thing in things if shows(thing, chosen, facet) for value in thing.get(facet, []))
            assert answer.facets[facet] == expected, (facet, chosen)
        assert set(titles(answer)) == {thing["title"] for thing in things if shows(thing, chosen)}, chosen
        assert answer.count == len(answer.hits)
        assert {point.title for point in answer.points} == set(titles(answer)), "the map shows what the list does"


@pytest.mark.elasticsearch
def test_both_engines_give_the_same_calls_in_the_same_order(index: Indexer, settings: Any) -> None:
    furnish(random.Random(5))
    index()
    queries = [
        "kind=call",
        "kind=call&sort=newest",
        "kind=call&near=44.8,9.2",
        "discipline=music_sound",
        "phase=jury&phase=past",
        "q=bandi",
    ]
    queries += ["kind=call&when=" + f"{today() + 80 * DAY:%Y-%m}", "kind=call&kind=stay&sort=newest", "kind=call&sort=price", "q=residenza"]
    queries += ["kind=call&page=1", "kind=call&amenity=kiln", "q=open+call+ceramics", "kind=call&phase=past&phase=decided"]
    now = timezone.now()
    there = settings.ELASTICSEARCH_URL
    for query in queries:
        found = []
        for url in (there, ""):
            settings.ELASTICSEARCH_URL = url
            answer = find(request_of(query), now)
            found.append(([(hit.kind, hit.id) for hit in answer.hits], answer.count, answer.facets))
        assert found[0] == found[1], query
        assert found[0][1], query
