# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gateway's verbs against the sandbox: what the domain may rely on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import stripe
from hypothesis import given
from hypothesis import strategies as st

from marketplace.payments import gateway
from marketplace.payments.gateway import SessionLine, from_cents, to_cents
from marketplace.payments.sandbox.outbox import signature
from tests.payments_sandbox.steps import new_host


@pytest.fixture(autouse=True)
def _through_the_sandbox(client, settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_old", "whsec_sandbox"]
    with gateway.using(client):
        yield


def opened(sandbox, *, capture="automatic", key="payment-1-session-1") -> stripe.checkout.Session:
    return gateway.create_checkout_session(
        reference="payment-1",
        lines=[
            SessionLine(name="Fienile, 2 notti", amount=Decimal("120.25"), quantity=2, description="12–14 giugno 2027"),
            SessionLine(name="Pulizia", amount=Decimal("20.00")),
        ],
        customer_email="ospite@example.org",
        locale="it",
        success_url="http://shop.example/ok?session={CHECKOUT_SESSION_ID}",
        cancel_url="http://shop.example/back",
        expires_at=dt.datetime.fromtimestamp(sandbox.clock.now() + 1800, dt.UTC),
        capture=capture,
        transfer_group="payment-1",
        idempotency_key=key,
    )


def intent_of(session_id: str) -> Any:
    return gateway.retrieve_session(session_id).payment_intent


def test_a_payment_from_session_to_refund(client, sandbox):
    began = dt.datetime.fromtimestamp(sandbox.clock.now(), dt.UTC)
    session = opened(sandbox)
    assert from_cents(session.amount_total or 0) == Decimal("260.50")
    assert opened(sandbox).id == session.id
    sandbox.pay(session.id)
    intent = intent_of(session.id)
    charge, host = intent.latest_charge, new_host(client, sandbox)
    sent = gateway.create_transfer(
        amount=Decimal("200.00"), destination=host, charge_id=charge.id, transfer_group="payment-1", idempotency_key="t", order="1001"
    )
    assert [t.metadata["order"] for t in gateway.list_transfers("payment-1")] == ["1001"]
    gateway.create_reversal(transfer_id=sent.id, amount=Decimal("200.00"), idempotency_key="r")
    gateway.create_refund(charge_id=charge.id, amount=Decimal("260.50"), idempotency_key="f", order="1001")
    assert [from_cents(refund.amount) for refund in gateway.list_refunds(charge.id)] == [Decimal("260.50")]
    assert gateway.retrieve_charge(charge.id).refunded
    until = began + dt.timedelta(days=1)
    kinds = [line.type for line in gateway.list_balance_transactions(since=began, until=until)]
    assert kinds == ["refund", "transfer_refund", "transfer", "charge"]
    told = list(gateway.list_events(since=began, types=["v1.checkout.session.completed"]))
    assert [event.object_id for event in told] == [session.id]


def test_a_request_is_reserved_then_taken_or_let_go(client, sandbox):
    taken, left = opened(sandbox, capture="manual"), opened(sandbox, capture="manual", key="other")
    for session in (taken, left):
        sandbox.pay(session.id)
    intent = intent_of(taken.id)
    assert intent.status == "requires_capture"
    done = gateway.capture_intent(intent.id, amount=Decimal("100.00"), idempotency_key="c")
    assert from_cents(done.amount_received) == Decimal("100.00")
    other = intent_of(left.id)
    assert gateway.cancel_intent(other.id, idempotency_key="x").status == "canceled"
    with pytest.raises(stripe.InvalidRequestError):
        gateway.capture_intent(other.id, idempotency_key="y")


def test_a_session_is_closed_once(client, sandbox):
    session = opened(sandbox)
    assert gateway.expire_session(session.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError):
        gateway.expire_session(session.id)


def test_a_notification_is_believed_only_with_its_signature(client, sandbox):
    taken = []

    def receive(payload: bytes, headers: dict[str, str]) -> int:
        taken.append(gateway.parse_notification(payload, headers["Stripe-Signature"]))
        return 200

    sandbox.outbox.sender = receive
    session = opened(sandbox)
    gateway.expire_session(session.id)
    sandbox.outbox.deliver_all()
    assert (taken[0].type, taken[0].object_id) == ("v1.checkout.session.expired", session.id)
    now = sandbox.clock.real()
    for body in (b"", b"{}", b"[]", b"\xff", b'{"object": "event"}', b'{"object": "v2.core.event", "type": "x"}'):
        with pytest.raises(gateway.BadNotificationError):
            gateway.parse_notification(body, signature(body, "whsec_sandbox", now))
    for header in (None, "", "t=1,v1=0", "nonsense"):
        with pytest.raises(gateway.BadNotificationError):
            gateway.parse_notification(b"{}", header)


@given(st.integers(min_value=-(10**10), max_value=10**10))
def test_cents_go_out_and_come_back(cents):
    assert to_cents(from_cents(cents)) == cents


@pytest.mark.parametrize("amount", ["0.001", "1.999", "NaN", "Infinity", "-Infinity"])
def test_fractions_of_a_cent_are_refused(amount):
    with pytest.raises(ValueError, match="cents"):
        to_cents(Decimal(amount))


def test_the_client_is_made_from_the_settings(settings):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = "sk_test_made", "http://127.0.0.1:9"
    with gateway.using(None):
        made = gateway.make_client()
        assert made is gateway.make_client()
    assert not stripe.enable_telemetry
    assert made._requestor._options.max_network_retries == gateway.RETRIES
    assert set(made._requestor._options.base_addresses.values()) == {"http://127.0.0.1:9"}
