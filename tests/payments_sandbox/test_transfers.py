# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
import stripe

from tests.payments_sandbox.steps import new_host, paid_charge


def transfer(client, charge, host, amount, **more):
    return client.v1.transfers.create(
        {
            "amount": amount,
            "currency": "eur",
            "destination": host,
            "source_transaction": charge.id,
            "transfer_group": "payment-1",
            **more,
        }
    )


def test_transfers_out_of_a_charge_never_exceed_it(client, sandbox):
    charge, hosts = paid_charge(client, sandbox, amount=10_000), [new_host(client, sandbox), new_host(client, sandbox)]
    transfer(client, charge, hosts[0], 6_000)
    with pytest.raises(stripe.InvalidRequestError, match="must not exceed the source amount"):
        transfer(client, charge, hosts[1], 4_001)
    transfer(client, charge, hosts[1], 4_000, metadata={"order": "1002"})
    found = client.v1.transfers.list({"transfer_group": "payment-1"}).data
    assert [(t.amount, t.destination) for t in found] == [(4_000, hosts[1]), (6_000, hosts[0])]
    assert client.v1.transfers.list({"transfer_group": "payment-2"}).data == []
    assert client.v1.balance.retrieve({}, {"stripe_account": hosts[0]}).pending[0].amount == 6_000


def test_a_host_who_has_not_given_the_data_cannot_receive(client, sandbox):
    charge, host = paid_charge(client, sandbox), new_host(client, sandbox, active=False)
    key = {"idempotency_key": "allocation-1-transfer-1"}
    params = {"amount": 100, "currency": "eur", "destination": host, "source_transaction": charge.id}
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.transfers.create(params, key)
    assert refusal.value.code == "insufficient_capabilities_for_transfer"
    sandbox.onboard(host)
    with pytest.raises(stripe.InvalidRequestError):  # the refusal is repeated for its key
        client.v1.transfers.create(params, key)
    assert client.v1.transfers.create(params, {"idempotency_key": "allocation-1-transfer-2"}).amount == 100


def test_reversals_take_back_what_is_left_of_a_transfer(client, sandbox):
    charge, host = paid_charge(client, sandbox), new_host(client, sandbox)
    sent = transfer(client, charge, host, 20_000)
    back = client.v1.transfers.reversals.create(sent.id, {"amount": 5_000})
    assert (back.amount, back.transfer) == (5_000, sent.id)
    with pytest.raises(stripe.InvalidRequestError, match="greater than unreversed"):
        client.v1.transfers.reversals.create(sent.id, {"amount": 15_001})
    client.v1.transfers.reversals.create(sent.id)
    now = client.v1.transfers.retrieve(sent.id)
    assert (now.reversed, now.amount_reversed, [r.amount for r in now.reversals]) == (True, 20_000, [15_000, 5_000])
    assert [r.amount for r in client.v1.transfers.reversals.list(sent.id)] == [15_000, 5_000]


def test_a_reversal_is_refused_when_the_host_has_been_paid_out(client, sandbox):
    charge, host = paid_charge(client, sandbox), new_host(client, sandbox)
    sent = transfer(client, charge, host, 20_000)
    sandbox.advance(7 * 86_400)
    client.v1.payouts.create({"amount": 15_000, "currency": "eur"}, {"stripe_account": host})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.transfers.reversals.create(sent.id)
    assert refusal.value.code == "balance_insufficient"
    sandbox.advance(2 * 86_400)
    assert [p.status for p in client.v1.payouts.list({}, {"stripe_account": host})] == ["paid"]
    assert client.v1.payouts.list().data == []


def test_without_a_charge_a_transfer_waits_for_available_funds(client, sandbox):
    paid_charge(client, sandbox)
    host = new_host(client, sandbox)
    params = {"amount": 1_000, "currency": "eur", "destination": host}
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.transfers.create(params)
    assert refusal.value.code == "balance_insufficient"
    sandbox.advance(7 * 86_400)
    assert client.v1.transfers.create(params).amount == 1_000


def test_every_movement_is_in_the_balance_transactions(client, sandbox):
    charge, host = paid_charge(client, sandbox), new_host(client, sandbox)
    sent = transfer(client, charge, host, 20_000)
    client.v1.transfers.reversals.create(sent.id, {"amount": 5_000})
    client.v1.refunds.create({"charge": charge.id, "amount": 6_000})
    lines = list(client.v1.balance_transactions.list({"limit": 2}).auto_paging_iter())
    assert [(line.type, line.amount) for line in lines] == [
        ("refund", -6_000), ("transfer_refund", 5_000), ("transfer", -20_000), ("charge", 26_050),
    ]  # fmt: skip
    balance = client.v1.balance.retrieve()
    assert sum(line.net for line in lines) == balance.available[0].amount + balance.pending[0].amount
    since = sandbox.clock.now() + 1
    assert client.v1.balance_transactions.list({"created": {"gte": since}}).data == []
