# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A listing goes public complete: reachable, priced, seen, described, safe. What is only doubtful staff are told."""

from typing import Any

import pytest
from django.test import Client

from catalogue.domain.check_publishable import NotPublishable
from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from catalogue.domain.warnings_about import warnings_about
from catalogue.models import Picture, Stay

from .. import factories as make
from .publishable import publishable
from .test_admin_belongs_to_its_business import edit_address, stay_form

pytestmark = pytest.mark.django_db
WITHOUT = [
    ("description", ""),
    ("description", "   "),
    ("picture", None),
    ("gas_safety", ""),
    ("fire_extinguishers", None),
    ("fire_extinguishers", 0),
]


def draft(**fields: Any) -> Stay:
    stay = make.make_stay(live=False, **{**publishable(), **fields})
    stay.refresh_from_db()
    return stay


@pytest.mark.parametrize(("name", "value"), WITHOUT)
def test_a_stay_that_lacks_something_is_not_published(ground: None, name: str, value: Any) -> None:
    stay = draft(**{name: value})
    make.make_unit(stay=stay)
    with pytest.raises(NotPublishable) as refused:
        stay.save_revision(clean=False).publish()
    assert list(refused.value.extra["fields"]) == [name]


@pytest.mark.parametrize("rate", [None, {"skip": True}])
def test_nor_one_without_a_unit_that_has_a_rate(ground: None, rate: dict[str, Any] | None) -> None:
    stay = draft()
    if rate:
        make.make_unit(stay=stay, rate=rate)
    with pytest.raises(NotPublishable) as refused:
        stay.save_revision(clean=False).publish()
    assert list(refused.value.extra["fields"]) == ["units"]


def test_nor_one_whose_picture_nobody_has_described(ground: None) -> None:
    stay = draft()
    make.make_unit(stay=stay)
    Picture.objects.update(description="")
    with pytest.raises(NotPublishable) as refused:
        Stay.objects.get(pk=stay.pk).save_revision().publish()
    assert list(refused.value.extra["fields"]) == ["picture"]


def test_a_complete_one_is(ground: None) -> None:
    """The control."""
    stay = draft()
    make.make_unit(stay=stay)
    stay.save_revision().publish()
    assert Stay.objects.get(pk=stay.pk).live


def test_a_business_without_an_address_for_mails_is_not_published(ground: None) -> None:
    business = make.make_business(email="", live=False)
    with pytest.raises(NotPublishable) as refused:
        business.save_revision().publish()
    assert list(refused.value.extra["fields"]) == ["email"]
    business.email = "ciao@bottega.example"
    business.save_revision().publish()


def test_staff_are_warned_of_what_is_doubtful(client: Client, ground: None) -> None:
    place = make.make_municipality(istat="018171", name="Varzi")
    business = make.make_business(municipality=place)
    make.make_stay(business=business, title="La prima", cin="IT018171B4ABCD1234")
    stay = draft(business=business, cin="IT018171B4ABCD1234", title_en="House", title_de="Haus", description_en="x", description_de="x")
    assert ["La prima" in warning for warning in warnings_about(thing=stay)] == [True]
    stay.cin, stay.title_de = "IT020065B4ABCD1234", ""
    stay.save()
    prepare_moderation()
    staff = make.make_user()
    staff.groups.add(staff.groups.model.objects.get(name=STAFF_GROUP))
    client.force_login(staff)
    said = [str(message) for message in client.get(edit_address(stay)).context["messages"]]
    assert len(said) == 2
    assert "de" in said[0]
    assert "Varzi" in said[1]
    response = client.post(edit_address(stay), stay_form(stay, title_en="House", **{"action-publish": "1"}))
    assert "units" not in response.context["form"].fields
    assert response.context["form"].non_field_errors(), "no unit has a rate"
