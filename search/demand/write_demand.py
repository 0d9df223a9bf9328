# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import connection, transaction

from marketplace.territory.models import Municipality

from ..models import Demand, RareWord, WantedWord
from .facts import Facts
from .ledger import Tally
from .words import ENOUGH, Heard

COUNTS = ("searches", "unmet", "degraded")


class Places:
    """What of the places asked for is ours: nothing else that looks like a code, a name or a point is written."""

    def __init__(self) -> None:
        rows = list(Municipality.objects.values_list("istat", "area", "latitude", "longitude"))
        self.known = {istat for istat, *_ in rows} | {area for _, area, *_ in rows if area}
        self.middles = {(latitude, longitude): istat for istat, _, latitude, longitude in rows}

    def of(self, facts: Facts) -> list[str]:
        """Codes and names; an empty one if no place of ours was asked for."""
        near = [self.middles[point] for point in facts.points if point in self.middles]
        places = [place for place in (*facts.places, *near) if place in self.known]
        return list(dict.fromkeys(places)) or [""]


def write_demand(*, tally: Tally) -> None:
    """Add what was counted to the rows of the week, and words to those of the month. All or nothing; two at a time add up."""
    with transaction.atomic():
        _add_counts(tally)
        _add_words(tally.heard)


def _add_counts(tally: Tally) -> None:
    places = Places()
    counts: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, searches in tally.searches.items():
        for row in _rows(key.asked_in, key.facts, places):
            for n, more in enumerate((searches, tally.unmet[key], tally.degraded[key])):
                counts[row][n] += more
    table, names = Demand._meta.db_table, [*Demand.FACTS, *COUNTS]
    adding = ", ".join(f"{name} = {table}.{name} + EXCLUDED.{name}" for name in COUNTS)
    sql = (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608 - names of our own
        f" ON CONFLICT ({', '.join(Demand.FACTS)}) DO UPDATE SET {adding}"
    )
    with connection.cursor() as cursor:
        # In one order: two processes that write the same rows never wait for each other crosswise.
        cursor.executemany(
            sql, [[*(list(part) if isinstance(part, tuple) else part for part in row), *counts[row]] for row in sorted(counts)]
        )


def _rows(asked_in: date, facts: Facts, places: Places) -> Iterator[tuple[Any, ...]]:
    """The facts of a search as rows have them, one a place."""
    rest = (facts.kind, facts.arrival, facts.nights, facts.guests, facts.children, facts.wishes, facts.price_to)
    for n, place in enumerate(places.of(facts)):
        yield (asked_in, place, *rest, n == 0)


def _add_words(heard: dict[Heard, bool]) -> None:
    """Words that enough people asked for are counted by name, the others by hash and asker until they are enough."""
    known = set(WantedWord.objects.filter(word__in={one.word for one in heard}).values_list("month", "word"))
    _count_words((one.month, one.word, 1, int(unmet)) for one, unmet in heard.items() if (one.month, one.word) in known)
    rare = {one: unmet for one, unmet in heard.items() if (one.month, one.word) not in known}
    rows = [RareWord(month=one.month, word=one.word_hash, asker=one.asker, unmet=unmet) for one, unmet in rare.items()]
    RareWord.objects.bulk_create(sorted(rows, key=lambda row: (row.month, row.word, row.asker)), ignore_conflicts=True)
    names = {(one.month, one.word_hash): one.word for one in rare}
    for month, word_hash in sorted(names):
        askers = RareWord.objects.select_for_update().filter(month=month, word=word_hash)
        found = list(askers.order_by("asker").values_list("pk", "unmet"))
        if len(found) >= ENOUGH:
            RareWord.objects.filter(pk__in=[pk for pk, _ in found]).delete()
            _count_words([(month, names[month, word_hash], len(found), sum(unmet for _, unmet in found))])


def _count_words(counts: Iterable[tuple[date, str, int, int]]) -> None:
    table = WantedWord._meta.db_table
    sql = (
        f"INSERT INTO {table} (month, word, searches, unmet) VALUES (%s, %s, %s, %s) ON CONFLICT (month, word)"  # noqa: S608
        f" DO UPDATE SET searches = {table}.searches + EXCLUDED.searches, unmet = {table}.unmet + EXCLUDED.unmet"
    )
    totals: dict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0])
    for month, word, searches, unmet in counts:
        totals[month, word][0] += searches
        totals[month, word][1] += unmet
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*key, *totals[key]) for key in sorted(totals)])
