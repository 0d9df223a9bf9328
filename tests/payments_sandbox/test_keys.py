# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Idempotency keys and faults: what a lost answer may and may not do."""

from __future__ import annotations

import pytest
import stripe

from marketplace.payments.sandbox.client import client_for
from tests.payments_sandbox.steps import open_session, paid_charge


def test_the_same_key_gives_the_same_refund(client, sandbox):
    charge = paid_charge(client, sandbox)
    refunds = [client.v1.refunds.create({"charge": charge.id, "amount": 100}, {"idempotency_key": "k"}) for _ in range(3)]
    assert len({refund.id for refund in refunds}) == 1
    assert refunds[1].last_response.headers["idempotent-replayed"] == "true"
    assert client.v1.charges.retrieve(charge.id).amount_refunded == 100


def test_the_same_key_with_other_parameters_is_refused(client, sandbox):
    charge = paid_charge(client, sandbox)
    client.v1.refunds.create({"charge": charge.id, "amount": 100}, {"idempotency_key": "k"})
    with pytest.raises(stripe.IdempotencyError) as refusal:
        client.v1.refunds.create({"charge": charge.id, "amount": 200}, {"idempotency_key": "k"})
    assert refusal.value.http_status == 400


def test_a_refusal_is_repeated_but_a_fault_of_form_is_not(client, sandbox):
    charge = paid_charge(client, sandbox, amount=1_000)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"charge": charge.id, "amount": 1_001}, {"idempotency_key": "refusal"})
    with pytest.raises(stripe.InvalidRequestError) as again:
        client.v1.refunds.create({"charge": charge.id, "amount": 1_001}, {"idempotency_key": "refusal"})
    assert again.value.headers is not None
    assert again.value.headers["idempotent-replayed"] == "true"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"charge": charge.id, "amount": 0}, {"idempotency_key": "form"})
    assert client.v1.refunds.create({"charge": charge.id, "amount": 1}, {"idempotency_key": "form"}).amount == 1


def test_a_key_is_forgotten_after_a_day(client, sandbox):
    charge = paid_charge(client, sandbox)
    for _ in range(2):
        client.v1.refunds.create({"charge": charge.id, "amount": 100}, {"idempotency_key": "k"})
    sandbox.advance(86_400)
    client.v1.refunds.create({"charge": charge.id, "amount": 100}, {"idempotency_key": "k"})
    assert client.v1.charges.retrieve(charge.id).amount_refunded == 200


@pytest.mark.parametrize("kind", ["error", "timeout", "lost"])
def test_the_client_tries_again_and_the_refund_happens_once(client, sandbox, kind):
    charge = paid_charge(client, sandbox)
    sandbox.arm(kind=kind, path="/v1/refunds")
    client.v1.refunds.create({"charge": charge.id, "amount": 100})
    assert client.v1.charges.retrieve(charge.id).amount_refunded == 100


def test_an_answer_lost_after_acting_leaves_the_act_done(sandbox, client):
    charge = paid_charge(client, sandbox)
    once = client_for(sandbox, retries=0)
    sandbox.arm(kind="lost", path="/v1/refunds")
    with pytest.raises(stripe.APIConnectionError):
        once.v1.refunds.create({"charge": charge.id, "amount": 100})
    sandbox.arm(kind="timeout", path="/v1/refunds")
    with pytest.raises(stripe.APIConnectionError):
        once.v1.refunds.create({"charge": charge.id, "amount": 100})
    assert client.v1.charges.retrieve(charge.id).amount_refunded == 100


def test_a_fault_strikes_the_nth_call_as_often_as_ordered(sandbox, client):
    once = client_for(sandbox, retries=0)
    sandbox.arm(status=500, at=2, times=2, method="GET", path="/v1/balance$")
    outcomes: list[str | int | None] = []
    for _ in range(4):
        try:
            outcomes.append(once.v1.balance.retrieve().object)
        except stripe.APIError as error:
            outcomes.append(error.http_status)
    assert outcomes == ["balance", 500, 500, "balance"]
    sandbox.arm(status=429)
    with pytest.raises(stripe.RateLimitError):
        once.v1.balance.retrieve()


def test_strangers_wrong_versions_and_unknown_things_are_refused(sandbox, client):
    with pytest.raises(stripe.AuthenticationError):
        stripe.StripeClient("sk_test_other", http_client=client._requestor._client).v1.balance.retrieve()
    with pytest.raises(stripe.InvalidRequestError, match="API version"):
        client.v1.balance.retrieve({}, {"stripe_version": "2020-03-02"})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.checkout.sessions.retrieve("cs_test_nothing")
    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        client.v1.checkout.sessions.retrieve(open_session(client, sandbox).id, {"expand": ["colour"]})
