# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json

import pytest
import stripe

from tests.payments_sandbox.steps import new_host, open_session, paid_charge

SECRET = "whsec_sandbox"


@pytest.fixture
def inbox(client, sandbox):
    """A receiver that checks signatures and keeps what it took; `answers` are the statuses of its next answers."""

    class Inbox:
        taken: list = []
        answers: list[int] = []

    inbox = Inbox()
    inbox.taken, inbox.answers = [], []

    def receive(payload: bytes, headers: dict[str, str]) -> int:
        status = inbox.answers.pop(0) if inbox.answers else 200
        event = client.parse_event_notification(payload, headers["Stripe-Signature"], SECRET)
        if status == 200:
            inbox.taken.append(event)
        return status

    sandbox.outbox.sender = receive
    return inbox


def types(inbox) -> list[str]:
    return [event.type for event in inbox.taken]


def test_a_payment_is_told_in_thin_events_that_lead_to_the_objects(client, sandbox, inbox):
    session = open_session(client, sandbox)
    sandbox.pay(session.id)
    sandbox.outbox.deliver_all()
    assert types(inbox) == [
        "v1.payment_intent.created", "v1.payment_intent.succeeded", "v1.charge.succeeded", "v1.checkout.session.completed",
    ]  # fmt: skip
    told = inbox.taken[-1].fetch_related_object()
    assert (told.id, told.payment_status) == (session.id, "paid")
    assert inbox.taken[-1].fetch_event().related_object.id == session.id


def test_an_event_refused_comes_again_and_one_kept_comes_twice(client, sandbox, inbox):
    session = open_session(client, sandbox)
    client.v1.checkout.sessions.expire(session.id)
    inbox.answers = [500, 0]
    assert sandbox.outbox.deliver() == 500
    assert sandbox.outbox.deliver() == 0
    assert sandbox.outbox.deliver(keep=True) == 200
    assert sandbox.outbox.deliver() == 200
    assert types(inbox) == ["v1.checkout.session.expired"] * 2
    assert inbox.taken[0].id == inbox.taken[1].id
    assert sandbox.outbox.pending() == []
    assert sandbox.outbox.replay(inbox.taken[0].id) == 200


def test_events_can_be_reversed_lost_delayed_and_doubled(client, sandbox, inbox):
    paid_charge(client, sandbox)
    disturbance = sandbox.outbox.disturbance
    disturbance.reversed, disturbance.drop, disturbance.copies = True, 1, 2
    while sandbox.outbox.deliver_due():
        pass
    assert types(inbox) == ["v1.charge.succeeded"] * 2 + ["v1.payment_intent.succeeded"] * 2 + ["v1.payment_intent.created"] * 2
    paid_charge(client, sandbox)
    disturbance.delay = 60
    assert not sandbox.outbox.deliver_due()
    sandbox.advance(60)
    assert sandbox.outbox.deliver_due()
    disturbance.held = True
    assert not sandbox.outbox.deliver_due()


def test_a_delivery_is_given_up_after_days_of_refusals(client, sandbox, inbox):
    client.v1.checkout.sessions.expire(open_session(client, sandbox).id)
    sandbox.outbox.sender = lambda payload, headers: 503
    tries = sandbox.outbox.deliver_all(limit=100)
    assert tries == 11
    assert sandbox.outbox.pending() == []


def test_events_are_listed_for_thirty_days_and_say_who_caused_them(client, sandbox):
    charge = paid_charge(client, sandbox)
    refund = client.v1.refunds.create({"charge": charge.id}, {"idempotency_key": "order-1-refund-1"})
    listed = client.v2.core.events.list({"types": ["v1.refund.created"], "object_id": refund.id}).data
    assert [event.reason.request.idempotency_key for event in listed] == ["order-1-refund-1"]
    everything = list(client.v2.core.events.list({"limit": 2}).auto_paging_iter())
    assert len(everything) == 6
    assert len({event.id for event in everything}) == 6
    snapshots = client.v1.events.list({"types": ["refund.created", "charge.refunded"]}).data
    assert {event.type for event in snapshots} == {"refund.created", "charge.refunded"}
    assert client.v1.events.retrieve(listed[0].snapshot_event).data.object["id"] == refund.id
    sandbox.advance(30 * 86_400)
    assert client.v2.core.events.list({}).data == []
    assert client.v1.events.list().data == []


def test_a_host_gives_the_data_and_the_account_says_so(client, sandbox, inbox):
    host = new_host(client, sandbox, active=False)
    sandbox.onboard(host)
    account = client.v2.core.accounts.retrieve(host, {"include": ["configuration.recipient", "requirements"]})
    assert account.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status == "active"
    assert account.requirements.entries == []
    assert client.v2.core.accounts.retrieve(host).configuration is None
    sandbox.outbox.deliver_all()
    assert types(inbox)[-1] == "v2.core.account[configuration.recipient].capability_status_updated"


@pytest.mark.parametrize("spoil", ["body", "secret", "age"])
def test_a_forged_or_stale_notification_is_refused(client, sandbox, spoil):
    from marketplace.payments.sandbox.outbox import signature

    client.v1.checkout.sessions.expire(open_session(client, sandbox).id)
    payload = json.dumps({key: value for key, value in sandbox.outbox.pending()[0].items() if key[0] != "_"}).encode()
    at = sandbox.clock.real() - (301 if spoil == "age" else 0)
    header = signature(payload, "whsec_other" if spoil == "secret" else SECRET, at)
    with pytest.raises(stripe.SignatureVerificationError):
        client.parse_event_notification(payload + (b" " if spoil == "body" else b""), header, SECRET)
