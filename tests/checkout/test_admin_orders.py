# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Owners and staff call a booking off in the admin, staff refund; helpers and strangers do neither."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from oscar.apps.order.models import Order

from catalogue.models import BusinessMember
from marketplace.messages.models import OutgoingMail
from marketplace.payments.domain.reconcile_payment import reconcile_payment
from marketplace.payments.models import Allocation, Payment
from marketplace.payments.sandbox import Sandbox
from tests.factories import make_member, make_user

from .test_mails import pay

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ground")]


def confirmed(sandbox: Sandbox) -> Order:
    return pay(sandbox).allocations.get().order


def member_of(order: Order, role: str) -> Any:
    user = make_member(order.allocation.business)
    BusinessMember.objects.filter(user=user).update(role=role)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def state(order: Order) -> str:
    return str(Order.objects.values_list("status", flat=True).get(pk=order.pk))


def text_of(key: str) -> str:
    return OutgoingMail.objects.get(dedupe_key__startswith=key).text.replace("\xa0", " ")


def test_the_owner_cancels_with_a_reason_and_the_guest_reads_it(sandbox: Sandbox, client: Any, run_tasks: Any) -> None:
    order = confirmed(sandbox)
    client.force_login(member_of(order, "owner"))
    door = f"/admin/bookings/{order.number}/"
    assert order.number in client.get("/admin/bookings/").content.decode()
    assert client.post(door, {"do": "cancel", "why": ""}).status_code == 422
    assert state(order) == "confirmed"
    client.post(door, {"do": "cancel", "why": "Il tetto perde."})
    assert state(order) == "cancelled"
    for piece in ("160,00 €", "Il tetto perde."):
        assert piece in text_of("cancelled-guest")
    run_tasks()
    assert "160,00 €" in text_of("refunded-guest")
    assert sandbox.bank.vault.held("guests") == 0
    assert client.get(f"/admin/bookings/?q={order.number}").status_code == 200


def test_an_owner_does_not_refund(sandbox: Sandbox, client: Any) -> None:
    order = confirmed(sandbox)
    client.force_login(member_of(order, "owner"))
    answer = client.post(f"/admin/bookings/{order.number}/", {"do": "refund", "amount": "10", "why": "Prova"})
    assert answer.status_code in (302, 403)
    assert Allocation.objects.get(order=order).refund_target == 0


def test_helpers_and_other_owners_cancel_nothing(sandbox: Sandbox, client: Any) -> None:
    order, other = confirmed(sandbox), confirmed(sandbox)
    client.force_login(member_of(other, "owner"))
    assert client.post(f"/admin/bookings/{order.number}/", {"do": "cancel", "why": "x"}, follow=True).status_code == 404
    client.force_login(member_of(order, "helper"))
    assert client.post(f"/admin/bookings/{order.number}/", {"do": "cancel", "why": "x"}).status_code in (302, 403)
    assert state(order) == "confirmed"


def test_staff_refund_a_chosen_amount(sandbox: Sandbox, client: Any, run_tasks: Any) -> None:
    order = confirmed(sandbox)
    client.force_login(make_user(is_superuser=True))
    door = f"/admin/bookings/{order.number}/"
    assert client.post(door, {"do": "refund", "amount": "999", "why": "Rumore."}).status_code == 422
    assert client.post(door, {"do": "refund", "amount": "20", "why": "Rumore."}).status_code == 302
    run_tasks()
    assert "20,00 €" in text_of("refunded-guest")
    assert state(order) == "confirmed"
    assert "20,00" in client.get(door).content.decode()


def test_staff_decide_who_bears_a_lost_dispute_and_nobody_else_does(sandbox: Sandbox, client: Any, run_tasks: Any) -> None:
    order = confirmed(sandbox)
    payment, door = order.allocation.payment, f"/admin/bookings/{order.number}/"
    choice = {"do": "dispute", "bearer": "platform"}
    client.force_login(make_user(is_superuser=True))
    assert client.post(door, choice).status_code == 409, "nothing is disputed"
    sandbox.decide_dispute(sandbox.dispute(payment.charge_id), won=False)
    reconcile_payment(payment=payment, actor_label="test")
    assert 'value="platform"' in client.get(door).content.decode()
    owner = Client()
    owner.force_login(member_of(order, "owner"))
    assert 'value="platform"' not in owner.get(door).content.decode()
    assert owner.post(door, choice).status_code in (302, 403)
    assert Payment.objects.get().bearer == ""
    assert client.post(door, {"do": "dispute", "bearer": "guest"}).status_code == 422
    assert client.post(door, choice).status_code == 302
    assert Payment.objects.get().bearer == "platform"
    assert 'value="platform"' not in client.get(door).content.decode()


def test_money_that_came_too_late_is_announced_and_the_page_says_so(sandbox: Sandbox, client: Any, run_tasks: Any) -> None:
    from marketplace.booking.domain.set_order_state import set_order_state
    from marketplace.checkout.domain.pay_checkout import pay_checkout

    from .guest import book, hold

    checkout = book(hold())
    payment = pay_checkout(checkout=checkout)
    assert payment is not None
    set_order_state(order=payment.allocations.get().order, state="expired", actor_label="test")
    sandbox.pay(str(payment.session_id))
    page = client.get(f"/it/checkout/{checkout.token}/").content.decode().replace("\xa0", " ")
    assert "160,00 €" in page
    assert "5" in page
    run_tasks()
    assert "160,00 €" in text_of("refunded-guest")
