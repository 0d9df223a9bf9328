# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Requests to a host: money is held, taken when the host accepts, let go otherwise. The first decision counts."""

from datetime import timedelta
from typing import Any

import pytest
import stripe
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.accounts.models import AuditEntry
from marketplace.booking.models import Booking
from marketplace.payments import gateway, signals
from marketplace.payments.domain.accept_request import accept_request
from marketplace.payments.domain.cancel_order import cancel_order
from marketplace.payments.domain.decline_request import decline_request
from marketplace.payments.domain.reconcile_payment import reconcile_payment
from marketplace.payments.domain.sweep_payments import sweep_payments
from marketplace.payments.errors import AlreadyAnswered, CardRefused, PaidMeanwhile, PaymentUnavailable
from marketplace.payments.models import Payment
from marketplace.payments.sandbox import Sandbox

from .shop import nights_kept, open_for, order_nights, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(sandbox: Sandbox, run_tasks: Any) -> Order:
    """A request whose money is authorised."""
    order = order_nights()
    sandbox.pay(str(open_for(order, capture="manual").session_id))
    sandbox.outbox.deliver_all()
    run_tasks()
    assert state_of(order) == "requested"
    return order


def test_a_request_holds_the_money_without_taking_it(request_: Order, sandbox: Sandbox, said: list[Any]) -> None:
    payment = Payment.objects.get()
    assert (payment.state, payment.captured) == ("authorised", 0)
    assert payment.respond_by is not None
    assert timedelta(hours=47) < payment.respond_by - timezone.now() <= timedelta(hours=48)
    assert sandbox.bank.vault.held("guests") == 0


def test_an_accepted_request_is_paid_and_confirmed(request_: Order, sandbox: Sandbox, said: list[Any]) -> None:
    assert accept_request(order=request_, actor_label="host link").status == "confirmed"
    assert accept_request(order=request_, actor_label="host link").status == "confirmed", "a second click changes nothing"
    assert sandbox.bank.vault.held("guests") == -16000
    assert said == [("order_confirmed", request_.number)]
    assert AuditEntry.objects.filter(verb="want-capture", actor_label="host link").count() == 1


def test_a_declined_request_costs_nothing_and_frees_its_nights(request_: Order, sandbox: Sandbox, said: list[Any]) -> None:
    assert decline_request(order=request_, actor_label="host link", why="Siamo al completo").status == "declined"
    assert decline_request(order=request_, actor_label="host link").status == "declined"
    assert sandbox.bank.vault.held("guests") == 0
    assert not nights_kept(request_)
    assert said == [("order_declined", request_.number)]


def test_a_guest_may_withdraw_a_request(request_: Order, sandbox: Sandbox, said: list[Any]) -> None:
    assert cancel_order(order=request_, actor_label="guest") == 0
    assert (state_of(request_), nights_kept(request_)) == ("cancelled", False)
    assert said == [("order_cancelled", request_.number)]
    with pytest.raises(AlreadyAnswered):
        accept_request(order=request_, actor_label="host link")


def test_a_request_nobody_answers_expires_after_two_days(request_: Order, sandbox: Sandbox, said: list[Any]) -> None:
    sweep_payments(now=timezone.now() + timedelta(hours=47))
    assert state_of(request_) == "requested"
    sweep_payments(now=timezone.now() + timedelta(hours=49))
    assert (state_of(request_), nights_kept(request_)) == ("expired", False)
    assert said == [("order_expired", request_.number)]
    assert sandbox.bank.vault.held("guests") == 0


def test_a_request_for_tomorrow_is_answered_before_the_check_in_hour_or_ends(sandbox: Sandbox, run_tasks: Any) -> None:
    order = order_nights(start=1)
    starts = order.bookings.get().starts_at
    payment = open_for(order, capture="manual")
    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    run_tasks()
    payment.refresh_from_db()
    assert payment.respond_by == starts
    sweep_payments(now=starts)
    assert (state_of(order), nights_kept(order)) == ("expired", False)


def test_an_acceptance_at_the_check_in_hour_is_too_late(sandbox: Sandbox) -> None:
    order = order_nights(start=1)
    Booking.objects.update(starts_at=timezone.now())
    payment = open_for(order, capture="manual")
    sandbox.pay(str(payment.session_id))
    reconcile_payment(payment=payment, actor_label="webhook")
    with pytest.raises(AlreadyAnswered):
        accept_request(order=order, actor_label="host link")


def test_after_the_deadline_a_host_cannot_accept(request_: Order) -> None:
    Payment.objects.update(respond_by=timezone.now() - timedelta(seconds=1))
    with pytest.raises(AlreadyAnswered):
        accept_request(order=request_, actor_label="host link")


@pytest.mark.parametrize("kind", ["error", "lost"])
def test_an_acceptance_survives_a_silent_stripe(request_: Order, sandbox: Sandbox, said: list[Any], kind: str) -> None:
    sandbox.arm(kind=kind, times=6)
    with pytest.raises(PaymentUnavailable):
        accept_request(order=request_, actor_label="host link")
    with pytest.raises(AlreadyAnswered):
        decline_request(order=request_, actor_label="host link")
    sandbox.faults.clear()
    sweep_payments()
    assert state_of(request_) == "confirmed"
    assert sandbox.bank.vault.held("guests") == -16000


def test_a_guest_cannot_withdraw_what_the_host_is_accepting(request_: Order, sandbox: Sandbox) -> None:
    sandbox.arm(kind="error", times=6)
    with pytest.raises(PaymentUnavailable):
        accept_request(order=request_, actor_label="host link")
    with pytest.raises(AlreadyAnswered):
        cancel_order(order=request_, actor_label="guest")


def test_an_authorisation_that_lapses_before_it_is_taken_ends_the_request(request_: Order, sandbox: Sandbox) -> None:
    sandbox.arm(kind="error", times=6)
    with pytest.raises(PaymentUnavailable):
        accept_request(order=request_, actor_label="host link")
    sandbox.faults.clear()
    sandbox.advance(8 * 86_400)
    ends: list[bool] = []

    def hear(accepted: bool, **more: Any) -> None:
        ends.append(accepted)

    signals.order_expired.connect(hear)
    sweep_payments()
    signals.order_expired.disconnect(hear)
    assert (state_of(request_), nights_kept(request_)) == ("expired", False)
    assert ends == [True], "the host had answered"


def refuse(monkeypatch: pytest.MonkeyPatch, error: stripe.StripeError) -> list[str]:
    """Stripe answers every capture with a definitive no; the keys it was asked with."""
    keys: list[str] = []

    def capture(intent_id: str, *, idempotency_key: str, **more: Any) -> Any:
        keys.append(idempotency_key)
        raise error

    monkeypatch.setattr(gateway, "capture_intent", capture)
    return keys


def test_a_card_that_refuses_after_the_host_said_yes_ends_the_request(
    request_: Order, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = refuse(monkeypatch, stripe.CardError("refused", None, "card_declined"))
    with pytest.raises(CardRefused):
        accept_request(order=request_, actor_label="host link")
    assert (state_of(request_), nights_kept(request_)) == ("expired", False)
    assert sandbox.bank.vault.held("guests") == 0
    assert len(keys) == 1


def test_what_stripe_keeps_refusing_to_capture_is_let_go_of(request_: Order, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = refuse(monkeypatch, stripe.InvalidRequestError("no", None, code="charge_expired_for_capture"))
    with pytest.raises(PaymentUnavailable):
        accept_request(order=request_, actor_label="host link")
    for _ in range(6):
        sweep_payments()
    assert state_of(request_) == "expired"
    assert len(set(keys)) == len(keys) == 5, "a new key each time, and an end"


def test_a_payment_that_was_faster_than_the_cancellation_stands(sandbox: Sandbox, said: list[Any]) -> None:
    order = order_nights()
    payment = open_for(order)
    sandbox.pay(str(payment.session_id))
    with pytest.raises(PaidMeanwhile):
        cancel_order(order=order, actor_label="guest")
    assert (state_of(order), nights_kept(order)) == ("confirmed", True)
    assert said == [("order_confirmed", order.number)]
