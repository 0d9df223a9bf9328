# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Stays and units of the demo: hand-written heads, the rest dealt from the stock."""

import random
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from marketplace.territory.models import Municipality

from ..models import Business, Stay, Unit
from ..vocabulary import Amenity, CancellationTier
from .places import spot
from .put import Shelf
from .stock import Deal, columns, join, read, stays
from .units import units_of

STEPS = [0, 0, 1, 2, 3, 5]
DOORS = [68, 72, 75, 78, 80, 84, 88, 90, 95]
TURNING = [80, 95, 110, 125, 140, 150, 160]


class Dealer:
    """All packs from which stays are dealt."""

    def __init__(self) -> None:
        parts = read("parts")
        self.lines, self.line_of, self.drivers = parts["lines"], parts["line_of"], parts["drivers"]
        self.packs = {name: Deal(parts[name], name) for name in ("restorers", "funding", "arrivals", "last_mile")}
        self.rules = Deal(parts["rules"], "rules")
        self.house = {kind: Deal(cards, kind) for kind, cards in parts["house"].items()}
        self.life = Deal(parts["life"]["all"], "life")
        self.around = {province: Deal(cards, province) for province, cards in parts["around"].items()}

    def funding(self, place: Municipality) -> list[str]:
        """The earthquake of 2012 was in the plain: its money is not found in the hills."""
        three: list[str] = self.packs["funding"].next()
        return three if place.province == "MN" or "sisma" not in three[0] else self.funding(place)


def load_stays(places: dict[str, Municipality], businesses: dict[str, Business]) -> int:
    """How many stays and units were written."""
    dealer, shelf, units = Dealer(), Shelf(Stay), Shelf(Unit)
    for number, row in enumerate(stays()):
        slug = slugify(row["title"])
        place = places[row["place"]]
        facts = {**_story(row, place, dealer), **_words(place, dealer, slug), **_house(place, row, number)}
        stay = shelf.put(slug, business=businesses[row["host"]], municipality=place, **facts)
        for unit_slug, unit_facts in units_of(stay, number):
            units.put(unit_slug, parent=stay.product_ptr, **unit_facts)
    return shelf.written + units.written


def _story(row: dict[str, Any], place: Municipality, dealer: Dealer) -> dict[str, Any]:
    closed, restored = row["years"]
    kind = row["kind"]
    description = join(dealer.house[kind].next(), dealer.life.next(), dealer.around[place.province].next(), place=place.name)
    return {
        "title": row["title"],
        "building_kind": kind,
        "locality": row["locality"],
        "closed_year": closed,
        "restored_year": restored,
        **columns("summary", row["summary"]),
        **columns("was", row["was"]),
        **columns("description", description),
        **columns("restored_by", dealer.packs["restorers"].next()),
        **columns("funding", dealer.funding(place)),
    }


def _words(place: Municipality, dealer: Dealer, slug: str) -> dict[str, Any]:
    chance = random.Random(slug)  # noqa: S311
    rules = [dealer.rules.next() for _ in range(chance.choice([2, 3, 3, 4]))]
    journey = join(
        dealer.lines[dealer.line_of[place.slug]],
        dealer.packs["last_mile"].next(),
        place=place.name,
        minutes=chance.choice([4, 6, 9, 12, 18]),
        driver=chance.choice(dealer.drivers),
    )
    return {
        **columns("house_rules", join(*rules, glue="\n")),
        **columns("arrival", dealer.packs["arrivals"].next()),
        **columns("without_car", journey),
    }


def _house(place: Municipality, row: dict[str, Any], number: int) -> dict[str, Any]:
    chance = random.Random(f"{row['title']} house")  # noqa: S311
    amenities = {Amenity.WIFI, Amenity.HEATING, Amenity.PARKING}
    amenities |= {a for a in (Amenity.GARDEN, Amenity.PETS, Amenity.BIKES) if chance.random() < 0.55}
    amenities |= {a for a in (Amenity.BREAKFAST, Amenity.STUDIO, Amenity.COT) if chance.random() < 0.35}
    if "piscina" in row["summary"][0] or chance.random() < 0.08:
        amenities.add(Amenity.POOL)
    charger = chance.random() < 0.3
    if charger:
        amenities.add(Amenity.CHARGER)
    measured = chance.random() < 0.8
    steps = 61 if row["kind"] == "tower" and number % 2 else chance.choice(STEPS)
    door, turning = chance.choice(DOORS), chance.choice(TURNING)
    if measured and steps == 0 and door >= 80:
        amenities.add(Amenity.STEP_FREE)
    classification = chance.choice("ABC") + str(chance.randint(1, 4))
    return {
        "cin": f"IT{place.istat}{classification}DEMO{number + 1:04d}",
        "cir": f"{place.istat}-CNI-{90001 + number}",
        "gas_safety": "no_gas" if number % 4 == 1 else "detectors",
        "fire_extinguishers": 2 + number % 3,
        "check_in_from": time(chance.choice([14, 15, 16])),
        "check_in_until": time(chance.choice([19, 20, 21, 22])),
        "check_out_by": time(chance.choice([10, 11]), chance.choice([0, 30])),
        "amenities": [str(a) for a in Amenity if a in amenities],
        "charger_kw": Decimal(chance.choice(["7.4", "11.0", "22.0"])) if charger else None,
        "door_cm": door if measured else None,
        "entrance_steps": steps if measured else None,
        "bathroom_turning_cm": turning if measured else None,
        "accessibility_measured_on": date(2026, chance.randint(1, 9), chance.randint(1, 28)) if measured else None,
        "cancellation_tier": chance.choices(CancellationTier.values, [35, 40, 18, 7])[0],
        "instant_booking": number % 5 != 3,
        **spot(place, row["title"]),
    }
