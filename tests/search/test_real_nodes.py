# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Real nodes of our own, paused, killed and started again: one alone, and with MARKETPLACE_LONG set a cluster of three."""

import os
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from catalogue.models import Product
from search.breaker import breaker
from search.checking import check
from search.documents import alias, readable, writer
from search.indexing import work_waiting
from search.rebuilding import rebuild
from tests.factories import make_stay, make_unit

from .asking import ask_anybody, titles
from .faulty import seconds_until
from .nodes import Node, addresses, one_node, three_nodes, wait_for
from .test_indexing import DATES, worker

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("real-nodes"),
    pytest.mark.timeout(900),
]
long = pytest.mark.skipif(not os.environ.get("MARKETPLACE_LONG"), reason="three nodes take minutes: MARKETPLACE_LONG=1")
LIMIT = 0.8  # as in production
SEARCHES, ASKERS = 500, 4


@pytest.fixture
def node(settings: Settings, tmp_path: Path) -> Iterator[Node]:
    if not readable():
        pytest.skip("needs Elasticsearch")
    settings.SEARCH_INDEX_PREFIX = "own"
    with one_node(tmp_path) as found:
        settings.ELASTICSEARCH_URL = found.url
        yield found


def timed(query: str) -> tuple[bool, list[str], float]:
    started = time.monotonic()
    answer = ask_anybody(query)
    return answer.degraded, titles(answer), time.monotonic() - started


def healed() -> bool:
    return not ask_anybody("q=casa").degraded


def test_a_node_paused_killed_and_wiped_is_not_missed_and_comes_back(node: Node, settings: Settings) -> None:
    make_unit(stay=make_stay(title="Casa"))
    settings.SEARCH_TIMEOUT_SECONDS = LIMIT
    asked = f"q=casa&{DATES}"
    with worker():
        seconds_until(healed, 60)
        node.hurt(signal.SIGSTOP)
        degraded, found, took = timed(asked)
        assert (degraded, found) == (True, ["Casa"])
        assert LIMIT - 0.1 <= took < LIMIT + 1  # it was waited for, and no longer
        degraded, found, took = timed(asked)
        assert (degraded, found) == (True, ["Casa"])
        assert took < LIMIT - 0.1  # and now is left alone
        node.hurt(signal.SIGCONT)
        seconds_until(healed, 60)

        node.hurt(signal.SIGKILL)
        degraded, found, took = timed(asked)
        assert (degraded, found) == (True, ["Casa"])
        assert took < LIMIT - 0.1
        Product.objects.update(title="Casa nuova")  # what is written meanwhile is not lost
        seconds_until(lambda: timed(asked)[1] == ["Casa nuova"])
        node.begin()
        seconds_until(lambda: healed() and work_waiting() == (False, False), 60)
        assert check() == []

        node.hurt(signal.SIGKILL)
        shutil.rmtree(node.folder / "elasticsearch")
        node.begin()  # with nothing in it
        assert timed(asked)[:2] == (True, ["Casa nuova"])
        Product.objects.update(title="Casa nuovissima")
        seconds_until(healed, 60)
        seconds_until(lambda: timed(asked)[:2] == (False, ["Casa nuovissima"]))
    assert check() == []


@pytest.fixture
def cluster(settings: Settings, tmp_path: Path) -> Iterator[list[Node]]:
    settings.SEARCH_INDEX_PREFIX, settings.SEARCH_REPLICAS = "three", "1-2"
    with three_nodes(tmp_path) as nodes:
        settings.ELASTICSEARCH_URL = addresses(nodes)
        yield nodes


def search_on(happening: Callable[[], None]) -> list[tuple[float, bool, float, int]]:
    """So many searches by some people at once; after a hundred of them it happens. When each began, whether degraded, how long, how many."""
    begun, lock, answers = time.monotonic(), threading.Lock(), []
    queries = ["q=casa", DATES, "q=casa&sort=newest", f"{DATES}&sort=price"]

    def one(number: int) -> None:
        if number == 100:
            happening()
        try:
            at = time.monotonic()
            answer = ask_anybody(queries[number % len(queries)])
            with lock:
                answers.append((at - begun, answer.degraded, time.monotonic() - at, answer.count))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(ASKERS) as pool:
        list(pool.map(one, range(SEARCHES)))
    return answers


def told(what: str, answers: list[tuple[float, bool, float, int]]) -> None:
    """The figures, for docs/scaling.md (pytest -s)."""
    times = sorted(took for *_, took, _ in answers)
    degraded = [at for at, was, *_ in answers if was]
    span = f", from {min(degraded):.1f} to {max(degraded):.1f} s" if degraded else ""
    middle, late = times[len(times) // 2] * 1000, times[len(times) * 99 // 100] * 1000
    print(
        f"{what}: {len(answers)} searches, {len(degraded)} degraded{span}; {middle:.0f} ms p50, {late:.0f} p99, {times[-1] * 1000:.0f} most"
    )


@long
def test_of_three_nodes_one_may_die_or_hang(cluster: list[Node], settings: Settings) -> None:
    stays = [make_stay(title=f"Casa {number}") for number in range(40)]
    for stay in stays:
        make_unit(stay=stay)
    rebuild()
    wait_for(cluster[0].url, "wait_for_status=green")
    copies = writer().cat.shards(index=alias(), format="json")
    assert Counter(copy["state"] for copy in copies) == {"STARTED": 3}
    assert {copy["node"] for copy in copies} == {"node-0", "node-1", "node-2"}
    assert check() == []
    seconds_until(healed)
    settings.SEARCH_TIMEOUT_SECONDS = LIMIT
    primary = next(int(copy["node"][-1]) for copy in copies if copy["prirep"] == "p")
    lost = cluster[primary]
    with worker():
        told("all three there", search_on(lambda: None))
        breaker.reset()
        answers = search_on(lambda: lost.hurt(signal.SIGKILL))
        told("one killed", answers)
        assert {count for *_, count in answers} <= {40}
        assert sum(was for _, was, *_ in answers) < SEARCHES / 4
        Product.objects.filter(pk=stays[0].pk).update(title="Casa scritta intanto")
        seconds_until(lambda: work_waiting() == (False, False) and not check(), 90)
        lost.begin()
        wait_for(lost.url, "wait_for_nodes=3&wait_for_status=green")
        seconds_until(healed)
        breaker.reset()
        answers = search_on(lambda: lost.hurt(signal.SIGSTOP))
        told("one paused", answers)
        assert {count for *_, count in answers} <= {40}
        lost.hurt(signal.SIGCONT)
        wait_for(lost.url, "wait_for_nodes=3&wait_for_status=green")
        seconds_until(healed, 60)
        told("all three again", search_on(lambda: None))
        rebuild()
        wait_for(cluster[0].url, "wait_for_status=green")
    assert check() == []
