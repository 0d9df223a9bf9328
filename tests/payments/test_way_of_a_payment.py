# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The way of the money of one order, with nothing in its way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from marketplace.payments.domain.cancel_order import cancel_order
from marketplace.payments.domain.compare_with_stripe import compare_with_stripe
from marketplace.payments.domain.release_transfers import release_transfers
from marketplace.payments.models import Payment
from marketplace.payments.sandbox import Sandbox

from .shop import balance, connect, nights_kept, open_for, order_nights, state_of

pytestmark = pytest.mark.django_db
HOUR_AGO = timedelta(hours=1)


def test_a_guest_pays_and_the_order_is_confirmed_once(sandbox: Sandbox, said: list[Any], run_tasks: Any) -> None:
    order = order_nights()
    payment = open_for(order)
    assert payment.state == "open"
    assert payment.session_url.startswith("http://sandbox.invalid/")

    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    run_tasks()

    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("paid", Decimal("160.00"))
    assert state_of(order) == "confirmed"
    assert said == [("order_confirmed", order.number)]


def test_after_the_stay_has_begun_the_business_gets_its_share(sandbox: Sandbox, run_tasks: Any) -> None:
    order = order_nights()
    payment = open_for(order)
    account = connect(sandbox, order)
    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    run_tasks()

    assert release_transfers(now=timezone.now() + timedelta(days=30)) == 0, "not before a day after check-in"
    assert release_transfers(now=timezone.now() + timedelta(days=33)) == 1
    assert sandbox.bank.vault.held(account) == 14400, "160 € less 10 % commission"
    assert release_transfers(now=timezone.now() + timedelta(days=33)) == 0
    assert balance("business") == 0
    assert compare_with_stripe(since=timezone.now() - HOUR_AGO) == []
    assert balance("stripe") == sandbox.bank.vault.held("platform")


def test_a_cancelled_order_gives_back_what_its_terms_say(sandbox: Sandbox, said: list[Any], run_tasks: Any) -> None:
    order = order_nights(start=3)
    payment = open_for(order)
    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    run_tasks()

    assert cancel_order(order=order, actor_label="guest") == Decimal("80.00"), "half, three days before"
    assert state_of(order) == "cancelled"
    assert not nights_kept(order)
    assert cancel_order(order=order, actor_label="guest") == Decimal("80.00"), "again is as once"
    run_tasks()

    payment = Payment.objects.get()
    assert payment.refunded == Decimal("80.00")
    assert sandbox.bank.vault.held("guests") == -8000
    assert said[1:] == [("order_cancelled", order.number), ("refund_sent", order.number)]
    assert balance("guest") == 0
