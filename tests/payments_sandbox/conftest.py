# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import os
import urllib.parse
from collections.abc import Iterator, Mapping

import pytest
import stripe

from marketplace.payments.sandbox import Config, Sandbox
from marketplace.payments.sandbox.client import client_for
from tests.payments_sandbox.mock_mirror import mirror
from tests.payments_sandbox.types_oracle import problems


class Witness:
    """Sees every exchange: judges answers by the SDK's types, and sends the request on to stripe-mock when there is one."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.seen = 0
        self.mock = os.environ.get("STRIPE_MOCK_URL")

    def __call__(self, method: str, target: str, headers: Mapping[str, str], body: bytes | str, answer: tuple) -> None:
        status, _, content = answer
        self.seen += 1
        if status == 200:
            self.found += [f"{method} {urllib.parse.urlsplit(target).path}: {problem}" for problem in problems(json.loads(content))]
            if self.mock:
                self.found += mirror(self.mock, method, target, headers, body)


@pytest.fixture
def witness() -> Iterator[Witness]:
    found = Witness()
    yield found
    assert not found.found, "\n".join(sorted(set(found.found)))


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(Config(seed=1))
    yield sandbox
    sandbox.close()


@pytest.fixture
def client(sandbox: Sandbox, witness: Witness) -> stripe.StripeClient:
    return client_for(sandbox, witness=witness)
