# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Staff see the money and cannot change it."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from marketplace.messages.models import OutgoingMail
from marketplace.payments.admin_views import MoneyGroup
from marketplace.payments.models import Comparison, Payment
from marketplace.payments.sandbox import Sandbox
from tests.factories import make_user

from .shop import open_for, order_nights

pytestmark = pytest.mark.django_db
MODELS = [viewset.model for viewset in MoneyGroup.items]
LISTS = [viewset.model._meta.model_name for viewset in MoneyGroup.items]


def visitor(*permissions: str, **fields: Any) -> Client:
    user = make_user(**fields)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        user.user_permissions.add(Permission.objects.get(codename=codename))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sell(sandbox: Sandbox, run_tasks: Any) -> Payment:
    payment = open_for(order_nights())
    sandbox.pay(str(payment.session_id))
    sandbox.outbox.deliver_all()
    run_tasks()
    return payment


@pytest.fixture
def money(sandbox: Sandbox, run_tasks: Any, ground: None) -> None:
    sell(sandbox, run_tasks)
    Comparison.objects.create(since=timezone.now(), until=timezone.now(), movements=3, differences=[])
    OutgoingMail.objects.create(dedupe_key="1", to="anna@posta.example", language="it", subject="Ciao", text="Ciao")


@pytest.mark.parametrize("model", MODELS, ids=LISTS)
def test_each_list_is_shown_searched_and_opened(money: None, model: Any) -> None:
    client = visitor(is_superuser=True)
    page = client.get(reverse(f"{model._meta.model_name}:index"), {"q": "nothing-like-it"})
    assert page.status_code == 200
    page = client.get(reverse(f"{model._meta.model_name}:index"))
    assert page.status_code == 200
    thing = model.objects.first()
    opened = reverse(f"{model._meta.model_name}:inspect", args=[thing.pk])
    assert opened in page.content.decode()
    assert client.get(opened).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=LISTS)
def test_nobody_can_add_change_or_delete(money: None, model: Any) -> None:
    for action in ("add", "edit", "delete"):
        with pytest.raises(NoReverseMatch):
            reverse(f"{model._meta.model_name}:{action}", args=[] if action == "add" else [1])


def test_only_who_may_view_a_list_sees_it(money: None) -> None:
    assert visitor().get(reverse("payment:index")).status_code == 302
    viewer = visitor("view_payment")
    assert viewer.get(reverse("payment:index")).status_code == 200
    assert viewer.get(reverse("allocation:index")).status_code == 302


def test_a_list_asks_the_database_as_often_for_many_rows_as_for_one(money: None, sandbox: Sandbox, run_tasks: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = visitor(is_superuser=True)
    for name in ("payment", "allocation", "ledgerentry"):
        client.get(reverse(f"{name}:index"))
        with CaptureQueriesContext(connection) as few:
            client.get(reverse(f"{name}:index"))
        for _ in range(3):
            sell(sandbox, run_tasks)
        with CaptureQueriesContext(connection) as many:
            client.get(reverse(f"{name}:index"))
        assert len(many) == len(few), name
