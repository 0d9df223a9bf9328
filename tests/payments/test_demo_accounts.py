# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""In the demo each business has an account at the sandbox, so that transfers to it are not refused."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from catalogue.models import Business
from marketplace.payments import gateway
from marketplace.payments.demo import connect_businesses
from marketplace.payments.sandbox import Config, Sandbox
from marketplace.payments.sandbox.server import Server
from tests.factories import make_business, make_municipality

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sandbox(settings: Any) -> Iterator[Sandbox]:
    sandbox = Sandbox(Config())
    server = Server(sandbox, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve)
    thread.start()
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = "sk_test_sandbox", f"http://127.0.0.1:{server.port}"
    yield sandbox
    server.stop()
    thread.join(5)


def capability(account: str) -> str:
    got = gateway.make_client().v2.core.accounts.retrieve(account, {"include": ["configuration.recipient"]})
    assert got.configuration
    assert got.configuration.recipient
    return str(got.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status)


def test_each_business_gets_an_account_that_takes_transfers_once_and_soon(sandbox: Sandbox) -> None:
    place = make_municipality()
    for number in range(53):
        make_business(municipality=place, stripe_account=f"acct_demo{number:04d}" if number % 2 else "")
    began = time.monotonic()
    assert connect_businesses() == 53
    assert time.monotonic() - began < 20, "two seconds on a free machine"
    accounts = set(Business.objects.filter(payouts_active=True).values_list("stripe_account", flat=True))
    assert len(accounts) == 53
    assert capability(accounts.pop()) == "active"
    assert connect_businesses() == 0


def test_a_demo_without_sandbox_goes_on_without_accounts(settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    business = make_business()
    assert connect_businesses() == 0
    business.refresh_from_db()
    assert (business.stripe_account, business.payouts_active) == ("", False)
