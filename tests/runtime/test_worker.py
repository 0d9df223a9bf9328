# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The worker runs what is queued, ends gently, and loses no task of a worker that was killed."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task

from marketplace.messages.tasks import send
from marketplace.payments.tasks import process
from marketplace.runtime import worker
from tests.runtime import tasks_for_tests as tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """A running worker's stop. Its threads are ended before the database is emptied."""
    tasks.done.clear()
    tasks.begun.clear()
    tasks.may_end.clear()
    event = threading.Event()
    thread = threading.Thread(target=worker.persevere, args=(worker.run_tasks, event))
    thread.start()
    yield event
    event.set()
    tasks.may_end.set()
    thread.join(20)
    assert not thread.is_alive()


def eventually(holds: Callable[[], object], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        time.sleep(0.05)


def test_a_queued_task_is_run(stop: threading.Event) -> None:
    tasks.note.enqueue("polenta")

    eventually(lambda: DBTaskResult.objects.successful().exists())
    assert tasks.done == ["polenta"]


def test_the_task_under_way_is_finished_before_the_worker_ends(stop: threading.Event) -> None:
    tasks.take_long.enqueue("slow")
    tasks.note.enqueue("after")
    assert tasks.begun.wait(15)

    stop.set()
    time.sleep(0.3)
    tasks.may_end.set()

    eventually(lambda: DBTaskResult.objects.successful().count() == 1)
    assert tasks.done == ["slow"]
    assert DBTaskResult.objects.ready().count() == 1


def test_a_guests_mail_overtakes_what_a_bulk_edit_of_staff_has_queued() -> None:
    insert_or_update_object_task.using(backend="default").enqueue("territory.municipality", "1")
    send.enqueue()
    process.enqueue(1)

    assert [task.task_path.rsplit(".")[-1] for task in DBTaskResult.objects.ready()] == ["process", "send", "insert_or_update_object_task"]


def running_since_a_minute(worker_id: str) -> DBTaskResult:
    tasks.note.enqueue("lost")
    task = DBTaskResult.objects.get()
    task.claim(worker_id)
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=1))
    return task


def test_the_task_of_a_dead_worker_goes_back_to_the_queue() -> None:
    task = running_since_a_minute("dead worker")

    assert worker.requeue_lost_tasks() == 1

    task.refresh_from_db()
    assert task.status == "READY"


def test_the_task_of_a_living_worker_stays_with_it() -> None:
    running_since_a_minute("living worker")
    living = connection.copy()
    try:
        with living.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", worker.lock_key("living worker"))
        assert worker.requeue_lost_tasks() == 0
    finally:
        living.close()


def test_a_running_worker_counts_as_living(stop: threading.Event) -> None:
    tasks.take_long.enqueue("slow")
    assert tasks.begun.wait(15)
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=1))

    assert worker.requeue_lost_tasks() == 0


def test_finished_tasks_are_forgotten_after_a_week(stop: threading.Event) -> None:
    tasks.note.enqueue("old")
    tasks.note.enqueue("new")
    eventually(lambda: DBTaskResult.objects.successful().count() == 2)
    old = DBTaskResult.objects.first()
    assert old is not None
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=8))

    assert worker.forget_old_tasks() == 1
    assert DBTaskResult.objects.count() == 1


def test_a_loop_that_fails_begins_again() -> None:
    stop, attempts = threading.Event(), []

    def loop(event: threading.Event) -> None:
        attempts.append(1)
        if len(attempts) == 1:
            raise ConnectionError("the database restarts")
        event.set()

    worker.persevere(loop, stop)

    assert len(attempts) == 2
