# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our sandbox against Stripe's own: stripe-mock takes every request it took, and Stripe's description accepts every answer it gave.

Run by `make contract`, which builds and starts stripe-mock and names it in STRIPE_MOCK_URL.
"""

from __future__ import annotations

import copy
import inspect
import json
import os
from pathlib import Path

import pytest

from marketplace.payments.sandbox.client import client_for
from tests.payments_sandbox import description, drift, make_nulls, test_events, test_keys, test_payments, test_transfers
from tests.payments_sandbox.mock_mirror import mirror
from tests.payments_sandbox.steps import open_session, paid_charge

pytestmark = pytest.mark.contract

FLOWS = [
    flow
    for module in (test_payments, test_transfers, test_keys, test_events)
    for name, flow in vars(module).items()
    if name.startswith("test_") and set(inspect.signature(flow).parameters) == {"client", "sandbox"}
]


@pytest.fixture(scope="module")
def path() -> Path:
    found = description.find()
    if found is None or not os.environ.get("STRIPE_MOCK_URL"):
        pytest.skip("stripe-mock is not running: use `make contract`")
    return found


@pytest.fixture(scope="module")
def stripes(path) -> description.Description:
    return description.Description(path)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_stripe_takes_what_we_send_and_sends_what_we_take(flow, sandbox, witness, stripes):
    def judge(method, target, headers, body, answer):
        witness(method, target, headers, body, answer)
        if answer[0] == 200 and target.startswith("/v1/"):
            witness.found += stripes.problems(method, target.partition("?")[0], json.loads(answer[2]))

    client = client_for(sandbox, witness=judge)
    flow(client=client, sandbox=sandbox)
    client.v1.events.list({"limit": 100})
    assert witness.seen


def test_the_description_says_no_to_a_wrong_answer(client, sandbox, stripes):
    session = open_session(client, sandbox)
    target = f"/v1/checkout/sessions/{session.id}"
    answer = json.loads(sandbox.handle("GET", target, {"Authorization": "Bearer sk_test_sandbox"}, b"")[2])
    assert stripes.problems("GET", target, answer) == []
    for change in ({"status": "done"}, {"ui_mode": "hosted"}, {"amount_total": "1"}, {"metadata": 5}):
        assert stripes.problems("GET", target, {**answer, **change}), change


def test_stripe_mock_says_no_to_a_wrong_request(path):
    headers = {"Authorization": "Bearer sk_test_sandbox", "Content-Type": "application/x-www-form-urlencoded"}
    assert mirror(os.environ["STRIPE_MOCK_URL"], "POST", "/v1/refunds", headers, "charge=ch_1&colour=red")
    assert not mirror(os.environ["STRIPE_MOCK_URL"], "POST", "/v1/refunds", headers, "charge=ch_1")


@pytest.mark.parametrize("operation", drift.OPERATIONS)
def test_what_the_sdk_can_send_has_not_drifted_from_the_description(path, operation):
    """Only additions: what the description knows and the SDK does not is what the overlay renames, and nothing else."""
    laid = description.overlay(copy.deepcopy(description.load(path)))
    sendable = drift.typed(drift.OPERATIONS[operation])
    assert sendable
    assert drift.described(laid, operation) - sendable == set()


def test_the_nullable_fields_are_those_of_the_description(path):
    assert make_nulls.TARGET.read_text("utf-8") == make_nulls.text(description.load(path))


def test_the_gateway_sends_no_parameter_that_the_pinned_version_renamed(client, sandbox):
    paid_charge(client, sandbox)
    for _, _, values in sandbox.calls:
        assert "payment_method_types" not in values
