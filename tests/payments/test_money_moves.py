# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Refunds and transfers: nothing twice, nothing with the platform's own money, and differences are seen."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.errors import HasBegun, WrongState
from marketplace.payments import gateway
from marketplace.payments.domain.cancel_order import cancel_order
from marketplace.payments.domain.compare_with_stripe import compare_with_stripe
from marketplace.payments.domain.converge_allocation import converge_allocation
from marketplace.payments.domain.release_transfers import release_transfers
from marketplace.payments.domain.sweep_payments import sweep_payments
from marketplace.payments.errors import CannotBeCancelled
from marketplace.payments.models import Allocation, Comparison, Payment
from marketplace.payments.sandbox import Sandbox

from .shop import balance, connect, nights_kept, open_for, order_nights, state_of

pytestmark = pytest.mark.django_db
LATER = timedelta(days=60)


@pytest.fixture
def paid(sandbox: Sandbox, run_tasks: Any) -> Order:
    """A confirmed order of 160 € three days ahead, whose business can be paid."""
    order = order_nights(start=3)
    payment = open_for(order)
    connect(sandbox, order)
    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    run_tasks()
    return order


def calls(sandbox: Sandbox, path: str) -> int:
    return sum(1 for method, called, _values in sandbox.calls if method == "POST" and called.endswith(path))


def test_money_for_a_stay_far_ahead_is_passed_on_before_stripes_ninety_days_are_over(sandbox: Sandbox, run_tasks: Any) -> None:
    order = order_nights(start=300)
    payment = open_for(order)
    account = connect(sandbox, order)
    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    run_tasks()
    assert release_transfers(now=timezone.now() + timedelta(days=84)) == 0
    assert release_transfers(now=timezone.now() + timedelta(days=86)) == 1
    assert sandbox.bank.vault.held(account) == 14400


def test_nothing_is_cancelled_from_the_check_in_hour_on(paid: Order) -> None:
    starts = paid.bookings.get().starts_at
    with pytest.raises(HasBegun):
        cancel_order(order=paid, actor_label="guest", at=starts)
    assert (state_of(paid), nights_kept(paid), Allocation.objects.get().refund_target) == ("confirmed", True, 0)
    cancel_order(order=paid, actor_label="guest", at=starts - timedelta(seconds=1))
    assert (state_of(paid), nights_kept(paid)) == ("cancelled", False)


def test_a_transfer_whose_answer_was_lost_is_not_sent_again(paid: Order, sandbox: Sandbox) -> None:
    sandbox.arm(kind="lost", times=3, method="POST", path="transfers$")
    release_transfers(now=timezone.now() + LATER)
    share = Allocation.objects.get()
    assert (share.released, share.transferred) == (True, 0), "as far as we know"

    sweep_payments()
    share.refresh_from_db()
    assert share.transferred == share.transfer_target == Decimal("144.00")
    assert len(list(sandbox.store.every("transfer"))) == 1
    assert balance("business") == 0


def test_a_transfer_whose_answer_was_lost_is_still_known_when_stripe_has_forgotten_its_key(paid: Order, sandbox: Sandbox) -> None:
    sandbox.arm(kind="lost", times=3, method="POST", path="transfers$")
    release_transfers(now=timezone.now() + LATER)
    sandbox.advance(2 * 86_400)
    asked = calls(sandbox, "transfers")
    sweep_payments()
    assert calls(sandbox, "transfers") == asked, "looked up, not asked for again"
    assert Allocation.objects.get().transferred == 144


def test_cancelling_after_a_transfer_whose_answer_was_lost_takes_the_right_part_back(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    sandbox.arm(kind="lost", times=3, method="POST", path="transfers$")
    release_transfers(now=timezone.now() + LATER)
    assert cancel_order(order=paid, actor_label="guest") == 80
    run_tasks()
    assert len(list(sandbox.store.every("transfer"))) == 1
    assert sandbox.bank.vault.held(paid.allocation.business.stripe_account) == 7200
    assert sandbox.bank.vault.held("guests") == -8000
    assert compare_with_stripe(since=timezone.now() - timedelta(days=1)) == []


def test_money_comes_back_from_the_business_before_it_goes_to_the_guest(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    release_transfers(now=timezone.now() + LATER)
    sandbox.arm(kind="error", times=3, method="POST", path="reversals$")
    cancel_order(order=paid, actor_label="guest")
    run_tasks()
    assert sandbox.bank.vault.held("guests") == -16000, "not refunded while the business has the money"

    sweep_payments()
    assert sandbox.bank.vault.held("guests") == -8000
    assert balance("guest") == 0


def test_a_refund_whose_answer_was_lost_is_not_sent_again(paid: Order, sandbox: Sandbox, run_tasks: Any, said: list[Any]) -> None:
    sandbox.arm(kind="lost", times=3, method="POST", path="refunds$")
    cancel_order(order=paid, actor_label="guest")
    run_tasks()
    sweep_payments()
    assert len(list(sandbox.store.every("refund"))) == 1
    assert Payment.objects.get().refunded == 80
    assert [what for what, _order in said].count("refund_sent") == 1


def test_a_transfer_refused_while_payouts_are_off_goes_when_they_are_on(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    account = paid.allocation.business.stripe_account
    sandbox.set_capability(account, "restricted")  # and we have not heard of it
    release_transfers(now=timezone.now() + LATER)
    share = Allocation.objects.get()
    assert (share.transferred, share.attempt) == (0, 2), "refused for good under the first key"

    sandbox.outbox.deliver_all()
    run_tasks()
    before = calls(sandbox, "transfers")
    sweep_payments()
    assert calls(sandbox, "transfers") == before, "not asked again while it cannot work"

    sandbox.set_capability(account, "active")
    sandbox.outbox.deliver_all()
    run_tasks()
    sweep_payments()
    assert sandbox.bank.vault.held(account) == 14400


def test_a_guest_does_not_wait_for_ever_for_a_business_that_has_spent_the_money(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    release_transfers(now=timezone.now() + LATER)
    sandbox.advance(8 * 86_400)
    account = paid.allocation.business.stripe_account
    gateway.make_client().v1.payouts.create({"amount": 14400, "currency": "eur"}, {"stripe_account": account})
    cancel_order(order=paid, actor_label="guest")
    run_tasks()
    sweep_payments()
    assert sandbox.bank.vault.held("guests") == -16000, "first the business is asked, a few times"
    for minutes in (5, 10, 20, 40, 80):
        sweep_payments(now=timezone.now() + timedelta(minutes=minutes))
    assert sandbox.bank.vault.held("guests") == -8000
    assert balance("business") == 7200, "what the business owes stays in the books"


def test_a_disputed_payment_is_not_passed_on(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    payment = Payment.objects.get()
    sandbox.dispute(payment.charge_id)
    sandbox.outbox.deliver_all()
    run_tasks()
    payment.refresh_from_db()
    assert payment.disputed
    assert release_transfers(now=timezone.now() + LATER) == 0


@pytest.mark.parametrize("won", [True, False])
def test_a_dispute_and_its_end_stand_in_the_ledger(paid: Order, sandbox: Sandbox, run_tasks: Any, won: bool) -> None:
    dispute = sandbox.dispute(Payment.objects.get().charge_id)
    sandbox.decide_dispute(dispute, won=won)
    sandbox.outbox.deliver_all()
    run_tasks()
    assert compare_with_stripe(since=timezone.now() - timedelta(days=1)) == []
    assert balance("stripe") == sandbox.bank.vault.held("platform")
    assert balance("guest") == (0 if won else 16000)


def test_what_staff_refund_at_stripe_by_hand_is_reported(paid: Order, sandbox: Sandbox) -> None:
    refund = gateway.create_refund(charge_id=Payment.objects.get().charge_id, amount=Decimal("1.00"), idempotency_key="by hand")
    (difference,) = compare_with_stripe(since=timezone.now() - timedelta(days=1))
    assert (difference.stripe_id, difference.at_stripe, difference.in_ledger) == (refund.id, -100, 0)
    assert Comparison.objects.latest("at").differences == [{"stripe_id": refund.id, "at_stripe": -100, "in_ledger": 0}]
    with pytest.raises(CommandError, match="1 movements differ"):
        call_command("payments", "compare")


def test_money_that_comes_for_an_order_that_no_longer_stands_goes_back_whole(sandbox: Sandbox, run_tasks: Any, said: list[Any]) -> None:
    order = order_nights()
    payment = open_for(order)
    run_tasks()
    set_order_state(order=order, state="cancelled", actor_label="staff")  # and nobody closed the page
    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    run_tasks()
    assert state_of(order) == "cancelled"
    assert sandbox.bank.vault.held("guests") == 0
    assert said == [("refund_sent", order.number)]
    assert balance("business") == balance("guest") == 0


def test_an_order_that_has_ended_cannot_be_cancelled(sandbox: Sandbox) -> None:
    order = order_nights()
    open_for(order)
    Order.objects.filter(pk=order.pk).update(status="completed")
    with pytest.raises(CannotBeCancelled):
        cancel_order(order=order, actor_label="guest")


def test_a_free_order_is_cancelled_without_money(sandbox: Sandbox, said: list[Any]) -> None:
    order = order_nights()
    Order.objects.filter(pk=order.pk).update(status="confirmed")
    order.bookings.update(total=0)
    assert cancel_order(order=order, actor_label="guest") == 0
    assert state_of(order) == "cancelled"


def test_nothing_is_promised_when_the_order_cannot_change(paid: Order, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction: an error at its end undoes the promise at its beginning."""
    from marketplace.payments import signals

    def refuse(**kwargs: Any) -> None:
        raise WrongState("no")

    signals.order_cancelled.connect(refuse)
    try:
        with pytest.raises(WrongState):
            cancel_order(order=paid, actor_label="guest")
    finally:
        signals.order_cancelled.disconnect(refuse)
    assert Allocation.objects.get().refund_target == 0
    assert state_of(paid) == "confirmed"


def test_converging_what_has_converged_creates_nothing(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    cancel_order(order=paid, actor_label="guest")
    run_tasks()
    before = len([call for call in sandbox.calls if call[0] == "POST"])
    converge_allocation(allocation=Allocation.objects.get())
    sweep_payments()
    assert len([call for call in sandbox.calls if call[0] == "POST"]) == before
