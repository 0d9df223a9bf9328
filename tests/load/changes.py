# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a night taken now and then costs Elasticsearch while the worker's loop runs, and when searches see it.

Measured is the processor time of the whole node, on one that has run for a while: it is given hundreds of writes first, since Java
compiles for a minute what it has not often run before. What the node takes in as long without any change is told, and taken off.
Alone: each change has a refresh of its own; in succession they follow each other as quickly as the worker sends them.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Row = tuple[str, str, str]
CHANGES = 100
WARMING = 600
REFRESHED_SECONDS = 0.6  # a change that waits so long for the next has a refresh of its own
PATIENCE_SECONDS = 30


def changes() -> list[Row]:
    """Rows of a table: what, measured, wanted."""
    from threading import Event, Thread

    from catalogue.models import Unit
    from search.tasks import run_indexing_loop

    stop = Event()
    loop = Thread(target=run_indexing_loop, args=(stop,))
    units = list(Unit.objects.filter(rate__isnull=False).select_related("parent").order_by("-pk")[: 3 * CHANGES + 5])
    wire = _Bulks()
    with wire.kept():
        loop.start()
        try:
            _warm_up()
            seen = sorted([_seen_after(unit) for unit in units[: CHANGES + 5]][5:])
            wire.took.clear()
            alone = _work_of(units[CHANGES + 5 : 2 * CHANGES + 5], pause=REFRESHED_SECONDS)
            together = _work_of(units[2 * CHANGES + 5 :])
            idle = _idle()
        finally:
            stop.set()
            loop.join()
    took = sorted(wire.took)
    return [
        (f"one unit's calendar change alone, mean of {CHANGES}: Elasticsearch's processor time", alone, "≤ 20 ms"),
        ("the same in quick succession", together, "≤ 20 ms"),
        ("the request that sends it, p50 / p95", f"{took[len(took) // 2]:.0f} / {took[int(len(took) * 0.95)]:.0f} ms", "–"),
        ("seen by searches after its commit, p50 / p99", f"{seen[len(seen) // 2]:.2f} / {seen[int(len(seen) * 0.99) - 1]:.2f} s", "≤ 1 s"),
        ("the worker's loop with nothing to do", f"{idle:.1%} of a core", "–"),
    ]


def _warm_up() -> None:
    """Writes documents again that are there already, each with a refresh."""
    from django.db.models import TextField
    from django.db.models.functions import Cast

    from search.documents import alias, writer
    from search.indexing import operation, send
    from search.models import Listing

    rows = Listing.objects.filter(kind="stay", document__isnull=False).order_by("pk")
    for pk, version, document in rows.values_list("object_id", "version", Cast("document", TextField()))[:WARMING]:
        send(writer(), operation(f"stay-{pk}", version, document), index=alias(), refresh=True)


def _work_of(units: list[Any], pause: float = 0.0) -> str:
    """Processor time of the nodes for each change, with and without what they take when nothing happens."""
    time.sleep(1)
    before, start = _node(), time.perf_counter()
    for unit in units:
        _wait_until_sent(_take_nights(unit))
        time.sleep(pause)
    time.sleep(REFRESHED_SECONDS)  # the last one's refresh is work of a change too
    lasted, after = time.perf_counter() - start, _node()
    time.sleep(1)
    before_idle = _node()
    time.sleep(lasted)
    idle = (_node()[0] - before_idle[0]) / len(units)
    whole, refreshes = (after[0] - before[0]) / len(units), after[1] - before[1]
    return f"{whole - idle:.1f} ms ({whole:.1f} less {idle:.1f} of the idle node; {refreshes / len(units):.1f} refreshes a change)"


def _node() -> tuple[float, int]:
    """Milliseconds of processor time that Elasticsearch's nodes have taken so far, and how often they have refreshed."""
    from search.documents import writer

    nodes = writer().nodes.stats(metric=["process", "indices"])["nodes"].values()
    worked = sum(node["process"]["cpu"]["total_in_millis"] for node in nodes)
    return float(worked), sum(node["indices"]["refresh"]["external_total"] for node in nodes)


class _Bulks:
    """How long the worker waits for each bulk request, in ms."""

    def __init__(self) -> None:
        self.took: list[float] = []

    @contextmanager
    def kept(self) -> Iterator[None]:
        from search.documents import writer

        transport = writer().transport
        real = transport.perform_request

        def keep(method: str, target: str, *args: Any, **kwargs: Any) -> Any:
            before = time.perf_counter()
            answer = real(method, target, *args, **kwargs)
            if "_bulk" in target:
                self.took.append((time.perf_counter() - before) * 1000)
            return answer

        transport.perform_request = keep  # type: ignore[method-assign]
        try:
            yield
        finally:
            del transport.perform_request


def _take_nights(unit: Any) -> int:
    """Two nights beyond what anybody has taken; answers the id of the stay."""
    from datetime import timedelta

    from django.utils import timezone

    from marketplace.booking.models import Occupancy

    first = timezone.localdate() + timedelta(days=700)
    Occupancy.objects.create(unit=unit, period=(first, first + timedelta(days=2)), kind="external")
    return int(unit.parent_id)


def _seen_after(unit: Any) -> float:
    """Seconds from the commit to the moment a search finds the new version."""
    key = f"stay-{unit.parent_id}"
    known = _version(key)
    _take_nights(unit)
    before = time.perf_counter()
    while _version(key) == known:
        if time.perf_counter() - before > PATIENCE_SECONDS:
            raise TimeoutError(key)
        time.sleep(0.01)
    return time.perf_counter() - before


def _wait_until_sent(stay: int) -> None:
    """Looks at PostgreSQL alone, so that nothing but the change gives Elasticsearch work."""
    from django.db.models import F

    from search.models import IndexChange, Listing

    before = time.perf_counter()
    while IndexChange.objects.exists() or Listing.objects.filter(kind="stay", object_id=stay, version__gt=F("indexed_version")).exists():
        if time.perf_counter() - before > PATIENCE_SECONDS:
            raise TimeoutError(stay)
        time.sleep(0.02)


def _version(key: str) -> int:
    from search.documents import alias, reader

    hits = reader().search(index=alias(), query={"ids": {"values": [key]}}, version=True, source=False)["hits"]["hits"]
    return int(hits[0]["_version"]) if hits else 0


def _idle() -> float:
    """The share of a core that this process takes while only the loop runs."""
    time.sleep(1)
    before, start = time.process_time(), time.perf_counter()
    time.sleep(5)
    return (time.process_time() - before) / (time.perf_counter() - start)
