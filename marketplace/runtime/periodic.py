# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Jobs that come round: a room marks a function in its `tasks.py` with `@periodic(every=…)`, the worker runs it when it is due.

However many workers run, a job runs in one of them at a time (advisory lock), and not again before its time is up (PeriodicRun).
"""

import logging
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import TypeVar

from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from marketplace.runtime.models import PeriodicRun

logger = logging.getLogger(__name__)
LOCK_FAMILY = 71_001  # the first half of our advisory locks' keys


@dataclass(frozen=True)
class Job:
    """A function without arguments, and how much time passes between two of its starts."""

    name: str
    every: timedelta
    function: Callable[[], object]


R = TypeVar("R")
registry: dict[str, Job] = {}


def periodic(*, every: timedelta) -> Callable[[Callable[[], R]], Callable[[], R]]:
    """Registers the decorated function as a job under its dotted name. It stays callable as before."""

    def register(function: Callable[[], R]) -> Callable[[], R]:
        name = f"{function.__module__}.{function.__qualname__}"
        registry[name] = Job(name, every, function)
        return function

    return register


def lock_key(name: str) -> list[int]:
    """The two halves of an advisory lock's key."""
    return [LOCK_FAMILY, zlib.crc32(name.encode()) - 2**31]


@contextmanager
def advisory_lock(name: str) -> Iterator[bool]:
    """Whether this connection got the lock `name`, which it then holds while inside."""
    key = lock_key(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        row = cursor.fetchone()
    gained = bool(row and row[0])
    try:
        yield gained
    finally:
        if gained:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def run_if_due(job: Job, *, now: datetime) -> bool:
    """Runs `job` unless another process runs it or its time has not come; True if it ran. A failing job is logged, not raised."""
    with advisory_lock(job.name) as gained:
        if not gained:
            return False
        run, _ = PeriodicRun.objects.get_or_create(name=job.name)
        if run.last_started_at and now < run.last_started_at + job.every:
            return False
        run.last_started_at = now
        run.save(update_fields=["last_started_at"])
        error = ""
        try:
            job.function()
        except Exception as cause:
            logger.exception("periodic job failed", extra={"job": job.name})
            error = type(cause).__name__
        PeriodicRun.objects.filter(pk=run.pk).update(last_finished_at=timezone.now(), last_error=error)
    return True


def run_periodic_jobs(stop: Event) -> None:
    """Runs every registered job whenever it is due, until `stop` is set."""
    autodiscover_modules("tasks")
    look_again = dict.fromkeys(registry, 0.0)
    while not stop.wait(0.5):
        for name, job in registry.items():
            if stop.is_set() or time.monotonic() < look_again.get(name, 0.0):
                continue
            run_if_due(job, now=timezone.now())
            # Another worker's run is seen at the latest a quarter of the period late.
            look_again[name] = time.monotonic() + max(job.every.total_seconds() / 4, 0.5)
        close_old_connections()
