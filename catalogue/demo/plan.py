# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which drawn picture hangs where: seeds, scenes, seasons and hours for every listing of the demo."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.text import slugify

from marketplace.pictures import Request

from .stock import read, stays

EXTERIOR = {
    "farmstead": "farmstead",
    "stone_house": "stone_house",
    "stable": "stone_house",
    "mill": "mill",
    "silk_factory": "filanda",
    "station": "station",
    "school": "school",
    "rectory": "school",
    "tower": "village_hill",
    "shop": "stone_house",
    "town_house": "school",
}
PLAIN_ONLY = {"tower": "village_plain", "shop": "filanda", "town_house": "farmstead"}
SECOND_ROOM = ["kitchen", "kitchen", "table", "kitchen", "studio"]
LANDSCAPES = {
    "MN": ["plain", "canal", "river", "fields", "fog", "village_plain", "boat", "plain", "canal", "fields"],
    "PV": ["hills", "vineyards", "village_hill", "trail", "fog", "hills", "vineyards", "hills", "village_hill", "night"],
}
POOL = 15  # shared landscapes of each area
HOURS = ["gold", "noon", "dawn", "gold", "dusk", "noon"]
SEASONS = ["summer", "spring", "autumn", "summer", "autumn", "spring"]
KINDS = {
    "restaurant": "table",
    "winery": "vineyards",
    "farm": "fields",
    "shop": "workshop",
    "artisan": "workshop",
    "guide": "trail",
    "association": "village_plain",
    "lodging": "table",
    "tasting": "table",
    "workshop": "workshop",
    "walk": "trail",
    "bike": "plain",
    "boat": "boat",
    "table": "table",
    "visit": "studio",
    "music": "night",
}
BEFORE_SIZE = (960, 640)
# Rooms, tables and workshops are shown half a page wide at most: drawn smaller, the first start is a minute shorter.
INSIDE_SIZE = (1080, 720)


@dataclass
class Hanging:
    """Names of the pictures of one listing, the head first; `before` is empty where there is none."""

    head: str
    gallery: list[str] = field(default_factory=list)
    before: str = ""


@dataclass
class Plan:
    """All pictures wanted, and where they hang by slug."""

    requests: dict[str, Request]
    stays: dict[str, Hanging]
    businesses: dict[str, Hanging]
    experiences: dict[str, Hanging]
    goods: dict[str, Hanging]


def make_plan() -> Plan:
    """The same plan at every run."""
    plan = Plan({}, {}, {}, {}, {})
    landscapes = {area: list(_landscapes(plan, area)) for area in LANDSCAPES}
    for number, row in enumerate(stays()):
        area = "MN" if number % 2 == 0 else "PV"
        _hang_stay(plan, number, row, area, landscapes[area])
    for row in read("businesses")["business"]:
        plan.businesses[slugify(row["name"])] = _hang_one(plan, "business", row["name"], KINDS[row["kind"]])
    for row in read("experiences")["experience"]:
        plan.experiences[slugify(row["title"][0])] = _hang_one(plan, "experience", row["title"][0], KINDS[row["kind"]])
    homes = {row["host"]: slugify(row["title"]) for row in stays()}
    for host, stay in homes.items():
        plan.businesses[slugify(host)] = Hanging(plan.stays[stay].head)
    for row in read("goods")["good"]:
        plan.goods[slugify(row["title"][0])] = Hanging(plan.businesses[slugify(row["business"])].head)
    return plan


def _number(text: str) -> int:
    return zlib.crc32(text.encode())


def _ask(plan: Plan, name: str, scene: str, season: str, hour: str, size: tuple[int, int] = (1440, 960)) -> str:
    seed = _number(name.removesuffix("-before")) % 10_000
    plan.requests[name] = Request(name, scene, season, hour, seed, size)
    return name


def _landscapes(plan: Plan, area: str) -> Iterator[str]:
    scenes = LANDSCAPES[area]
    for n in range(POOL):
        scene = scenes[n % len(scenes)]
        hour = {"fog": "dawn", "night": "night"}.get(scene, HOURS[n % len(HOURS)])
        season = "autumn" if scene == "fog" else SEASONS[(n + n // len(scenes)) % len(SEASONS)]
        yield _ask(plan, f"land-{area.lower()}-{n + 1:02d}-{scene}", scene, season, hour)


def _hang_stay(plan: Plan, number: int, row: dict[str, str], area: str, landscapes: list[str]) -> None:
    slug = slugify(row["title"])
    scene = (PLAIN_ONLY if area == "MN" else {}).get(row["kind"]) or EXTERIOR[row["kind"]]
    season, hour = SEASONS[number // 2 % len(SEASONS)], HOURS[(number // 2 + number % 2) % len(HOURS)]
    head = _ask(plan, f"{slug}-outside", scene, season, hour)
    land = landscapes[number // 2 % len(landscapes)]
    rooms = [
        _ask(plan, f"{slug}-bedroom", "bedroom", season, HOURS[number % len(HOURS)], INSIDE_SIZE),
        _ask(plan, f"{slug}-room", SECOND_ROOM[number // 2 % len(SECOND_ROOM)], season, hour, INSIDE_SIZE),
    ]
    before = _ask(plan, f"{slug}-outside-before", scene, "winter", "dawn", BEFORE_SIZE)
    plan.stays[slug] = Hanging(head, [head, land, *rooms], before)


def _hang_one(plan: Plan, what: str, name: str, scene: str) -> Hanging:
    seed = _number(f"{what} {name}")
    hour = "night" if scene == "night" else HOURS[seed % len(HOURS)]
    return Hanging(_ask(plan, f"{what}-{slugify(name)[:60]}", scene, SEASONS[seed // 7 % len(SEASONS)], hour, INSIDE_SIZE))
