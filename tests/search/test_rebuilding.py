# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""New indices while many people write: nothing is lost, whatever happens to whoever builds them."""

import os
import random
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from elasticsearch import ConnectionTimeout

from catalogue.models import Good, Product, Stay, Unit
from marketplace.booking.models import Occupancy, Rate
from search import documents, rebuilding
from search.checking import check
from search.documents import alias, family, writer
from search.indexing import work_waiting
from search.models import Listing
from search.processes import processes
from search.rebuilding import copy_to_new_index, look_after_index, rebuild, refresh_everything
from tests.factories import make_business, make_good, make_stay, make_unit, occupy, today

from .dying import rebuild_and_die_after_the_swap, rebuild_slowly
from .faulty import later, seconds_until, standing_between
from .test_indexing import worker

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_index"),
    pytest.mark.xdist_group("rebuilding"),
]
THREADS, EDITS = 4, 520  # each
FIRST = today() + timedelta(days=20)


class Editor(threading.Thread):
    """Somebody who changes titles and prices, takes nights and gives them back, hides, shows, adds and removes things."""

    def __init__(self, number: int, edits: int, enough: threading.Event) -> None:
        super().__init__(name=f"editor {number}")
        self.enough = enough
        self.random, self.number, self.edits, self.done = random.Random(number), number, edits, 0
        self.stays = list(Stay.objects.values_list("pk", flat=True))
        self.units = list(Unit.objects.all())
        self.goods = list(Good.objects.values_list("pk", flat=True))
        self.business = make_business(kind="farm")
        self.taken: list[int] = []
        self.cause: BaseException | None = None

    def run(self) -> None:
        try:
            while self.done < self.edits or not self.enough.is_set():
                self.random.choice([self.retitle, self.reprice, self.take, self.free, self.hide, self.add, self.remove])(self.done)
                self.done += 1
        except BaseException as cause:
            self.cause = cause
            raise
        finally:
            connections.close_all()

    def retitle(self, number: int) -> None:
        Product.objects.filter(pk=self.random.choice(self.stays)).update(title=f"Casa {self.number} {number}")

    def reprice(self, number: int) -> None:
        Rate.objects.filter(unit=self.random.choice(self.units)).update(night=self.random.randint(40, 200))

    def take(self, number: int) -> None:
        night = FIRST + timedelta(days=self.number * 60 + number % 60)
        unit = self.random.choice(self.units)
        if not Occupancy.objects.filter(unit=unit, period__overlap=(night, night + timedelta(days=1))).exists():
            self.taken.append(occupy(unit, night, night + timedelta(days=1)).pk)

    def free(self, number: int) -> None:
        if self.taken:
            Occupancy.objects.filter(pk=self.taken.pop(self.random.randrange(len(self.taken)))).delete()

    def hide(self, number: int) -> None:
        Product.objects.filter(pk=self.random.choice(self.stays)).update(is_public=self.random.random() < 0.6)

    def add(self, number: int) -> None:
        self.goods.append(make_good(business=self.business, title=f"Salame {self.number} {number}").pk)

    def remove(self, number: int) -> None:
        """Things somebody else may have removed just now."""
        if self.goods:
            Good.objects.filter(pk=self.goods.pop(self.random.randrange(len(self.goods)))).delete()


@contextmanager
def editors(count: int = THREADS, edits: int = EDITS) -> Iterator[list[Editor]]:
    """So many edits of each at least, and as many more as there is time for."""
    enough = threading.Event()
    threads = [Editor(number, edits, enough) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield threads
    finally:
        enough.set()
        for thread in threads:
            thread.join(120)
    assert [thread.cause for thread in threads] == [None] * count


def furnish(stays: int) -> None:
    business = make_business()
    for _ in range(stays):
        make_unit(stay=make_stay(business=business))
    for _ in range(stays // 3):
        make_good(business=business)


def quiet() -> bool:
    """The worker has nothing left to do."""
    return work_waiting() == (False, False)


def indices() -> set[str]:
    return set(writer().indices.get(index=f"{family()}-*"))


def behind_alias() -> set[str]:
    return set(writer().indices.get_alias(name=alias()))


@pytest.fixture
def own_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What processes beside this one need to know."""
    monkeypatch.setenv("SEARCH_INDEX_PREFIX", site.SEARCH_INDEX_PREFIX)


def kill_half_way() -> None:
    """Begins a rebuild in a process of its own and kills it while it copies."""
    before, built = indices(), Listing.objects.filter(document__isnull=False).count()
    with processes(1) as pool:
        future = pool.submit(rebuild_slowly)
        seconds_until(lambda: any(count_in(name) for name in indices() - before), 90)
        kill_only_child(pool, future)
    left = indices() - before
    assert len(left) == 1
    assert not left & behind_alias()
    assert 0 < count_in(next(iter(left))) < built  # half-way it was


def count_in(name: str) -> int:
    writer().indices.refresh(index=name)
    return int(writer().count(index=name)["count"])


def kill_only_child(pool: Any, future: Future[int]) -> None:
    (pid,) = pool._processes
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(BrokenExecutor):
        future.result(30)


def test_thousands_of_edits_during_rebuilds_one_of_them_killed(own_processes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(60)
    rebuild()
    monkeypatch.setattr(rebuilding, "BATCH", 7)
    monkeypatch.setattr(rebuilding, "WORTH_A_PROCESS", 1000)
    seen: dict[str, list[tuple[int, int]]] = {}
    during = []
    with worker():
        with editors() as threads:
            kill_half_way()
            for _ in range(2):
                before = sum(thread.done for thread in threads)
                rebuild(lambda step, done, total: seen.setdefault(step, []).append((done, total)))
                during.append(sum(thread.done for thread in threads) - before)
        assert sum(thread.done for thread in threads) >= THREADS * EDITS >= 2000
        assert min(during) > 20  # edits fell into each of them
        seconds_until(quiet, 60)
        assert check() == []
    print(f"{sum(thread.done for thread in threads)} edits, {during} of them during the rebuilds")
    assert indices() == behind_alias()  # nothing is left of what was killed
    said = StringIO()
    call_command("search", "check", stdout=said)
    assert said.getvalue() == "No differences.\n"
    assert set(seen) == {"documents", "index"}
    assert all(done <= total for steps in seen.values() for done, total in steps)


def test_whoever_is_killed_right_after_the_swap_leaves_an_index_that_is_built_anew(own_processes: None, tmp_path: Path) -> None:
    """What the worker wrote to the old index meanwhile is missing in the new one, and nobody is left who would know."""
    furnish(12)
    rebuild()
    before = behind_alias()
    copied, go = tmp_path / "copied", tmp_path / "go"
    with worker(), processes(1) as pool:
        future = pool.submit(rebuild_and_die_after_the_swap, str(copied), str(go))
        seconds_until(copied.exists, 90)
        with editors(2, 40):
            pass
        seconds_until(quiet, 60)
        go.touch()
        with pytest.raises(BrokenExecutor):
            future.result(30)
    assert behind_alias().isdisjoint(before)
    assert check()  # the control: without what follows it would stay so
    assert look_after_index()
    assert check() == []
    assert not look_after_index()


def test_of_several_workers_that_miss_the_index_one_builds_it() -> None:
    furnish(4)
    rebuild()
    for name in indices():
        writer().indices.delete(index=name)
    built = []

    def look() -> None:
        try:
            built.append(look_after_index())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(built) == [False, False, False, True]
    assert check() == []


@pytest.mark.parametrize("compared", [True, False])
def test_without_the_comparison_after_the_swap_edits_would_be_lost(monkeypatch: pytest.MonkeyPatch, *, compared: bool) -> None:
    """The control of the first: the same edits, all between copying and swap, and nobody compares."""
    furnish(12)
    rebuild()
    swap, catch_up = rebuilding._swap, rebuilding._catch_up

    def edit_then_swap(*args: Any) -> None:
        with editors(2, 60):
            pass
        seconds_until(quiet)  # the worker has written them all, to the old index
        swap(*args)

    monkeypatch.setattr(rebuilding, "_swap", edit_then_swap)
    monkeypatch.setattr(rebuilding, "_catch_up", catch_up if compared else lambda *args: None)
    with worker():
        copy_to_new_index()
        seconds_until(quiet, 60)
        assert bool(check()) is not compared


def test_listings_that_go_away_between_two_looks_do_not_end_a_rebuild() -> None:
    """Stale when they were listed, gone when they are read: there is nothing to send."""
    furnish(1)
    rebuild()
    assert rebuilding._write(writer(), next(iter(behind_alias())), []) == {}
    assert check() == []


def test_a_bulk_request_that_takes_longer_than_a_change_may_does_not_end_a_rebuild(monkeypatch: pytest.MonkeyPatch) -> None:
    """At a hundred thousand stays one of them waited for a merge, longer than the worker waits for a change, and all was lost."""
    make_unit()
    refresh_everything()
    monkeypatch.setattr(documents, "WRITE_TIMEOUT_SECONDS", 0.5)
    with standing_between(site.ELASTICSEARCH_URL) as between, override_settings(ELASTICSEARCH_URL=between.url):
        between.way = later(0.7)
        with pytest.raises(ConnectionTimeout):
            writer().info()
        assert copy_to_new_index() == Listing.objects.count()
