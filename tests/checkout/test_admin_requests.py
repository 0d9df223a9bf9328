# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The host answers a request in the admin; nobody else's request can be seen or answered."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from oscar.apps.order.models import Order

from catalogue.models import BusinessMember
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


def host_of(order: Order, role: str = "owner") -> Any:
    user = make_member(order.allocation.business, role)
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


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_a_helper_sees_the_request_and_leaves_the_answer_to_an_owner(sandbox: Sandbox, client: Any, answer: str) -> None:
    order = requested(sandbox)
    client.force_login(host_of(order, "helper"))
    page = client.get("/admin/requests/").content.decode()
    assert order.number in page
    assert 'value="accept"' not in page
    refused = client.post(f"/admin/requests/{order.number}/", {"answer": answer, "why": "no"})
    assert (refused.status_code, refused["Location"]) == (302, "/admin/"), "as Wagtail's admin says no"
    assert state(order) == "requested"


def test_who_owns_one_business_and_helps_another_answers_for_the_first_alone(sandbox: Sandbox, client: Any) -> None:
    mine, helped = requested(sandbox), requested(sandbox)
    user = host_of(mine)
    BusinessMember.objects.create(business=helped.allocation.business, user=user, role="helper")
    client.force_login(user)
    assert client.post(f"/admin/requests/{helped.number}/", {"answer": "accept"})["Location"] == "/admin/"
    client.post(f"/admin/requests/{mine.number}/", {"answer": "accept"})
    assert (state(mine), state(helped)) == ("confirmed", "requested")
