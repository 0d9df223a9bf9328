# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Opening the payment page: once, whatever Stripe answers, and never inside a transaction."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from marketplace.payments.domain.cancel_order import cancel_order
from marketplace.payments.domain.open_payment import open_payment
from marketplace.payments.domain.receive_event import fetch_lost_events
from marketplace.payments.domain.sweep_payments import sweep_payments
from marketplace.payments.errors import PaymentUnavailable
from marketplace.payments.gateway import SessionLine
from marketplace.payments.models import Payment
from marketplace.payments.sandbox import Sandbox

from .shop import BACK, nights_kept, open_for, order_nights, payment_for, reopen, state_of

pytestmark = pytest.mark.django_db


def sessions(sandbox: Sandbox) -> list[Any]:
    return list(sandbox.store.every("checkout.session"))


def test_pressing_the_button_twice_leads_to_the_same_page(sandbox: Sandbox) -> None:
    payment = payment_for(order_nights())
    first, second = reopen(payment), reopen(payment)
    assert first.session_url == second.session_url
    assert len(sessions(sandbox)) == 1
    assert sessions(sandbox)[0]["expires_at"] >= sandbox.clock.now() + 30 * 60


def test_an_answer_that_was_lost_leads_to_the_same_page_on_the_second_try(sandbox: Sandbox) -> None:
    order = order_nights()
    payment = payment_for(order)
    sandbox.arm(kind="lost", times=3)
    with pytest.raises(PaymentUnavailable):
        reopen(payment)
    assert (state_of(order), nights_kept(order)) == ("pending", True)

    assert reopen(payment).session_id == sessions(sandbox)[0]["id"]
    assert len(sessions(sandbox)) == 1


def test_a_listing_edited_after_a_lost_answer_can_still_be_paid(sandbox: Sandbox) -> None:
    payment = payment_for(order_nights())
    sandbox.arm(kind="lost", times=3)
    with pytest.raises(PaymentUnavailable):
        reopen(payment)
    lines = [SessionLine(name="Un altro titolo", amount=payment.amount)]
    opened = open_payment(payment=payment, lines=lines, success_url=BACK, cancel_url=BACK)
    assert (opened.state, opened.attempt) == ("open", 2)
    assert opened.session_url


def test_while_stripe_is_down_nothing_is_lost(sandbox: Sandbox) -> None:
    order = order_nights()
    payment = payment_for(order)
    sandbox.arm(kind="error", status=500, times=3)
    with pytest.raises(PaymentUnavailable) as refusal:
        reopen(payment)
    assert refusal.value.status == 503
    assert nights_kept(order)
    assert reopen(payment).state == "open"


def test_a_guest_who_dallies_gets_a_page_that_lasts_half_an_hour_all_the_same(sandbox: Sandbox) -> None:
    payment = payment_for(order_nights())
    Payment.objects.update(expires_at=timezone.now() + timedelta(minutes=5))
    opened = reopen(payment)
    assert opened.attempt == 2, "Stripe refused the first, the second has another key"
    assert opened.expires_at > timezone.now() + timedelta(minutes=30)


def test_a_payment_never_opened_gives_its_nights_back_when_its_time_is_up(sandbox: Sandbox, said: list[Any]) -> None:
    order = order_nights()
    payment_for(order)
    sweep_payments()
    assert nights_kept(order)

    Payment.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    sweep_payments()
    assert (state_of(order), nights_kept(order)) == ("expired", False)
    assert said == [("order_expired", order.number)]


def test_a_session_that_comes_after_the_guest_has_cancelled_is_closed(sandbox: Sandbox) -> None:
    order = order_nights()
    payment = payment_for(order)
    sandbox.arm(kind="lost", times=3)
    with pytest.raises(PaymentUnavailable):
        reopen(payment)
    assert cancel_order(order=order, actor_label="guest") == 0
    assert state_of(order) == "cancelled"

    sandbox.advance(600)
    fetch_lost_events(since=timezone.now() - timedelta(hours=1), now=timezone.now() + timedelta(hours=1))
    assert reopen(payment).state == "cancelled", "no page for a cancelled order"


def test_stripe_is_not_called_inside_a_transaction(sandbox: Sandbox) -> None:
    payment = payment_for(order_nights())
    with pytest.raises(RuntimeError), transaction.atomic():
        reopen(payment)
    assert sessions(sandbox) == []


def test_lines_that_do_not_add_up_are_a_mistake_of_ours(sandbox: Sandbox) -> None:
    payment = payment_for(order_nights())
    with pytest.raises(ValueError, match="add up"):
        open_payment(payment=payment, lines=[SessionLine(name="x", amount=Decimal(1))], success_url=BACK, cancel_url=BACK)


def test_an_unpaid_order_expires_when_stripe_says_so_and_not_before(sandbox: Sandbox, said: list[Any]) -> None:
    order = order_nights()
    open_for(order)
    Payment.objects.update(checked_at=timezone.now() - timedelta(minutes=5))
    sweep_payments()
    assert nights_kept(order), "still open at Stripe"

    sandbox.advance(33 * 60)
    Payment.objects.update(checked_at=timezone.now() - timedelta(minutes=5))
    sweep_payments()
    assert (state_of(order), nights_kept(order)) == ("expired", False)
    assert said == [("order_expired", order.number)]
