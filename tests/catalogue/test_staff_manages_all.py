# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Staff manage all of it: whoever is in the group, and no superuser, opens every screen, and changes nothing that is not for hands."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from marketplace.accounts.models import User
from marketplace.booking.models import Rate, Season
from marketplace.territory.models import Municipality

from .. import factories as make

pytestmark = pytest.mark.django_db
CALENDAR = ["calendar_rate", "calendar_season", "calendar_restriction", "calendar_extra", "calendar_closure"]
MONEY = ["payment", "allocation", "ledgerentry", "stripeevent", "comparison"]
REGISTERS = ["business_member", "municipality", "tourist_tax"]
LISTINGS = ["business", "stay", "unit", "experience", "session", "good"]


@pytest.fixture
def staff(client: Client, ground: None) -> User:
    prepare_moderation()
    user = make.make_user()
    user.groups.add(user.groups.model.objects.get(name=STAFF_GROUP))
    client.force_login(user)
    return user


def index(name: str) -> str:
    return f"wagtailsnippets_catalogue_{name}:list" if name in LISTINGS else f"{name}:index"


@pytest.mark.parametrize("name", [*CALENDAR, *MONEY, *REGISTERS, *LISTINGS, "wagtailsnippets_frontend_landscape"])
def test_staff_opens_every_list(client: Client, staff: User, name: str) -> None:
    address = "wagtailsnippets_frontend_landscape:list" if "landscape" in name else index(name)
    assert client.get(reverse(address)).status_code == 200


@pytest.mark.parametrize("name", [*CALENDAR, "business_member", "tourist_tax", "wagtailsnippets_frontend_landscape"])
def test_staff_opens_the_form_of_everything_that_is_made_by_hand(client: Client, staff: User, name: str) -> None:
    assert client.get(reverse(f"{name}:add")).status_code == 200


def test_without_the_group_none_of_it_opens(client: Client, staff: User) -> None:
    """The control."""
    staff.groups.clear()
    for name in (*CALENDAR, *MONEY, *REGISTERS):
        assert client.get(reverse(f"{name}:index")).status_code in (302, 403), name


def test_staff_sets_rates_and_seasons_of_any_unit(client: Client, staff: User) -> None:
    unit = make.make_unit(rate={"skip": True})
    rate = {
        "unit": unit.pk,
        "night": "70.00",
        "included_guests": 2,
        "min_nights": 1,
        "max_nights": 30,
        "notice_days": 0,
        "window_days": 365,
    }
    money = {"extra_guest": "0", "cleaning_fee": "0", "weekly_discount_percent": 0, "monthly_discount_percent": 0}
    response = client.post(reverse("calendar_rate:add"), {**rate, **money})
    assert response.status_code == 302, response.context["form"].errors
    season = {"unit": unit.pk, "name": "Vendemmia", "first_night": "2030-09-01", "last_night": "2030-09-30", "night": "90.00"}
    response = client.post(reverse("calendar_season:add"), season)
    assert response.status_code == 302, response.context["form"].errors
    assert (Rate.objects.get(unit=unit).night, Season.objects.get(unit=unit).night) == (70, 90)


def place_form(place: Municipality, **changes: Any) -> dict[str, Any]:
    names = ("name", "province", "area", "longitude", "latitude")
    return {**{name: getattr(place, name) for name in names}, **changes}


def test_staff_corrects_a_municipality_but_not_its_boundary(client: Client, staff: User) -> None:
    place = make.make_municipality()
    address = reverse("municipality:edit", args=[place.pk])
    response = client.post(address, place_form(place, name="Borgo Nuovo", boundary="{}", istat="000000"))
    assert response.status_code == 302
    changed = Municipality.objects.get(pk=place.pk)
    assert (changed.name, changed.boundary, changed.istat) == ("Borgo Nuovo", place.boundary, place.istat)


def test_municipalities_are_neither_made_nor_deleted_by_hand(client: Client, staff: User) -> None:
    place = make.make_municipality()
    client.post(reverse("municipality:add"), place_form(place))
    client.post(reverse("municipality:delete", args=[place.pk]))
    assert list(Municipality.objects.all()) == [place]


def test_money_is_looked_at_and_not_touched(client: Client, staff: User) -> None:
    for verb in ("add", "change", "delete"):
        assert not any(staff.has_perm(f"payments.{verb}_{model}") for model in MONEY)
    assert staff.has_perm("payments.view_payment")


def test_staff_read_no_mails_since_they_hold_codes_and_links_of_others(client: Client, staff: User) -> None:
    assert client.get(reverse("outgoingmail:index")).status_code == 302
