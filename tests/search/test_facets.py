# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every facet, whatever is chosen in the others: its counts are what there would be, told once more by hand, on both engines."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from search.prices import BANDS, limits_of_band, within
from tests.factories import make_business, make_experience, make_good, make_municipality, make_session, make_stay, make_unit, today

from .asking import ask
from .conftest import Indexer

pytestmark = pytest.mark.django_db
AMENITIES = ["pool", "pets", "charger"]
CHOICES: dict[str, list[str]] = {
    "kind": ["stay", "experience", "good", "business"],
    "area": ["Oltrepò Pavese", "Oltrepò Mantovano"],
    "access": ["step_free", "door_80", "door_90", "turning_150"],
    "instant": ["yes", "no"],
    "cancellation": ["flexible", "moderate", "strict"],
    "amenity": AMENITIES,
    "band": list(BANDS),
}
PARAMETERS = {"kind": "kinds", "area": "areas", "municipality": "municipalities", "amenity": "amenities", "band": "bands"}
ALL_OF = ("access", "amenity")


@dataclass
class Thing:
    """What is known of a listing; of a stay, each unit with what it has and costs a night in EUR."""

    title: str
    facts: dict[str, str]
    access: list[str] = field(default_factory=list)
    units: list[tuple[list[str], int]] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    price: int | None = None


def a_stay(n: int, dice: random.Random, business: Any) -> Thing:
    steps, door, turning = dice.choice([None, 0, 2]), dice.choice([None, 75, 85, 95]), dice.choice([None, 120, 160])
    instant, terms = dice.choice([True, False]), dice.choice(CHOICES["cancellation"])
    own = dice.sample(AMENITIES, dice.randint(0, 1))
    measured = {"entrance_steps": steps, "door_cm": door, "bathroom_turning_cm": turning}
    stay = make_stay(title=f"S{n}", business=business, amenities=own, instant_booking=instant, cancellation_tier=terms, **measured)
    units = [
        (sorted({*own, *dice.sample(AMENITIES, dice.randint(0, 2))}), dice.choice([40, 50, 60, 90, 150, 250]))
        for _ in range(dice.randint(1, 3))
    ]
    for amenities, night in units:
        make_unit(stay=stay, amenities=amenities, night=str(night))
    claims = {"step_free": steps == 0, "door_80": (door or 0) >= 80, "door_90": (door or 0) >= 90, "turning_150": (turning or 0) >= 150}
    facts = {"kind": "stay", "instant": "yes" if instant else "no", "cancellation": terms}
    return Thing(f"S{n}", facts, [name for name, true in claims.items() if true], units)


def furnish(dice: random.Random) -> list[Thing]:
    places = [make_municipality(area=area) for area in (*CHOICES["area"], "Oltrepò Pavese")]
    things: list[Thing] = []
    for n in range(14):
        place = dice.choice(places)
        where = {"area": place.area, "municipality": place.istat}
        business = make_business(name=f"B{n}", municipality=place)
        things.append(Thing(f"B{n}", {"kind": "business", **where}))
        thing = a_stay(n, dice, business)
        thing.facts |= where
        things.append(thing)
        if n % 3 == 0:
            price, terms = dice.choice([20, 60, 130]), dice.choice(CHOICES["cancellation"])
            made = make_experience(title=f"E{n}", business=business, price=Decimal(price), cancellation_tier=terms)
            make_session(experience=made)
            facts = {"kind": "experience", "instant": "yes", "cancellation": terms, **where}
            things.append(Thing(f"E{n}", facts, price=price))
        if n % 4 == 0:
            make_good(title=f"G{n}", business=business, price=Decimal(8))
            things.append(Thing(f"G{n}", {"kind": "good", **where}, price=8))
    return things


def values_of(thing: Thing, facet: str, chosen: dict[str, list[str]], nights: int) -> set[str]:
    """The values of a facet that `thing` counts for, given what is chosen in the others; empty if these leave it out."""
    others = {name: values for name, values in chosen.items() if name != facet and values}
    for name, values in others.items():
        if name == "access" and not set(values) <= set(thing.access):
            return set()
        if name not in (*ALL_OF, "band") and thing.facts.get(name) not in values:
            return set()
    fitting = [unit for unit in units_of(thing, nights) if fits(unit, others)]
    if not fitting:
        return set()
    if facet == "amenity":
        return {amenity for amenities, _ in fitting for amenity in amenities}
    if facet == "band":
        return {band for _, band in fitting if band}
    if facet == "access":
        return set(thing.access)
    return {thing.facts[facet]} if facet in thing.facts else set()


def units_of(thing: Thing, nights: int) -> list[tuple[list[str], str]]:
    """What each unit has, and its price band; of what has no units, the same of itself."""
    if thing.units:
        return [(amenities, band_of(night * max(nights, 1), nights)) for amenities, night in thing.units]
    if thing.price is None:
        return [(thing.own, "")]
    people = 2 if nights and thing.facts["kind"] == "experience" else 1
    return [(thing.own, band_of(thing.price * people, nights))]


def band_of(price: int, nights: int) -> str:
    return next(name for name in BANDS if within(price * 100, limits_of_band(name, nights or 1)))


def fits(unit: tuple[list[str], str], chosen: dict[str, list[str]]) -> bool:
    amenities, band = unit
    return set(chosen.get("amenity", [])) <= set(amenities) and (not chosen.get("band") or band in chosen["band"])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_are_what_there_would_be_whatever_is_chosen(engine: Indexer, seed: int) -> None:
    dice = random.Random(seed)
    things = furnish(dice)
    engine()
    start = today() + timedelta(days=19)
    for _ in range(14):
        nights = dice.choice([0, 0, 2])
        chosen = {name: dice.sample(values, dice.choice([0, 0, 0, 1, 1, 2])) for name, values in CHOICES.items()}
        chosen["access"] = chosen["access"][:1]
        request = {PARAMETERS.get(name, name): tuple(values) for name, values in chosen.items()}
        dates = {"check_in": start, "check_out": start + timedelta(days=nights)} if nights else {}
        answer = ask(per_page=100, **request, **dates, adults=2 if nights else None)
        for facet in (*CHOICES, "municipality"):
            expected = Counter(value for thing in things for value in values_of(thing, facet, chosen, nights))
            assert answer.facets[facet] == expected, (facet, chosen, nights)
        found = {thing.title for thing in things if values_of(thing, "kind", chosen, nights) & set(chosen["kind"] or CHOICES["kind"])}
        assert {hit.title for hit in answer.hits} == found
        assert answer.count == len(found)


def test_a_chosen_value_counts_what_it_leaves(engine: Indexer) -> None:
    """Choosing what a facet offers finds exactly as many as it says."""
    furnish(random.Random(7))
    engine()
    everything = ask()
    for name, counts in everything.facets.items():
        for value, count in counts.items():
            assert ask(**{PARAMETERS.get(name, name): (value,)}).count == count, (name, value)
