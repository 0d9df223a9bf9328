# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from marketplace.payments import gateway, signals
from marketplace.payments.sandbox import Config, Sandbox
from marketplace.payments.sandbox.client import client_for

from .shop import webhook


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Our Stripe, in the same process; its events wait until a test delivers them."""
    box = Sandbox(Config(webhook_secret="whsec_test", seed=7))
    with gateway.using(client_for(box)):
        webhook(box)
        yield box
    box.close()


@pytest.fixture
def said() -> Iterator[list[tuple[str, str]]]:
    """What the room has said of which order, in order."""
    heard: list[tuple[str, str]] = []
    names = ("order_requested", "order_confirmed", "order_expired", "order_cancelled", "order_declined", "refund_sent")
    receivers = []
    for name in names:

        def hear(sender: Any, order: Any, name: str = name, **more: Any) -> None:
            heard.append((name, order.number))

        getattr(signals, name).connect(hear)
        receivers.append((name, hear))
    yield heard
    for name, hear in receivers:
        getattr(signals, name).disconnect(hear)


@pytest.fixture
def run_tasks(sandbox: Sandbox) -> Any:
    """Commits, as far as the code can see, and runs what was queued, as a worker would; returns how many tasks."""

    def run() -> int:
        ran = 0
        while connection.run_on_commit:
            waiting, connection.run_on_commit = connection.run_on_commit, []
            for _savepoints, act, _robust in waiting:
                act()
        while (queued := DBTaskResult.objects.order_by("enqueued_at").first()) is not None:
            queued.task.func(*queued.args_kwargs["args"], **queued.args_kwargs["kwargs"])
            queued.delete()
            ran += 1
        return ran

    return run
