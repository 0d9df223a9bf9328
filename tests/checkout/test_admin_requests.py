# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The host answers a request in the admin; nobody else's request can be seen or answered."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from oscar.apps.order.models import Order

from marketplace.checkout.domain.pay_checkout import pay_checkout
from marketplace.payments.domain.reconcile_payment import reconcile_payment
from marketplace.payments.sandbox import Sandbox
from tests.factories import make_member, make_stay, make_unit

from .guest import book, hold

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ground")]


def requested(sandbox: Sandbox) -> Order:
    payment = pay_checkout(checkout=book(hold(make_unit(stay=make_stay(instant_booking=False, title="Mulino del Gatto")))))
    assert payment is not None
    sandbox.pay(str(payment.session_id))
    reconcile_payment(payment=payment, actor_label="test")
    return payment.allocations.get().order


def host_of(order: Order) -> Any:
    user = make_member(order.allocation.business)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def state(order: Order) -> str:
    return str(Order.objects.values_list("status", flat=True).get(pk=order.pk))


def test_the_host_accepts_in_the_admin(sandbox: Sandbox, client: Any) -> None:
    order = requested(sandbox)
    client.force_login(host_of(order))
    assert "Mulino del Gatto" in client.get("/admin/requests/").content.decode()
    assert client.get(f"/admin/requests/{order.number}/").status_code == 405
    assert state(order) == "requested"
    client.post(f"/admin/requests/{order.number}/", {"answer": "accept"})
    assert state(order) == "confirmed"


def test_another_host_sees_and_answers_nothing(sandbox: Sandbox, client: Any) -> None:
    mine, foreign = requested(sandbox), requested(sandbox)
    client.force_login(host_of(mine))
    page = client.get("/admin/requests/").content.decode()
    assert mine.number in page
    assert foreign.number not in page
    assert client.post(f"/admin/requests/{foreign.number}/", {"answer": "decline"}, follow=True).status_code == 404
    assert state(foreign) == "requested"
