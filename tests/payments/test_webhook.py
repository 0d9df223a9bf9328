# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Stripe's door: what is signed is stored once and looked at until that has worked; everything else changes nothing."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.payments.domain.process_event import process_event
from marketplace.payments.domain.receive_event import fetch_lost_events
from marketplace.payments.domain.sweep_payments import sweep_payments
from marketplace.payments.errors import PaymentUnavailable
from marketplace.payments.models import Payment, StripeEvent
from marketplace.payments.sandbox import Sandbox
from marketplace.payments.sandbox.outbox import signature

from .shop import connect, open_for, order_nights, state_of

pytestmark = pytest.mark.django_db
URL, SECRET = "/webhooks/stripe/", "whsec_test"


def event(type_: str = "v1.checkout.session.completed", object_id: str = "cs_test_1", id_: str = "evt_1") -> bytes:
    related = {"id": object_id, "type": "checkout.session", "url": f"/v1/checkout/sessions/{object_id}"}
    created = timezone.now().isoformat()
    body = {
        "id": id_,
        "object": "v2.core.event",
        "type": type_,
        "created": created,
        "livemode": False,
        "related_object": related,
        "context": None,
    }
    return json.dumps(body).encode()


def post(body: bytes, *, secret: str = SECRET, age: int = 0) -> int:
    header = signature(body, secret, int(timezone.now().timestamp()) - age)
    return Client().post(URL, data=body, content_type="application/json", HTTP_STRIPE_SIGNATURE=header).status_code


def test_a_signed_event_is_stored_once_and_a_replay_changes_nothing(sandbox: Sandbox, run_tasks: Any) -> None:
    body = event()
    assert (post(body), post(body)) == (200, 200)
    assert StripeEvent.objects.count() == 1
    assert run_tasks() == 1


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (event(), {"secret": "whsec_other"}),
        (event(), {"age": 301}),
        (b"{", {}),
        (b"[]", {}),
        (b"null", {}),
        (b'{"object": "v2.core.event"}', {}),
        (b'{"id": "evt_1", "object": "event", "type": "charge.refunded"}', {}),
        (b"\xff\xfe", {}),
        (b'{"a": "' + b"x" * 70_000 + b'"}', {}),
    ],
    ids=["forged", "stale", "broken", "list", "null", "hollow", "snapshot", "no text", "too big"],
)
def test_what_stripe_has_not_just_signed_is_refused(sandbox: Sandbox, body: bytes, more: Any) -> None:
    assert post(body, **more) == 400
    assert not StripeEvent.objects.exists()


def test_an_unsigned_body_a_get_and_a_cross_site_form_are_refused(sandbox: Sandbox) -> None:
    assert Client().post(URL, data=event(), content_type="application/json").status_code == 400
    assert Client().get(URL).status_code == 405
    assert Client(enforce_csrf_checks=True).post(URL, {"a": "b"}).status_code == 400, "refused for its signature, not for a token"


def test_unknown_kinds_and_foreign_objects_are_stored_and_ignored(sandbox: Sandbox, run_tasks: Any) -> None:
    assert post(event("v1.invoice.paid", "in_1", "evt_2")) == 200
    assert post(event("v1.checkout.session.completed", "cs_test_foreign", "evt_3")) == 200
    run_tasks()
    assert StripeEvent.objects.filter(processed_at=None).count() == 0
    assert not Payment.objects.exists()


def test_an_event_counts_as_processed_only_after_it_was_handled(sandbox: Sandbox) -> None:
    order = order_nights()
    payment = open_for(order)
    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    arrived = StripeEvent.objects.get(type="v1.checkout.session.completed")

    sandbox.arm(kind="error", times=3)
    with pytest.raises(PaymentUnavailable):
        process_event(event=arrived)
    arrived.refresh_from_db()
    assert arrived.processed_at is None
    sandbox.faults.clear()

    Payment.objects.update(checked_at=timezone.now())  # so that the sweep finds it by the event alone
    sweep_payments(now=timezone.now() + timedelta(seconds=59))
    assert state_of(order) == "pending", "the first minute is the task's"
    StripeEvent.objects.update(received_at=timezone.now() - timedelta(minutes=2))
    sweep_payments()
    assert state_of(order) == "confirmed"
    assert not StripeEvent.objects.filter(processed_at=None).exists()


def test_an_event_that_never_came_is_found_by_asking(sandbox: Sandbox, run_tasks: Any) -> None:
    order = order_nights()
    sandbox.pay(str(open_for(order).session_id))
    sandbox.outbox.clear()

    assert fetch_lost_events(since=timezone.now() - timedelta(hours=1)) == 0, "a webhook gets five minutes"
    found = fetch_lost_events(since=timezone.now() - timedelta(hours=1), now=timezone.now() + timedelta(minutes=6))
    assert found > 0
    run_tasks()
    assert state_of(order) == "confirmed"
    assert fetch_lost_events(since=timezone.now() - timedelta(hours=1), now=timezone.now() + timedelta(minutes=6)) == 0


def test_a_session_whose_creation_was_never_answered_is_known_by_its_reference(sandbox: Sandbox, run_tasks: Any) -> None:
    from .shop import payment_for, reopen

    order = order_nights()
    payment = payment_for(order)
    sandbox.arm(kind="lost", times=3)
    with pytest.raises(PaymentUnavailable):
        reopen(payment)
    sandbox.pay(next(iter(sandbox.store.every("checkout.session")))["id"])
    sandbox.outbox.deliver_all()
    run_tasks()
    assert state_of(order) == "confirmed"


def test_a_business_becomes_ready_by_what_stripe_says_when_asked(sandbox: Sandbox, run_tasks: Any) -> None:
    order = order_nights()
    open_for(order)
    account = connect(sandbox, order)
    business = order.allocation.business
    assert business.payouts_active
    sandbox.set_capability(account, "restricted")
    sandbox.outbox.deliver_all()
    run_tasks()
    business.refresh_from_db()
    assert not business.payouts_active
