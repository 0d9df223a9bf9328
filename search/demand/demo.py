# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Invented searches of the last months for the demo, the same for the same day. Must not be imported by the site itself."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from marketplace.booking.clock import rome_now
from marketplace.territory.models import Municipality

from ..models import Demand, WantedWord
from .facts import WEEK, monday_of, week_name

WEEKS = 16
BUSY = ("Varzi", "Zavattarello", "Sabbioneta", "San Benedetto Po", "Fortunago", "Suzzara")  # asked for more than the others
WISHES = [
    (),
    (),
    (),
    (),
    (),
    ("pets",),
    ("pets",),
    ("pool",),
    ("charger",),
    ("step_free",),
    ("pets", "pool"),
    ("breakfast",),
    ("free_cancellation",),
]
HARD = {"pool": 0.5, "charger": 0.35, "step_free": 0.6, "pets": 0.2}  # the share that finds nothing
WANTED: list[tuple[int, int, int, bool, tuple[str, ...], int, int, int]] = [  # weeks ahead, what was asked for, searches, unmet
    (5, 2, 3, True, ("pool",), 0, 24, 19),
    (5, 3, 2, False, ("pets",), 80, 21, 13),
    (9, 2, 2, False, ("step_free",), 0, 12, 11),
    (7, 1, 2, False, (), 0, 31, 16),
    (14, 5, 5, True, ("cot", "kitchen"), 120, 9, 7),
    (6, 2, 1, False, ("workspace",), 50, 8, 6),
    (11, 2, 2, False, ("charger",), 0, 10, 6),
]
WORDS = {
    "falconeria": (7, 7), "maneggio": (19, 17), "sauna": (26, 26), "glamping": (23, 23), "matrimonio": (31, 22), "kayak": (14, 9),
    "coworking": (12, 8), "kochkurs": (9, 6), "wellness": (21, 18), "tartufo": (44, 3),
}  # fmt: skip


def load_demand() -> int:
    """Rows for the last weeks, if there are none; how many."""
    if Demand.objects.exists():
        return 0
    villages = list(Municipality.objects.order_by("istat").values_list("istat", "name"))
    if not villages:
        return 0
    this_week = monday_of(rome_now().date())
    chance = random.Random("demand of the demo")  # noqa: S311
    weights = [12 if name in BUSY else 1 for _istat, name in villages]
    counts: dict[tuple[Any, ...], list[int]] = {}
    for back in range(WEEKS, 0, -1):
        asked_in = this_week - back * WEEK
        for _ in range(chance.randint(45, 90)):
            place = chance.choices([istat for istat, _name in villages], weights)[0] if chance.random() < 0.8 else ""
            facts, hard = _facts(chance, asked_in)
            row = counts.setdefault((asked_in, place, *facts), [0, 0])
            searches = chance.choice((1, 1, 2, 3, 5))
            row[0] += searches
            row[1] += searches if chance.random() < hard else 0
    for asked_in, place, facts, numbers in _asked_by_many(this_week, villages):
        counts[(asked_in, place, *facts)] = numbers
    names = [*Demand.FACTS, "searches", "unmet"]
    rows = [Demand(**dict(zip(names, [*facts, *numbers], strict=True))) for facts, numbers in counts.items()]
    for one in rows:
        one.wishes = list(one.wishes)
    Demand.objects.bulk_create(rows, batch_size=1000)
    month = this_week.replace(day=1)
    WantedWord.objects.bulk_create(
        [WantedWord(month=month, word=word, searches=searches, unmet=unmet) for word, (searches, unmet) in WORDS.items()],
        ignore_conflicts=True,
    )
    return len(rows)


def _asked_by_many(this_week: date, villages: list[tuple[str, str]]) -> Iterator[tuple[date, str, tuple[Any, ...], list[int]]]:
    """What the staff should see first: holidays and wishes that many have and the houses do not answer."""
    codes = {name: istat for istat, name in villages}
    known = [codes[name] for name in BUSY if name in codes] or [villages[0][0]]
    for n, (weeks, nights, guests, children, wishes, price_to, searches, unmet) in enumerate(WANTED):
        arrival = week_name(this_week + weeks * WEEK)
        facts = ("stay", arrival, nights, guests, children, wishes, price_to, True)
        yield this_week - (1 + n % 3) * WEEK, known[n % len(known)], facts, [searches, unmet]


def _facts(chance: random.Random, asked_in: date) -> tuple[tuple[Any, ...], float]:
    """What one search asks for besides the place, and how likely it finds nothing."""
    kind = chance.choices(("stay", "experience", ""), (7, 2, 1))[0]
    wishes = chance.choice(WISHES) if kind == "stay" else ()
    hard = max((HARD.get(wish, 0.05) for wish in wishes), default=0.05)
    arrival = week_name(asked_in + timedelta(days=7 * chance.choice((1, 2, 2, 3, 4, 8)))) if chance.random() < 0.6 else ""
    nights = chance.choice((1, 2, 2, 2, 3)) if arrival else 0
    guests = chance.choice((1, 2, 2, 2, 3, 5)) if arrival else 0
    price_to = chance.choice((0, 0, 0, 80, 120)) if kind == "stay" else 0
    return (kind, arrival, nights, guests, guests > 2 and chance.random() < 0.5, wishes, price_to, True), hard
