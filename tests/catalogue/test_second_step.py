# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whoever works in the admin signs in with a second step, where the setting wants it."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from marketplace.accounts.models import User

from .. import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wanted(ground: None, settings: Any) -> None:
    settings.MARKETPLACE_ADMIN_MFA = True
    prepare_moderation()


def worker(role: str) -> User:
    if role == "member":
        return make.make_member(make.make_business())
    user = make.make_user()
    user.groups.add(user.groups.model.objects.get(name=STAFF_GROUP))
    return user


@pytest.mark.parametrize("role", ["member", "staff"])
def test_without_a_second_step_the_way_leads_to_its_set_up_with_a_word_why(client: Client, role: str) -> None:
    client.force_login(worker(role))
    for address in ("/admin/", "/admin/requests/", reverse("wagtailsnippets_catalogue_stay:list")):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"] == reverse("mfa_activate_totp")
    response = client.post("/admin/requests/1/", {"answer": "accept"})
    assert response["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize("role", ["member", "staff"])
def test_with_it_the_admin_opens(client: Client, role: str) -> None:
    user = worker(role)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(user)
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_step(client: Client) -> None:
    user = worker("staff")
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    client.force_login(user)
    assert client.get("/admin/").status_code == 302


def test_guests_are_sent_where_they_were_sent_before(client: Client) -> None:
    client.force_login(make.make_user())
    assert client.get("/admin/", follow=True).status_code == 403


def test_where_it_is_not_wanted_the_password_does(client: Client, settings: Any) -> None:
    """The control, and the demo."""
    settings.MARKETPLACE_ADMIN_MFA = False
    client.force_login(worker("staff"))
    assert client.get("/admin/").status_code == 200
