# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A stay is public only with a valid CIN, whatever path makes it public."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from catalogue.domain.check_publishable import NotPublishable
from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from catalogue.models import Product, Stay

from .. import factories as make
from .publishable import publishable
from .test_admin_belongs_to_its_business import edit_address, stay_form

pytestmark = pytest.mark.django_db
BAD_CINS = ["", "IT018171123456789"]  # none; digits only, which no CIN is


def draft(cin: str = "", **fields: Any) -> Stay:
    """A stay with everything else that is needed to publish."""
    stay = make.make_stay(cin=cin, live=False, **{**publishable(), **fields})
    make.make_unit(stay=stay)
    stay.refresh_from_db()
    return stay


@pytest.fixture
def staff(client: Client, ground: None) -> Any:
    prepare_moderation()
    user = make.make_user()
    user.groups.add(user.groups.model.objects.get(name=STAFF_GROUP))
    client.force_login(user)
    return user


def is_live(stay: Stay) -> bool:
    return Product.objects.get(pk=stay.pk).live


@pytest.mark.parametrize("cin", BAD_CINS)
def test_a_revision_without_a_good_cin_is_not_published(cin: str) -> None:
    stay = draft(cin)
    revision = stay.save_revision(clean=False)
    with pytest.raises(NotPublishable):
        revision.publish()
    assert not is_live(stay)


def test_a_revision_with_a_cin_is_published() -> None:
    """The control."""
    stay = draft("IT018171B4ABCD1234")
    stay.save_revision().publish()
    assert is_live(stay)


def test_the_code_may_come_with_the_revision_that_is_published() -> None:
    stay = draft("")
    stay.cin = "IT018171B4ABCD1234"
    stay.save_revision().publish()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert is_live(stay)


def test_the_form_says_what_is_missing(client: Client, staff: Any) -> None:
    stay = draft("")
    response = client.post(edit_address(stay), stay_form(stay, **{"action-publish": "1"}))
    assert response.status_code == 200
    assert "cin" in response.context["form"].errors
    assert not is_live(stay)


def test_approving_a_submission_without_cin_publishes_nothing_and_says_why(client: Client, staff: Any) -> None:
    stay = draft("")
    stay.save_revision(user=staff)
    stay.get_workflow().start(stay, staff)
    task = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    address = reverse(stay.snippet_viewset.get_url_name("workflow_action"), args=[stay.pk, "approve", task.pk])
    response = client.post(address, {"comment": ""}, follow=True)
    assert any("CIN" in str(message) for message in response.context["messages"])
    assert not is_live(stay)
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_IN_PROGRESS


def test_a_schedule_without_cin_is_dropped_and_those_behind_it_go_live() -> None:
    without, behind = draft(""), draft("IT018171B4ABCD1234")
    for stay in (without, behind):
        revision = stay.save_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=5)
        revision.save()
    call_command("publish_scheduled")
    assert not is_live(without)
    assert is_live(behind)
    assert without.revisions.filter(approved_go_live_at__isnull=False).count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("cin", BAD_CINS)
def test_the_database_itself_refuses(cin: str) -> None:
    stay = draft(cin)
    with pytest.raises(IntegrityError, match="without a valid CIN"):
        Product.objects.filter(pk=stay.pk).update(live=True)
    stay.live = True
    with pytest.raises(IntegrityError, match="without a valid CIN"):
        stay.save()
    assert not is_live(stay)


@pytest.mark.django_db(transaction=True)
def test_a_public_stay_cannot_lose_its_cin() -> None:
    stay = make.make_stay(cin="IT018171B4ABCD1234")
    with pytest.raises(IntegrityError, match="without a valid CIN"), transaction.atomic():
        Stay.objects.filter(pk=stay.pk).update(cin="")
    assert Stay.objects.get(pk=stay.pk).cin == "IT018171B4ABCD1234"
