# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Money that goes back beside the terms: hosts and staff who cancel, staff who refund, refunds made by hand at Stripe."""

import logging
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.accounts.models import AuditEntry
from marketplace.messages.models import GuestMessage
from marketplace.payments import gateway
from marketplace.payments.domain.cancel_order import By, cancel_order
from marketplace.payments.domain.compare_with_stripe import compare_with_stripe
from marketplace.payments.domain.refund_order import refund_order
from marketplace.payments.domain.release_transfers import release_transfers
from marketplace.payments.domain.sweep_payments import sweep_payments
from marketplace.payments.errors import CannotBeCancelled, CannotBeRefunded, ReasonNeeded, TooMuchBack
from marketplace.payments.models import Allocation, Payment
from marketplace.payments.queries import payments_to_look_at, stuck_allocations
from marketplace.payments.sandbox import Sandbox

from .shop import balance, connect, nights_kept, open_for, order_nights, state_of

pytestmark = pytest.mark.django_db
LATER = timedelta(days=60)


def sell(sandbox: Sandbox, run_tasks: Any, *orders: Order) -> Payment:
    payment = open_for(*orders)
    for order in orders:
        connect(sandbox, order)
    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    run_tasks()
    payment.refresh_from_db()
    return payment


@pytest.fixture
def paid(sandbox: Sandbox, run_tasks: Any) -> Order:
    """A confirmed order of 160 € three days ahead: by its terms half of it comes back."""
    order = order_nights(start=3)
    sell(sandbox, run_tasks, order)
    return order


def by_hand(sandbox: Sandbox, run_tasks: Any, amount: str, order: str = "") -> None:
    """Staff refund in Stripe's dashboard."""
    charge = Payment.objects.get().charge_id
    gateway.create_refund(charge_id=charge, amount=Decimal(amount), idempotency_key=f"hand-{amount}", order=order)
    sandbox.outbox.deliver_all()
    run_tasks()


def in_the_books(sandbox: Sandbox) -> bool:
    since = timezone.now() - timedelta(days=1)
    return compare_with_stripe(since=since) == [] and balance("stripe") == sandbox.bank.vault.held("platform") and balance("guest") == 0


@pytest.mark.parametrize("by", [By.HOST, By.STAFF])
def test_a_host_who_cancels_gives_everything_back(paid: Order, sandbox: Sandbox, run_tasks: Any, by: By) -> None:
    assert cancel_order(order=paid, actor_label="host", why="Il tetto perde.", by=by) == 160
    run_tasks()
    assert (state_of(paid), nights_kept(paid)) == ("cancelled", False)
    assert sandbox.bank.vault.held("guests") == 0
    assert in_the_books(sandbox)
    assert balance("business") == balance("commission") == 0


def test_whoever_cancels_for_a_guest_gives_a_reason(paid: Order) -> None:
    with pytest.raises(ReasonNeeded):
        cancel_order(order=paid, actor_label="host", why="  ", by=By.HOST)
    assert state_of(paid) == "confirmed"


def test_a_host_does_not_cancel_what_is_not_confirmed(sandbox: Sandbox) -> None:
    order = order_nights()
    open_for(order)
    with pytest.raises(CannotBeCancelled):
        cancel_order(order=order, actor_label="host", why="Il tetto perde.", by=By.HOST)
    assert state_of(order) == "pending"


def test_a_reason_stands_in_the_conversation_and_not_in_the_audit_log(paid: Order) -> None:
    cancel_order(order=paid, actor_label="guest", why="Mia madre sta male.")
    message = GuestMessage.objects.get(order=paid)
    assert (message.sender, message.text) == ("guest", "Mia madre sta male.")
    whys = set(AuditEntry.objects.filter(thing="order", thing_id=paid.number).values_list("why", flat=True))
    assert f"message-{message.pk}" in whys
    assert not any("madre" in why for why in whys)


def test_staff_give_back_a_chosen_amount_and_the_booking_stands(paid: Order, sandbox: Sandbox, run_tasks: Any, said: list[Any]) -> None:
    assert refund_order(order=paid, amount=Decimal("40.00"), actor=None, actor_label="staff", why="Niente acqua calda.") == 40
    run_tasks()
    assert sandbox.bank.vault.held("guests") == -12000
    assert (state_of(paid), nights_kept(paid)) == ("confirmed", True)
    assert said == [("refund_sent", paid.number)]
    assert release_transfers(now=timezone.now() + LATER) == 1
    assert Allocation.objects.get().transferred == 108
    assert in_the_books(sandbox)
    assert AuditEntry.objects.get(verb="refund").after == "4000 cents in all"


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "160.01", "NaN"])
def test_staff_give_back_no_more_than_is_left(paid: Order, amount: str) -> None:
    with pytest.raises(TooMuchBack):
        refund_order(order=paid, amount=Decimal(amount), actor=None, actor_label="staff", why="Prova")
    assert Allocation.objects.get().refund_target == 0


def test_what_was_given_back_before_counts_when_the_guest_cancels(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    refund_order(order=paid, amount=Decimal("50.00"), actor=None, actor_label="staff", why="Rumore.")
    run_tasks()
    assert cancel_order(order=paid, actor_label="guest") == 30, "half of 160 in all"
    run_tasks()
    assert sandbox.bank.vault.held("guests") == -8000
    refund_order(order=paid, amount=Decimal("80.00"), actor=None, actor_label="staff", why="Cortesia.")
    run_tasks()
    assert sandbox.bank.vault.held("guests") == 0
    with pytest.raises(TooMuchBack):
        refund_order(order=paid, amount=Decimal("0.01"), actor=None, actor_label="staff", why="Cortesia.")


def test_of_what_was_not_paid_nothing_goes_back(sandbox: Sandbox) -> None:
    order = order_nights()
    open_for(order)
    with pytest.raises(CannotBeRefunded):
        refund_order(order=order, amount=Decimal(1), actor=None, actor_label="staff", why="Prova")
    with pytest.raises(ReasonNeeded):
        refund_order(order=order, amount=Decimal(1), actor=None, actor_label="staff", why="")


def test_a_refund_by_hand_stands_in_the_ledger_and_lessens_the_share(
    paid: Order, sandbox: Sandbox, run_tasks: Any, said: list[Any]
) -> None:
    by_hand(sandbox, run_tasks, "100.00")
    share = Allocation.objects.get()
    assert (share.refund_target, share.refunded, share.transfer_target) == (100, 100, 54)
    assert said == [("refund_sent", paid.number)]
    assert in_the_books(sandbox)


def test_a_cancellation_after_a_refund_by_hand_asks_only_for_what_is_left(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    by_hand(sandbox, run_tasks, "100.00")
    assert cancel_order(order=paid, actor_label="host", why="Il tetto perde.", by=By.HOST) == 60
    run_tasks()
    share = Allocation.objects.get()
    assert (share.refunded, share.attempt, share.retry_at) == (160, 1, None)
    assert sandbox.bank.vault.held("guests") == 0
    assert in_the_books(sandbox)


def test_a_refund_by_hand_first_keeps_the_promise_that_waits(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    sandbox.arm(kind="error", times=3, method="POST", path="refunds$")
    cancel_order(order=paid, actor_label="guest")
    run_tasks()
    by_hand(sandbox, run_tasks, "80.00")
    sweep_payments()
    assert sandbox.bank.vault.held("guests") == -8000
    assert Allocation.objects.get().refund_target == 80
    assert in_the_books(sandbox)


def test_a_refund_by_hand_of_two_orders_is_spread_once(sandbox: Sandbox, run_tasks: Any) -> None:
    first, second = order_nights(), order_nights()
    sell(sandbox, run_tasks, first, second)
    by_hand(sandbox, run_tasks, "200.00")
    run_tasks()
    sweep_payments()
    assert [share.refunded for share in Allocation.objects.order_by("pk")] == [160, 40]
    by_hand(sandbox, run_tasks, "30.00", order=second.number)
    assert [share.refunded for share in Allocation.objects.order_by("pk")] == [160, 70], "whoever names the order is believed"
    assert in_the_books(sandbox)


def test_a_refund_by_hand_takes_back_what_the_business_already_has(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    release_transfers(now=timezone.now() + LATER)
    by_hand(sandbox, run_tasks, "160.00")
    assert sandbox.bank.vault.held(paid.allocation.business.stripe_account) == 0
    assert in_the_books(sandbox)


def test_staff_hear_of_what_stripe_keeps_refusing(paid: Order, sandbox: Sandbox, run_tasks: Any, caplog: pytest.LogCaptureFixture) -> None:
    sandbox.set_capability(paid.allocation.business.stripe_account, "restricted")  # and we have not heard of it
    release_transfers(now=timezone.now() + LATER)
    assert not stuck_allocations().exists()
    with caplog.at_level(logging.ERROR, logger="marketplace.payments"):
        for minutes in (5, 10, 20, 40, 80):
            sweep_payments(now=timezone.now() + timedelta(minutes=minutes))
    assert stuck_allocations().get().refusal
    assert any(record.getMessage() == "refused by Stripe" for record in caplog.records)


def test_what_was_never_looked_at_is_looked_at_first(sandbox: Sandbox) -> None:
    old, new = open_for(order_nights()), open_for(order_nights())
    Payment.objects.filter(pk=old.pk).update(checked_at=timezone.now() - LATER)
    Payment.objects.filter(pk=new.pk).update(checked_at=None)
    assert [payment.pk for payment in payments_to_look_at(now=timezone.now() + timedelta(minutes=5))] == [new.pk, old.pk]
