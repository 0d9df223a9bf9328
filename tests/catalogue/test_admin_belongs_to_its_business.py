# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A member of a business sees and edits what is theirs in the admin, and nothing of anybody else, through any view."""

from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Revision, TaskState

from catalogue.domain.prepare_moderation import MODERATED, STAFF_GROUP, prepare_moderation
from catalogue.models import Picture, Product, Stay
from marketplace.accounts.models import User

from .. import factories as make
from .pictures import picture_file
from .publishable import publishable

pytestmark = pytest.mark.django_db
KINDS = [model.__name__ for model in MODERATED]


@pytest.fixture(autouse=True)
def admin(ground: None) -> None:
    prepare_moderation()


def things_of(user: User | None = None) -> dict[str, Any]:
    business = make.make_business()
    if user is not None:
        from catalogue.models import BusinessMember

        BusinessMember.objects.create(business=business, user=user, role="owner")
    stay = make.make_stay(business=business, **publishable(business))
    experience = make.make_experience(business=business)
    made = {
        "Business": business,
        "Stay": stay,
        "Unit": make.make_unit(stay=stay),
        "Experience": experience,
        "Session": make.make_session(experience=experience),
        "Good": make.make_good(business=business),
    }
    for thing in made.values():
        thing.save_revision()
    return made


@pytest.fixture
def member(client: Client) -> User:
    user = make.make_user()
    client.force_login(user)
    return user


def views_with_an_object(thing: Any) -> list[str]:
    """Addresses of every view of the kind that takes an object, as the admin has them now."""
    viewset = thing.snippet_viewset
    revision = thing.latest_revision_id
    found = []
    for pattern in viewset.get_urlpatterns():
        names = {"pk": thing.pk, "revision_id": revision, "revision_id_a": revision, "revision_id_b": revision}
        wanted = {name: names.get(name, 1 if name != "action_name" else "approve") for name in pattern.pattern.converters}
        if "pk" in pattern.pattern.converters:
            found.append(reverse(viewset.get_url_name(pattern.name), kwargs=wanted))
    return found


def state() -> list[Any]:
    return [
        list(Revision.objects.order_by("pk").values_list("pk", "object_id")),
        list(Product.objects.order_by("pk").values_list("pk", "title", "live", "locked", "business_id")),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_no_view_opens_for_a_thing_of_others(client: Client, member: User, kind: str) -> None:
    things_of(member)
    other = things_of()[kind]
    before = state()
    addresses = views_with_an_object(other)
    assert len(addresses) > 15
    for address in addresses:
        for response in (client.get(address), client.post(address, {"title": "mine now", "name": "mine now", "action-publish": "1"})):
            assert response.status_code in (302, 403), address
            if response.status_code == 302:
                assert response["Location"] == reverse("wagtailadmin_home"), address
    assert state() == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_views_open_for_what_is_theirs(client: Client, member: User, kind: str) -> None:
    """The control: without a right to the object the test above would pass for the wrong reason."""
    own = things_of(member)[kind]
    viewset = own.snippet_viewset
    for name in ("edit", "history", "usage", "inspect"):
        assert client.get(reverse(viewset.get_url_name(name), args=[own.pk])).status_code == 200, name
    listing = client.get(reverse(viewset.get_url_name("list")))
    assert listing.status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_shows_only_what_is_theirs(client: Client, member: User, kind: str) -> None:
    own, other = things_of(member)[kind], things_of()[kind]
    page = client.get(reverse(own.snippet_viewset.get_url_name("list"))).content.decode()
    assert f"/edit/{own.pk}/" in page
    assert f"/edit/{other.pk}/" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_cannot_delete_publish_or_unpublish(client: Client, member: User, kind: str) -> None:
    own = things_of(member)[kind]
    viewset = own.snippet_viewset
    for name in ("delete", "unpublish"):
        client.post(reverse(viewset.get_url_name(name), args=[own.pk]))
    assert type(own).objects.get(pk=own.pk).live


CLOSED = [
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:locked_pages",
    "wagtailsnippetchoosers_catalogue_stay:choose",
    "wagtailsnippetchoosers_catalogue_business:choose",
    "wagtailusers_users:index",
    "wagtaildocs:index",
    "wagtailadmin_collections:index",
    "business_member:index",
    "tourist_tax:index",
    "wagtailadmin_explore_root",
]


@pytest.mark.parametrize("name", CLOSED)
def test_reports_choosers_and_registers_are_closed_to_members(client: Client, member: User, name: str) -> None:
    things_of(member)
    try:
        address = reverse(name)
    except NoReverseMatch:
        pytest.fail(f"{name} has another address now")
    assert client.get(address).status_code == 403
    staff = make.make_user()
    staff.groups.add(staff.groups.model.objects.get(name=STAFF_GROUP))
    client.force_login(staff)
    assert client.get(address).status_code in (200, 302)


@pytest.mark.parametrize("kind", ["Stay", "Good"])
def test_bulk_actions_do_not_reach_things_of_others(client: Client, member: User, kind: str) -> None:
    things_of(member)
    other = things_of()[kind]
    address = reverse("wagtail_bulk_action", args=["catalogue", kind.lower(), "delete"])
    assert client.post(f"{address}?id={other.pk}", {}).status_code == 403
    assert type(other).objects.filter(pk=other.pk).exists()


def make_picture(user: User | None = None, **fields: Any) -> Picture:
    return Picture.objects.create(title="Vista", uploaded_by_user=user, file=ImageFile(picture_file(), name="vista.jpg"), **fields)


def test_members_see_and_choose_only_their_pictures(client: Client, member: User) -> None:
    things_of(member)
    own, other = make_picture(member), make_picture()
    for name in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        page = client.get(reverse(name))
        assert page.status_code == 200
        shown = page.content.decode()
        assert f"/{own.pk}/" in shown
        assert f"/{other.pk}/" not in shown
    assert client.get(reverse("wagtailimages:edit", args=[own.pk])).status_code == 200
    for name in ("edit", "delete", "image_usage", "url_generator"):
        for verb in (client.get, client.post):
            assert verb(reverse(f"wagtailimages:{name}", args=[other.pk])).status_code in (302, 403)
    assert client.get(reverse("wagtailimages_chooser:chosen", args=[other.pk])).status_code in (302, 403)
    assert Picture.objects.filter(pk=other.pk, title="Vista").exists()


def stay_form(stay: Stay, **changes: Any) -> dict[str, Any]:
    """What the edit form of a stay sends."""
    fields: dict[str, Any] = {
        "title": stay.title,
        "business": stay.business_id,
        "municipality": stay.municipality_id,
        "building_kind": stay.building_kind,
        "cin": stay.cin,
        "check_in_from": "15:00",
        "check_in_until": "20:00",
        "check_out_by": "10:30",
        "cancellation_tier": "moderate",
        "description": stay.description,
        "picture": stay.picture_id or "",
        "gas_safety": stay.gas_safety,
        "fire_extinguishers": stay.fire_extinguishers or "",
        "gallery-TOTAL_FORMS": 0,
        "gallery-INITIAL_FORMS": 0,
        "gallery-MIN_NUM_FORMS": 0,
        "gallery-MAX_NUM_FORMS": 1000,
    }
    return {**fields, **changes}


def edit_address(stay: Stay) -> str:
    return reverse(stay.snippet_viewset.get_url_name("edit"), args=[stay.pk])


def test_a_member_saves_a_draft_and_staff_approves_it(client: Client, member: User) -> None:
    stay = things_of(member)["Stay"]
    response = client.post(edit_address(stay), stay_form(stay, title="La casa nuova", **{"action-submit": "1"}))
    assert response.status_code == 302, response.context["form"].errors
    stay.refresh_from_db()
    assert stay.title != "La casa nuova"
    assert stay.get_latest_revision_as_object().title == "La casa nuova"
    task = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    staff = make.make_user()
    staff.groups.add(staff.groups.model.objects.get(name=STAFF_GROUP))
    client.force_login(staff)
    address = reverse(stay.snippet_viewset.get_url_name("workflow_action"), args=[stay.pk, "approve", task.pk])
    response = client.post(address, {"comment": ""}, follow=True)
    stay.refresh_from_db()
    assert stay.title == "La casa nuova", [str(message) for message in response.context["messages"]]


def test_a_member_cannot_move_a_stay_to_another_business_nor_hang_a_picture_of_others(client: Client, member: User) -> None:
    stay = things_of(member)["Stay"]
    elsewhere, foreign = make.make_business(), make_picture()
    before = stay.latest_revision_id
    for change in ({"business": elsewhere.pk}, {"picture": foreign.pk}):
        response = client.post(edit_address(stay), stay_form(stay, **change))
        assert response.status_code == 200
        assert response.context["form"].errors
    rows = {"gallery-TOTAL_FORMS": 1, "gallery-0-picture": foreign.pk, "gallery-0-id": "", "gallery-0-ORDER": 1}
    assert client.post(edit_address(stay), stay_form(stay, **rows)).context["form"].errors
    stay.refresh_from_db()
    assert stay.latest_revision_id == before


def test_publishing_by_the_form_is_not_in_a_members_hand(client: Client, member: User) -> None:
    stay = things_of(member)["Stay"]
    client.post(edit_address(stay), stay_form(stay, title="Da solo", **{"action-publish": "1"}))
    stay.refresh_from_db()
    assert stay.title != "Da solo"
