# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Iterator
from typing import Any

import pytest
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
    """Runs what was queued, as a worker would; returns how many tasks."""

    def run() -> int:
        ran = 0
        while (waiting := DBTaskResult.objects.ready().order_by("enqueued_at").first()) is not None:
            task = waiting.task
            task.func(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
            waiting.delete()
            ran += 1
        return ran

    return run
