# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A draft holds words and prices. Places taken, pieces sold, a Stripe account and the agreement with a business are never in it."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from catalogue.domain.check_publishable import NotPublishable
from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from catalogue.models import Business, Good, Session
from marketplace.accounts.models import AuditEntry
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.domain.hold_places import hold_places

from .. import factories as make

pytestmark = pytest.mark.django_db
GUARDED = [(Session, "places_taken"), (Good, "stock_taken"), (Business, "stripe_account")]


@pytest.fixture
def staff(client: Client, ground: None) -> Any:
    prepare_moderation()
    user = make.make_user()
    user.groups.add(user.groups.model.objects.get(name=STAFF_GROUP))
    client.force_login(user)
    return user


def approve(client: Client, thing: Any, staff: Any) -> Any:
    thing.get_workflow().start(thing, staff)
    task = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    address = reverse(thing.snippet_viewset.get_url_name("workflow_action"), args=[thing.pk, "approve", task.pk])
    return client.post(address, {"comment": ""}, follow=True)


def draft_then_book(client: Client, staff: Any) -> Session:
    session = make.make_session(capacity=4)
    session.title = "Con merenda"
    session.save_revision(user=staff)
    hold_places(session=session, quantity=3)
    approve(client, Session.objects.get(pk=session.pk), staff)
    session = Session.objects.get(pk=session.pk)
    assert session.title == "Con merenda"
    return session


def test_places_taken_since_the_draft_stay_taken_when_it_is_approved(client: Client, staff: Any) -> None:
    assert draft_then_book(client, staff).places_taken == 3


def test_without_the_guard_the_same_draft_would_free_them(client: Client, staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(Session, "not_in_drafts", ())
    assert draft_then_book(client, staff).places_taken == 0


def test_pieces_sold_since_the_draft_stay_sold(ground: None) -> None:
    good = make.make_good(stock=10)
    revision = good.save_revision()
    hold_pieces(good=good, quantity=4)
    revision.publish()
    assert Good.objects.get(pk=good.pk).stock_taken == 4


def test_a_stripe_account_opened_since_the_draft_stays(ground: None) -> None:
    business = make.make_business()
    revision = business.save_revision()
    Business.objects.filter(pk=business.pk).update(stripe_account="acct_1", payouts_active=True, commission_percent=8)
    revision.publish()
    business = Business.objects.get(pk=business.pk)
    assert (business.stripe_account, business.payouts_active, business.commission_percent) == ("acct_1", True, Decimal(8))


def test_a_row_read_before_a_booking_and_saved_after_it_frees_nothing(ground: None) -> None:
    """Unpublishing saves the whole row, for one."""
    session = make.make_session(capacity=4)
    stale = Session.objects.get(pk=session.pk)
    hold_places(session=session, quantity=3)
    stale.unpublish()
    stale = Session.objects.get(pk=session.pk)
    assert (stale.live, stale.places_taken) == (False, 3)


def business_form(business: Business, **changes: Any) -> dict[str, Any]:
    fields = {name: getattr(business, name) for name in ("name", "kind", "language", "email", "phone", "regime", "commission_percent")}
    rows = {"gallery-TOTAL_FORMS": 0, "gallery-INITIAL_FORMS": 0, "gallery-MIN_NUM_FORMS": 0, "gallery-MAX_NUM_FORMS": 1000}
    return {**fields, "municipality": business.municipality_id, **rows, **changes}


def test_what_staff_settles_with_a_business_counts_at_once(client: Client, staff: Any) -> None:
    business = make.make_business()
    waiting = business.save_revision()
    address = reverse(business.snippet_viewset.get_url_name("edit"), args=[business.pk])
    response = client.post(address, business_form(business, commission_percent="7.50"))
    assert response.status_code == 302, response.context["form"].errors
    assert Business.objects.get(pk=business.pk).commission_percent == Decimal("7.50")
    assert AuditEntry.objects.get(thing="business", verb="settle").why == "commission_percent"
    waiting.publish()
    assert Business.objects.get(pk=business.pk).commission_percent == Decimal("7.50")


def test_fewer_places_than_are_taken_is_said_in_the_form(client: Client, staff: Any) -> None:
    session = make.make_session(capacity=4)
    hold_places(session=session, quantity=3)
    session.refresh_from_db()
    address = reverse(session.snippet_viewset.get_url_name("edit"), args=[session.pk])
    sent = {"parent": session.parent_id, "title": session.title, "starts_at": "2030-06-01 10:00", "capacity": 2}
    response = client.post(address, {**sent, "action-publish": "1"})
    assert response.status_code == 200
    assert "capacity" in response.context["form"].errors
    response = client.post(address, {**sent, "capacity": 3, "action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors
    assert Session.objects.get(pk=session.pk).capacity == 3


def test_approving_fewer_places_than_were_taken_meanwhile_is_refused_in_words(client: Client, staff: Any) -> None:
    session = make.make_session(capacity=4)
    session.capacity = 2
    session.save_revision(user=staff)
    hold_places(session=session, quantity=3)
    response = approve(client, Session.objects.get(pk=session.pk), staff)
    assert response.status_code == 200
    assert any("3" in str(message) for message in response.context["messages"])
    assert Session.objects.get(pk=session.pk).capacity == 4


def test_fewer_pieces_than_are_sold_cannot_be_published(ground: None) -> None:
    good = make.make_good(stock=10)
    good.stock = 2
    revision = good.save_revision()
    hold_pieces(good=good, quantity=4)
    with pytest.raises(NotPublishable):
        revision.publish()
    assert Good.objects.get(pk=good.pk).stock == 10


@pytest.mark.parametrize(("kind", "column"), GUARDED)
def test_the_columns_are_named(kind: type, column: str) -> None:
    assert column in kind.not_in_drafts
