# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How quick the search is with thousands of stays: against Elasticsearch asked the same by itself, and against PostgreSQL alone.

`make bench` calls `measure()` for the sizes in SEARCH_SIZES (1k, 10k, 100k; 10k by default). Alone: `python -m tests.load.search`.
Each question is sent through the API's view in this process; what that sends to Elasticsearch is kept and sent again alone.
Of several passes each question's median counts, so that a neighbour on the machine spoils nothing.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

from .changes import changes
from .prefixes import prefixes
from .questions import Question, questions
from .stays import SIZES, load_stays

Row = tuple[str, str, str]
QUESTIONS, PASSES = 200, 3
PREFIXES, SUGGEST = 200, "/api/v1/search/suggest"
QUESTIONS_OF_FALLBACK, PASSES_OF_FALLBACK = 60, 1
WANTED = {"10k": (2.5, 5), "100k": (1.5, 15)}  # p95 over raw Elasticsearch at most, times quicker than the fallback at least


def measure() -> list[Row]:
    """Rows of a table: what, measured, wanted."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings.test"
    import django
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    django.setup()
    setup_test_environment()
    rows: list[Row] = []
    try:
        for size in os.environ.get("SEARCH_SIZES", "10k").split(","):
            databases = setup_databases(verbosity=0, interactive=False)
            try:
                rows += [(f"{size}: {what}", measured, wanted) for what, measured, wanted in measure_size(size)]
            finally:
                _drop_index()
                teardown_databases(databases, verbosity=0)
    finally:
        teardown_test_environment()
    return rows


def measure_size(size: str) -> list[Row]:
    """All figures of one size, in the database connected to; loads it unless it is loaded."""
    from django.test import override_settings

    from catalogue.models import Stay

    rows: list[Row] = []
    if Stay.objects.count() < SIZES[size]:
        rows.append(("loading stays with 2.5 units each, 540 nights", _seconds(lambda: load_stays(SIZES[size])), "–"))
    with override_settings(SEARCH_TIMEOUT_SECONDS=20):  # slow answers are measured, not replaced
        rows += _indexing(size)
        rows += _answers(size)
        rows += _suggestions()
        rows += changes()
    return rows


def _seconds(work: Callable[[], object]) -> str:
    before = time.perf_counter()
    work()
    return f"{time.perf_counter() - before:.0f} s"


def _indexing(size: str) -> list[Row]:
    from django.db import connection

    from search.documents import alias, writer
    from search.rebuilding import copy_to_new_index, refresh_everything
    from search.vocabulary import learn_words

    before = time.perf_counter()
    refresh_everything()
    documents = time.perf_counter() - before
    before = time.perf_counter()
    copy_to_new_index()
    copying = time.perf_counter() - before
    learn_words()
    stats = writer().indices.stats(index=alias(), metric=["store", "docs"])["_all"]["primaries"]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE search_listing")
        cursor.execute("SELECT pg_total_relation_size('search_listing'), pg_database_size(current_database())")
        listing, database = cursor.fetchone()
    wanted = "≤ 180 s" if size == "100k" else "–"
    mb = 1_000_000
    return [
        ("documents of all things, written to PostgreSQL", f"{documents:.0f} s", "–"),
        ("rebuild --copy: full index from the documents as they stand", f"{copying:.0f} s", wanted),
        ("rebuild: both", f"{documents + copying:.0f} s", wanted),
        (
            "size of the index / rows of documents / database",
            f"{stats['store']['size_in_bytes'] / mb:.0f} / {listing / mb:.0f} / {database / mb:.0f} MB",
            "–",
        ),
    ]


@dataclass
class Series:
    """Milliseconds by question, a list a pass."""

    taken: dict[int, list[float]] = field(default_factory=dict)

    def add(self, number: int, seconds: float) -> None:
        self.taken.setdefault(number, []).append(seconds * 1000)

    @property
    def p50(self) -> float:
        return self._cut(49)

    @property
    def p95(self) -> float:
        return self._cut(94)

    @property
    def worst(self) -> float:
        return max(median(times) for times in self.taken.values())

    def _cut(self, at: int) -> float:
        return quantiles([median(times) for times in self.taken.values()], n=100, method="inclusive")[at]

    def __str__(self) -> str:
        return f"{self.p50:.1f} / {self.p95:.1f} ms"


class Wire:
    """Keeps what goes to Elasticsearch, and sends it again."""

    def __init__(self) -> None:
        self.sent: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    @contextmanager
    def kept(self) -> Iterator[None]:
        from search.documents import reader

        transport = reader().transport
        real = transport.perform_request

        def keep(*args: Any, **kwargs: Any) -> Any:
            self.sent.append((args, kwargs))
            return real(*args, **kwargs)

        self.sent, transport.perform_request = [], keep  # type: ignore[method-assign]
        try:
            yield
        finally:
            del transport.perform_request

    def again(self) -> None:
        from search.documents import reader

        for args, kwargs in self.sent:
            reader().transport.perform_request(*args, **kwargs)


def _answers(size: str) -> list[Row]:
    from django.test import Client, override_settings

    client, asked = Client(), questions(QUESTIONS)
    wires = [Wire() for _ in asked]
    for question, wire in zip(asked, wires, strict=True):
        with wire.kept():
            _ask(client, question, degraded=False)
    whole, raw, slow = Series(), Series(), Series()
    for turn in range(PASSES):
        for number, (question, wire) in enumerate(zip(asked, wires, strict=True)):
            steps = [(whole, lambda question=question: _ask(client, question, degraded=False)), (raw, wire.again)]
            for series, step in steps if turn % 2 else reversed(steps):
                before = time.perf_counter()
                step()
                series.add(number, time.perf_counter() - before)
    with override_settings(ELASTICSEARCH_URL=""):
        for _turn in range(PASSES_OF_FALLBACK):
            for number, question in enumerate(asked[:QUESTIONS_OF_FALLBACK]):
                before = time.perf_counter()
                _ask(client, question, degraded=True)
                slow.add(number, time.perf_counter() - before)
    same = Series({number: whole.taken[number] for number in slow.taken})
    most, least = WANTED.get(size, (0, 0))
    return [
        (f"whole JSON answer of {QUESTIONS} questions, p50 / p95", str(whole), "–"),
        ("Elasticsearch alone with the same bodies, p50 / p95", str(raw), "–"),
        ("p95 of the whole answer over Elasticsearch alone", f"{whole.p95 / raw.p95:.2f} ×", f"≤ {most} ×" if most else "–"),
        (f"PostgreSQL alone, {len(slow.taken)} of the questions, p50 / p95 / slowest", f"{slow}, {slow.worst:.0f} ms", "≤ 1,000 ms"),
        (
            "with Elasticsearch the same are quicker, at p50 / p95",
            f"{slow.p50 / same.p50:.1f} × / {slow.p95 / same.p95:.1f} ×",
            f"≥ {least} ×" if least else "–",
        ),
    ]


def _ask(client: Any, question: Question, *, degraded: bool) -> None:
    answer = client.get("/api/v1/search", question)
    if answer.status_code != 200 or json.loads(answer.content)["degraded"] is not degraded:
        raise AssertionError(f"{answer.status_code}: {question}")


def _suggestions() -> list[Row]:
    """What a keystroke costs the server, each time with words that no cache has read before."""
    from django.test import Client, override_settings

    from search.spelling import forget_readings

    client, typed = Client(), prefixes(PREFIXES)
    there, alone = Series(), Series()
    for series, changed in ((there, {}), (alone, {"ELASTICSEARCH_URL": ""})):
        with override_settings(**changed):
            client.get(SUGGEST, typed[0])
            for _turn in range(PASSES):
                forget_readings()
                for number, params in enumerate(typed):
                    before = time.perf_counter()
                    if client.get(SUGGEST, params).status_code != 200:
                        raise AssertionError(params)
                    series.add(number, time.perf_counter() - before)
    return [
        (f"suggestions for {PREFIXES} beginnings of names, p50 / p95 / slowest", f"{there}, {there.worst:.0f} ms", "p95 ≤ 50 ms"),
        ("the same by PostgreSQL alone", f"{alone}, {alone.worst:.0f} ms", "p95 ≤ 50 ms"),
    ]


def _drop_index() -> None:
    from search.documents import alias, writer

    if ours := list(writer().indices.get(index=f"{alias()}-*")):
        writer().indices.delete(index=",".join(ours))


if __name__ == "__main__":
    for what, measured, wanted in measure():
        print(f"| {what} | {measured} | {wanted} |")
