# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A periodic job runs when its time has come, and in one place only."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from marketplace.runtime.models import PeriodicRun
from marketplace.runtime.periodic import Job, advisory_lock, lock_key, periodic, registry, run_if_due

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Rome"))
HOUR = timedelta(hours=1)


@pytest.fixture
def runs() -> list[str]:
    return []


@pytest.fixture
def job(runs: list[str]) -> Job:
    return Job("tests.job", HOUR, lambda: runs.append("ran"))


@pytest.mark.django_db
def test_it_runs_at_once_and_then_not_before_its_time(job: Job, runs: list[str]) -> None:
    assert run_if_due(job, now=NOON)
    assert not run_if_due(job, now=NOON + HOUR - timedelta(seconds=1))
    assert run_if_due(job, now=NOON + HOUR)

    assert runs == ["ran", "ran"]


@pytest.fixture
def other_worker(job: Job) -> Iterator[None]:
    """Another process that is just running the job: it holds the lock on a connection of its own."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", lock_key(job.name))
    yield
    other.close()


@pytest.mark.django_db
def test_it_does_not_run_while_another_worker_runs_it(job: Job, runs: list[str], other_worker: None) -> None:
    assert not run_if_due(job, now=NOON)
    assert runs == []
    assert not PeriodicRun.objects.exists()


@pytest.mark.django_db
def test_the_lock_is_free_again_after_a_run(job: Job, runs: list[str]) -> None:
    run_if_due(job, now=NOON)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", lock_key(job.name))
            assert cursor.fetchone() == (True,)
    finally:
        other.close()


@pytest.mark.django_db
def test_a_failing_job_is_written_down_and_tried_again_when_due(runs: list[str]) -> None:
    def fail() -> None:
        runs.append("failed")
        raise RuntimeError("the tide is out")

    job = Job("tests.failing", HOUR, fail)

    assert run_if_due(job, now=NOON)
    assert PeriodicRun.objects.get(name="tests.failing").last_error == "RuntimeError"
    assert run_if_due(job, now=NOON + HOUR)
    assert runs == ["failed", "failed"]


def test_a_decorated_function_is_registered_by_its_name_and_stays_callable() -> None:
    @periodic(every=HOUR)
    def sweep() -> int:
        return 3

    name = f"{__name__}.{test_a_decorated_function_is_registered_by_its_name_and_stays_callable.__name__}.<locals>.sweep"
    assert registry.pop(name).every == HOUR
    assert sweep() == 3


@pytest.mark.django_db
def test_two_names_have_two_locks() -> None:
    with advisory_lock("one") as first, advisory_lock("two") as second:
        assert first
        assert second
