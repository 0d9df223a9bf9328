# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands beside the web: runs queued tasks, keeps the search index up to date, runs periodic jobs. One process, a few threads."""

import logging
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec

from django.db import close_old_connections, connection, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from marketplace.runtime.periodic import periodic, run_periodic_jobs

logger = logging.getLogger(__name__)
TASK_LOCKS = 71_002  # first half of the advisory-lock key that a living task runner holds
POLL_SECONDS = 0.25
LONGEST_PAUSE = 30.0
Loop = Callable[[threading.Event], None]


def lock_key(worker_id: str) -> list[int]:
    return [TASK_LOCKS, zlib.crc32(worker_id.encode()) - 2**31]


def run_tasks(stop: threading.Event) -> None:
    """Runs queued tasks one after the other until `stop` is set; the one under way is finished first.

    While it lives it holds an advisory lock on its id: whose lock is free is dead, and its task goes back to the queue.
    """
    worker_id = get_random_string(32)
    keeper = connection.copy()  # not the thread's connection: that one is closed now and then, and the lock with it
    with keeper.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", lock_key(worker_id))
    runner = Worker(
        queue_names=["*"],
        interval=POLL_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    threading.Thread(target=end_when, args=(stop, runner), daemon=True).start()
    try:
        runner.run()
    finally:
        keeper.close()


def end_when(stop: threading.Event, runner: Worker) -> None:
    """Makes the runner return after the task under way, once `stop` is set."""
    stop.wait()
    runner.running = False


@periodic(every=timedelta(seconds=30))
def requeue_lost_tasks() -> int:
    """Puts tasks whose runner died back into the queue; returns how many. Tasks bear being run twice."""
    lost = 0
    long_enough = timezone.now() - timedelta(seconds=20)
    for task in DBTaskResult.objects.running().filter(started_at__lt=long_enough):
        key = lock_key(task.worker_ids[-1] if task.worker_ids else "")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
            if cursor.fetchone() == (True,):
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
                lost += DBTaskResult.objects.running().filter(pk=task.pk).update(status=TaskResultStatus.READY)
    return lost


@periodic(every=timedelta(hours=6))
def forget_old_tasks() -> int:
    """Deletes finished tasks after a week: they name people. Returns how many."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - timedelta(days=7)).delete()[0]


def indexing_loop() -> Loop | None:
    """The search room's loop, found by name: the runtime stands below that room and cannot import it."""
    if find_spec("search") is None or find_spec("search.tasks") is None:
        return None
    loop: Loop = import_module("search.tasks").run_indexing_loop
    return loop


def persevere(loop: Loop, stop: threading.Event) -> None:
    """Runs `loop` until `stop`; after a failure (the database restarts, say) begins again, with growing pauses."""
    pause = 1.0
    while not stop.is_set():
        started = time.monotonic()
        try:
            loop(stop)
        except Exception:
            logger.exception("worker loop failed", extra={"loop": loop.__name__})
        finally:
            close_old_connections()
            connections.close_all()
        pause = 1.0 if time.monotonic() - started > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
        stop.wait(pause)


def run(stop: threading.Event, *, task_threads: int, grace: float = 20.0) -> bool:
    """Runs all loops until `stop`; False if one of them did not end within `grace` seconds."""
    loops: Sequence[Loop | None] = [*[run_tasks] * task_threads, run_periodic_jobs, indexing_loop()]
    threads = [threading.Thread(target=persevere, args=(loop, stop), daemon=True, name=loop.__name__) for loop in loops if loop]
    for thread in threads:
        thread.start()
    stop.wait()
    deadline = time.monotonic() + grace
    for thread in threads:
        thread.join(max(deadline - time.monotonic(), 0))
    return not any(thread.is_alive() for thread in threads)
