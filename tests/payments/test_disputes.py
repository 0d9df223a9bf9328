# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A dispute stops the money while it is open; won, all goes on; lost, staff decide who bears it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.accounts.models import AuditEntry
from marketplace.payments.domain.cancel_order import cancel_order
from marketplace.payments.domain.decide_dispute import decide_dispute
from marketplace.payments.domain.refund_order import refund_order
from marketplace.payments.domain.release_transfers import release_transfers
from marketplace.payments.domain.sweep_payments import sweep_payments
from marketplace.payments.errors import DisputeNotLost, TooMuchBack
from marketplace.payments.facts import dispute_of
from marketplace.payments.models import Allocation, Payment
from marketplace.payments.sandbox import Sandbox

from .shop import balance, order_nights
from .test_refunds import in_the_books, sell

pytestmark = pytest.mark.django_db
LATER = timedelta(days=60)
Bearer = Payment.Bearer


@pytest.fixture
def paid(sandbox: Sandbox, run_tasks: Any) -> Order:
    order = order_nights(start=3)
    sell(sandbox, run_tasks, order)
    return order


def dispute(sandbox: Sandbox, run_tasks: Any, *, won: bool | None) -> Payment:
    """The guest's bank takes the money; later, perhaps, the dispute is decided."""
    one = sandbox.dispute(Payment.objects.get().charge_id)
    sandbox.outbox.deliver_all()
    run_tasks()
    if won is not None:
        sandbox.decide_dispute(one, won=won)
        sandbox.outbox.deliver_all()
        run_tasks()
    return Payment.objects.get()


def decide(run_tasks: Any, bearer: Payment.Bearer) -> None:
    decide_dispute(payment=Payment.objects.get(), bearer=bearer, actor=None, actor_label="staff")
    run_tasks()


@pytest.mark.parametrize(
    ("statuses", "stands"),
    [
        ([], ""),
        (["needs_response"], "open"),
        (["warning_closed"], "won"),
        (["won"], "won"),
        (["won", "under_review"], "open"),
        (["lost", "won"], "lost"),
        (["something_new"], "open"),
    ],
)
def test_how_several_disputes_stand_in_all(statuses: list[str], stands: str) -> None:
    assert dispute_of(statuses) == stands


def test_an_open_dispute_stops_everything(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    payment = dispute(sandbox, run_tasks, won=None)
    assert (payment.dispute, payment.disputed) == ("open", True)
    assert release_transfers(now=timezone.now() + LATER) == 0
    with pytest.raises(TooMuchBack):
        refund_order(order=paid, amount=Decimal(1), actor=None, actor_label="staff", why="Prova")
    with pytest.raises(DisputeNotLost):
        decide_dispute(payment=payment, bearer=Bearer.PLATFORM, actor=None, actor_label="staff")


def test_a_dispute_that_is_won_lets_the_business_be_paid(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    payment = dispute(sandbox, run_tasks, won=True)
    assert (payment.dispute, payment.disputed) == ("won", False)
    assert release_transfers(now=timezone.now() + LATER) == 1
    assert sandbox.bank.vault.held(paid.allocation.business.stripe_account) == 14400
    assert in_the_books(sandbox)


def test_a_refund_promised_during_a_dispute_goes_when_it_is_won(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    one = sandbox.dispute(Payment.objects.get().charge_id)
    sandbox.outbox.deliver_all()
    run_tasks()
    assert cancel_order(order=paid, actor_label="guest") == 80
    run_tasks()
    assert Allocation.objects.get().refunded == 0
    sandbox.decide_dispute(one, won=True)
    sandbox.outbox.deliver_all()
    run_tasks()
    sweep_payments()
    assert Allocation.objects.get().refunded == 80
    assert sandbox.bank.vault.held("guests") == -8000


def test_a_lost_dispute_waits_for_a_decision(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    payment = dispute(sandbox, run_tasks, won=False)
    assert (payment.dispute, payment.disputed, payment.bearer) == ("lost", True, "")
    assert release_transfers(now=timezone.now() + LATER) == 0


@pytest.mark.parametrize("transferred", [False, True])
def test_the_business_bears_it(paid: Order, sandbox: Sandbox, run_tasks: Any, transferred: bool) -> None:
    if transferred:
        release_transfers(now=timezone.now() + LATER)
    dispute(sandbox, run_tasks, won=False)
    decide(run_tasks, Bearer.BUSINESS)
    share = Allocation.objects.get()
    assert (share.refunded, share.transfer_target, share.transferred) == (160, 0, 0)
    assert sandbox.bank.vault.held(paid.allocation.business.stripe_account) == 0
    assert release_transfers(now=timezone.now() + LATER) == 0
    assert balance("business") == balance("losses") == 0
    assert in_the_books(sandbox)
    assert AuditEntry.objects.get(verb="decide-dispute").after == "business"


def test_the_platform_bears_it(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    dispute(sandbox, run_tasks, won=False)
    decide(run_tasks, Bearer.PLATFORM)
    assert release_transfers(now=timezone.now() + LATER) == 1
    assert sandbox.bank.vault.held(paid.allocation.business.stripe_account) == 14400
    assert balance("losses") == 16000
    assert in_the_books(sandbox)
    assert cancel_order(order=paid, actor_label="guest") == 0, "the bank gave everything back already"
    with pytest.raises(DisputeNotLost):
        decide_dispute(payment=Payment.objects.get(), bearer=Bearer.BUSINESS, actor=None, actor_label="staff")


def test_a_promise_that_waited_is_kept_by_the_lost_dispute(paid: Order, sandbox: Sandbox, run_tasks: Any) -> None:
    one = sandbox.dispute(Payment.objects.get().charge_id)
    sandbox.outbox.deliver_all()
    run_tasks()
    cancel_order(order=paid, actor_label="guest")
    sandbox.decide_dispute(one, won=False)
    sandbox.outbox.deliver_all()
    run_tasks()
    decide(run_tasks, Bearer.PLATFORM)
    assert (Allocation.objects.get().refunded, balance("losses")) == (80, 8000)
    assert in_the_books(sandbox)
