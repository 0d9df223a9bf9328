# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From a commit to the index: soon, completely, and through whatever happens to Elasticsearch."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.utils import timezone
from pytest_django import Settings

from catalogue.models import Product
from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.models import Occupancy
from search import elastic
from search.breaker import Breaker, breaker
from search.checking import check
from search.documents import alias, writer
from search.indexing import push_listings
from search.models import IndexChange, Listing
from search.projection import BUILDERS, Draft, build_stays
from search.queue import queue_change
from search.rebuilding import copy_to_new_index, rebuild, refresh_everything
from search.tasks import let_past_days_go, look_after_wiped_index, run_indexing_loop
from tests.factories import make_business, make_municipality, make_stay, make_unit, occupy, today

from .asking import ask, ask_anybody, request_of, titles
from .conftest import Indexer, empty_queue

ARRIVAL = today() + timedelta(days=40)
DATES = f"kind=stay&adults=2&check_in={ARRIVAL}&check_out={ARRIVAL + timedelta(days=2)}"


@contextmanager
def worker() -> Iterator[None]:
    """The loop of the worker, in a thread with a connection of its own."""
    stop = threading.Event()

    def run() -> None:
        try:
            run_indexing_loop(stop)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)


def seconds_until(condition: Callable[[], bool], patience: float = 30.0) -> float:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() < started + patience, "it never came"
        time.sleep(0.02)
    return time.monotonic() - started


@pytest.mark.elasticsearch
@pytest.mark.django_db(transaction=True)
def test_a_hold_takes_a_stay_out_of_the_index_and_its_end_brings_it_back(own_index: None) -> None:
    unit = make_unit()
    with worker():
        seconds_until(lambda: indexed(DATES) == 1)
        hold = hold_nights(unit=unit, check_in=ARRIVAL, check_out=ARRIVAL + timedelta(days=2), adults=2)
        seconds_until(lambda: indexed(DATES) == 0)
        # Its time runs out: nobody writes a row, the nights are free all the same.
        Occupancy.objects.filter(hold=hold).update(expires_at=timezone.now() + timedelta(seconds=0.3))
        seconds_until(lambda: indexed(DATES) == 1)


@pytest.mark.elasticsearch
@pytest.mark.django_db(transaction=True)
def test_a_change_shows_within_a_second_of_its_commit(own_index: None) -> None:
    units = [make_unit() for _ in range(5)]
    with worker():
        seconds_until(lambda: indexed(DATES) == 5)
        delays = []
        for left, unit in zip((4, 3, 2, 1, 0), units, strict=True):
            occupy(unit, ARRIVAL, ARRIVAL + timedelta(days=1))
            delays.append(seconds_until(partial(counts, left)))
    # The machine may be busy with other tests: the middle of five tells the way's own length.
    assert sorted(delays)[2] < 1.0


def counts(number: int) -> bool:
    return indexed(DATES) == number


def indexed(query: str) -> int:
    """What Elasticsearch alone says."""
    try:
        return elastic.search(request_of(query)).count
    except Exception:  # no index yet
        return -1


@pytest.mark.django_db(transaction=True)
def test_documents_of_many_things_are_built_by_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    stays = [make_unit().stay for _ in range(4)]
    monkeypatch.setattr("search.rebuilding.BATCH", 2)
    monkeypatch.setattr("search.rebuilding.WORTH_A_PROCESS", 1)
    refresh_everything()
    built = Listing.objects.filter(kind="stay", document__isnull=False)
    assert set(built.values_list("object_id", flat=True)) == {stay.pk for stay in stays}


@pytest.mark.elasticsearch
@pytest.mark.django_db(transaction=True)
def test_edits_during_a_rebuild_are_not_lost(own_index: None, monkeypatch: pytest.MonkeyPatch) -> None:
    business = make_business()
    stays = [make_stay(business=business, title=f"prima {n}") for n in range(30)]
    rebuild()
    monkeypatch.setattr("search.rebuilding.BATCH", 3)
    done = threading.Event()

    def edit() -> None:
        try:
            for round_ in range(4):
                for stay in stays:
                    Product.objects.filter(pk=stay.pk).update(title=f"dopo {round_}", slug=f"s-{stay.pk}-{round_}")
            Product.objects.filter(pk=stays[0].pk).update(is_public=False)
        finally:
            connections.close_all()
            done.set()

    with worker():
        editor = threading.Thread(target=edit)
        editor.start()
        built = 0
        while not done.is_set() or built < 2:
            copy_to_new_index()
            built += 1
        editor.join()
        seconds_until(lambda: not IndexChange.objects.exists() and not check())
    assert len(writer().indices.get_alias(name=alias())) == 1
    assert set(titles(ask("kind=stay", per_page=100))) == {"dopo 3"}
    assert ask("kind=stay").count == 29


@pytest.mark.elasticsearch
@pytest.mark.django_db(transaction=True)
def test_without_the_last_comparison_edits_would_be_lost(own_index: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what the worker writes to the old index while we copy is missing in the new one if nobody compares."""
    stay = make_stay(title="prima")
    rebuild()

    def copy_then_edit(*args: object) -> None:
        if not Product.objects.filter(pk=stay.pk, title="dopo").exists():
            Product.objects.filter(pk=stay.pk).update(title="dopo")
            empty_queue()
            push_listings()

    monkeypatch.setattr("search.rebuilding._catch_up", copy_then_edit)
    copy_to_new_index()
    assert [difference.what for difference in check()] == ["stale"]


@pytest.mark.elasticsearch
def test_a_late_write_does_not_win(index: Indexer) -> None:
    stay = make_stay(title="prima")
    index()
    row = Listing.objects.get(kind="stay", object_id=stay.pk)
    Product.objects.filter(pk=stay.pk).update(title="dopo")
    index()
    writer_says = (
        writer()
        .options(ignore_status=409)
        .index(index=alias(), id=f"stay-{stay.pk}", document=row.document, version=row.version, version_type="external_gte")
    )
    assert writer_says["status"] == 409
    assert titles(ask("kind=stay")) == ["dopo"]


@pytest.mark.elasticsearch
def test_what_is_unchanged_is_not_sent_again(index: Indexer) -> None:
    stay = make_stay()
    index()
    version = Listing.objects.get(kind="stay", object_id=stay.pk).version
    stay.save()
    queue_change("stay", stay.pk)
    index()
    assert Listing.objects.get(kind="stay", object_id=stay.pk).version == version


@pytest.mark.elasticsearch
def test_a_new_name_of_the_village_reaches_all_that_stands_there(index: Indexer) -> None:
    place = make_municipality(name="Borgo Vecchio")
    make_unit(stay=make_stay(title="casa", business=make_business(municipality=place, name="bottega")))
    index()
    place.name = "Borgonuovo"
    place.save()
    index()
    assert set(titles(ask("q=borgonuovo"))) == {"casa", "bottega"}
    assert ask("q=vecchio").count == 0


@pytest.mark.elasticsearch
def test_a_rebuild_writes_documents_anew_and_a_copy_takes_them_as_they_stand(index: Indexer) -> None:
    stay = make_stay(title="vecchia")
    index()
    row = Listing.objects.get(kind="stay", object_id=stay.pk)
    row.document["municipality"] = "000000"  # as if the program had written it differently before an update
    row.save(update_fields=["document"])
    for options, found in ((["--copy"], "000000"), ([], stay.municipality.istat)):
        writer().delete(index=alias(), id=f"stay-{stay.pk}")
        call_command("search", "rebuild", *options, stdout=StringIO())
        assert writer().get(index=alias(), id=f"stay-{stay.pk}")["_source"]["municipality"] == found
    assert check() == []


@pytest.mark.elasticsearch
def test_check_finds_and_repairs_what_somebody_broke(index: Indexer) -> None:
    lost, changed, gone = make_stay(title="persa"), make_stay(title="cambiata"), make_stay(title="sparita")
    index()
    assert check() == []
    writer().delete(index=alias(), id=f"stay-{lost.pk}")
    writer().update(index=alias(), id=f"stay-{changed.pk}", doc={"municipality": "000000"})
    Listing.objects.filter(kind="stay", object_id=gone.pk).delete()
    with pytest.raises(CommandError):
        call_command("search", "check", stdout=StringIO())
    said = StringIO()
    call_command("search", "check", "--fix", stdout=said)
    assert f"stay-{lost.pk}: missing in index" in said.getvalue()
    assert f"stay-{changed.pk}: stale in index" in said.getvalue()
    assert f"stay-{gone.pk}: missing in rows" in said.getvalue()
    assert check() == []


@pytest.mark.elasticsearch
def test_days_that_are_over_leave_the_documents(index: Indexer) -> None:
    unit = make_unit()
    index()
    Listing.objects.update(built_on=today() - timedelta(days=1))
    empty_queue()
    let_past_days_go()
    assert set(IndexChange.objects.values_list("kind", "object_id")) >= {("stay", unit.parent_id)}
    empty_queue()
    assert not Listing.objects.filter(built_on__lt=today()).exists()


def test_one_listing_that_cannot_be_described_does_not_hold_up_the_others(
    without_elasticsearch: None, db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    odd, good = make_stay(title="strana"), make_stay(title="buona")

    def build(ids: Sequence[int], now: datetime) -> list[Draft]:
        if odd.pk in ids:
            raise ValueError("cannot be described")
        return build_stays(ids, now)

    monkeypatch.setitem(BUILDERS, "stay", build)
    empty_queue()
    assert list(Listing.objects.filter(kind="stay", document__isnull=False).values_list("object_id", flat=True)) == [good.pk]
    assert "no document" in caplog.text


@pytest.mark.django_db
def test_a_change_that_is_rolled_back_is_not_queued() -> None:
    stay = make_stay()
    IndexChange.objects.all().delete()
    with transaction.atomic():
        Product.objects.filter(pk=stay.pk).update(title="mai")
        assert IndexChange.objects.exists()
        transaction.set_rollback(True)
    assert not IndexChange.objects.exists()


def test_the_breaker_lets_one_try_after_a_pause_that_grows() -> None:
    now = [0.0]
    tested = Breaker(first=1.0, longest=4.0, clock=lambda: now[0])
    assert tested.may_ask()
    tested.failed()
    assert not tested.may_ask()
    now[0] = 1.1
    assert [tested.may_ask(), tested.may_ask()] == [True, False]
    tested.failed()
    now[0] = 2.5
    assert not tested.may_ask()
    now[0] = 3.2
    assert tested.may_ask()
    tested.reset()
    assert [tested.may_ask(), tested.may_ask()] == [True, True]


class Forwarder:
    """The process in between, on a port of its own."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.target = urlsplit(site.ELASTICSEARCH_URL.split(",")[0]).netloc
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "tests.search.forwarder", str(self.port), self.target]
        self.process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
        seconds_until(self._listens)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        os.kill(self.process.pid, number)
        if number == signal.SIGKILL:
            self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@pytest.mark.elasticsearch
def test_killed_and_paused_processes_degrade_and_heal(index: Indexer, settings: Settings) -> None:
    make_unit(stay=make_stay(title="Casa"))
    index()
    between = Forwarder()
    try:
        between.start()
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{between.port}"
        assert not ask_anybody("q=casa").degraded
        settings.SEARCH_TIMEOUT_SECONDS = 0.8
        between.signal(signal.SIGSTOP)
        started = time.monotonic()
        answer = ask_anybody(f"q=casa&{DATES}")
        assert (answer.degraded, titles(answer)) == (True, ["Casa"])
        assert time.monotonic() - started >= 0.7  # it was asked
        assert ask_anybody("q=casa").degraded  # and now is left alone
        settings.SEARCH_TIMEOUT_SECONDS = 20.0
        between.signal(signal.SIGCONT)
        breaker.reset()
        assert not ask_anybody("q=casa").degraded
        between.signal(signal.SIGKILL)
        assert [ask_anybody("q=casa").degraded, ask_anybody("q=casa").count] == [True, 1]
        between.start()
        seconds_until(lambda: not ask_anybody("q=casa").degraded)
    finally:
        between.stop()


@pytest.mark.elasticsearch
def test_what_changed_while_elasticsearch_was_away_arrives_when_it_is_back(index: Indexer, settings: Settings) -> None:
    stay = make_stay(title="prima")
    index()
    there = settings.ELASTICSEARCH_URL
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    Product.objects.filter(pk=stay.pk).update(title="dopo")
    empty_queue()
    assert titles(ask_anybody("kind=stay")) == ["dopo"]  # PostgreSQL knows already
    settings.ELASTICSEARCH_URL = there
    breaker.reset()
    assert titles(ask_anybody("kind=stay")) == ["prima"]
    assert push_listings()
    assert titles(ask_anybody("kind=stay")) == ["dopo"]


@pytest.mark.elasticsearch
def test_a_wiped_or_foreign_index_degrades_until_it_is_built_anew(index: Indexer) -> None:
    make_unit(stay=make_stay(title="Casa"))
    index()
    for name in list(writer().indices.get_alias(name=alias())):
        writer().indices.delete(index=name)
    answer = ask_anybody("q=casa")
    assert (answer.degraded, answer.count) == (True, 1)
    look_after_wiped_index()
    breaker.reset()
    assert not ask_anybody("q=casa").degraded
    assert check() == []
    older = f"{alias()}-older"
    writer().indices.create(index=older, mappings={"properties": {"kind": {"type": "text"}}})
    now = next(iter(writer().indices.get_alias(name=alias())))
    writer().indices.update_aliases(actions=[{"remove": {"index": now, "alias": alias()}}, {"add": {"index": older, "alias": alias()}}])
    assert ask_anybody("q=casa").degraded
    look_after_wiped_index()
    breaker.reset()
    assert not ask_anybody("q=casa").degraded
