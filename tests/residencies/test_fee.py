# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The application fee is paid at Stripe, once, and settles what keeps the application from being handed in."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from marketplace.payments.domain.compare_with_stripe import compare_with_stripe
from marketplace.payments.domain.sweep_payments import sweep_payments
from marketplace.payments.models import Payment
from residencies.models import Application, Entry
from tests.payments.conftest import run_tasks, sandbox
from tests.payments.shop import balance

from .applying import address, browser_of, call_with_form, make_artist, send

__all__ = ["run_tasks", "sandbox"]
pytestmark = pytest.mark.django_db


def test_the_fee_is_paid_in_the_sandbox_and_the_application_handed_in(ground, sandbox, run_tasks):
    call, artist = call_with_form(fee="20"), make_artist()
    mine = browser_of(artist)
    answer = send(mine, call, "pay")
    payment = Payment.objects.get()
    assert answer.status_code == 302
    assert answer.url == payment.session_url
    assert (payment.amount, payment.email) == (Decimal(20), artist.email)
    assert Entry.objects.get().answers["about"]["title"] == "La riva"  # nothing typed is lost on the way there

    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    run_tasks()

    assert Application.objects.get().fee_state == "paid"
    assert balance("call_fees") == -2000
    assert balance("stripe") == 2000
    assert compare_with_stripe(since=timezone.now() - timedelta(hours=1)) == []
    assert send(mine, call, "submit", revision=1).status_code == 302
    assert Application.objects.get().state == "submitted"
    assert send(mine, call, "pay", revision=1).status_code == 409  # nothing to pay any more
    sweep_payments()


def test_who_comes_back_before_the_message_finds_it_settled(ground, sandbox):
    call, mine = call_with_form(fee="20"), browser_of(make_artist())
    send(mine, call, "pay")
    sandbox.pay(str(Payment.objects.get().session_id))
    page = mine.get(address(call)).content.decode()
    assert Application.objects.get().fee_state == "paid"
    assert 'value="pay"' not in page


def test_paying_twice_leads_to_one_payment(ground, sandbox):
    call, mine = call_with_form(fee="20"), browser_of(make_artist())
    assert send(mine, call, "pay").url == send(mine, call, "pay", revision=1).url
    assert Payment.objects.count() == 1


def test_a_payment_that_lapses_settles_nothing(ground, sandbox, run_tasks):
    call, mine = call_with_form(fee="20"), browser_of(make_artist())
    send(mine, call, "pay")
    sandbox.advance(40 * 60)
    sandbox.outbox.deliver_all()
    run_tasks()
    assert Payment.objects.get().state == "expired"
    assert Application.objects.get().fee_state == "due"
    send(mine, call, "pay", revision=1)
    assert Payment.objects.count() == 2


def test_without_an_account_one_signs_in_first(ground, sandbox):
    call, mine = call_with_form(fee="20"), browser_of()
    assert "/account/login/" in send(mine, call, "pay").url
    assert not Payment.objects.exists()
