# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The demo is large enough to be believed, invented through and through, and loading it again changes nothing."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

import catalogue.demo
import marketplace.accounts.demo
import marketplace.booking.demo
import marketplace.territory.demo
import residencies.demo
from catalogue.demo.plan import make_plan
from catalogue.models import Business, Experience, Good, Session, Stay, Unit
from catalogue.validators import validate_cin
from marketplace.accounts.models import User
from marketplace.booking.models import Occupancy, Rate

pytestmark = pytest.mark.django_db


def load_all() -> list[Any]:
    return [
        marketplace.accounts.demo.load(),
        marketplace.territory.demo.load(),
        catalogue.demo.load(),
        marketplace.booking.demo.load_prices(),
        marketplace.booking.demo.take_nights(),
        residencies.demo.load_calls(),
    ]


def test_the_demo_is_large_invented_and_loaded_once(ground: None) -> None:
    load_all()
    stays = list(Stay.objects.select_related("municipality", "business"))
    assert len(stays) >= 60
    assert Unit.objects.count() >= 120
    assert len({stay.municipality_id for stay in stays}) >= 30
    assert Business.objects.exclude(kind="lodging").count() >= 25
    assert Experience.objects.count() >= 25
    assert Good.objects.count() >= 10
    for stay in stays:
        validate_cin(stay.cin)
        assert "DEMO" in stay.cin
        assert stay.business.email.endswith(".example")
        for name in ("summary", "was", "description", "house_rules", "arrival", "without_car", "restored_by", "funding"):
            assert all(getattr(stay, f"{name}{suffix}") for suffix in ("", "_en", "_de")), (stay, name)
    for name in ("was", "was_en", "was_de", "description", "description_en", "description_de"):
        assert len({getattr(stay, name) for stay in stays}) == len(stays)
    assert 0.1 <= sum(not stay.instant_booking for stay in stays) / len(stays) <= 0.3
    assert not any("sisma" in stay.funding for stay in stays if stay.municipality.province == "PV")
    assert 0.2 <= share_of_nights_taken() <= 0.4
    assert Rate.objects.count() == Unit.objects.count()
    assert Session.objects.filter(starts_at__gt=timezone.now()).count() > 200
    assert User.objects.get(email="host@oltrepo.example").memberships.get().business.products.filter(stay__isnull=False).count() > 1
    assert Occupancy.objects.filter(kind="residency").values("unit").distinct().count() == 3
    again = load_all()
    assert [again[0], again[1], *again[3:]] == [0, 0, 0, 0, 0]
    assert again[2] == type(again[2])(0, 0, 0, 0)
    assert Page.objects.exists()


def share_of_nights_taken() -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(least(upper(period), current_date + 540) - lower(period))::float "
            "/ (540 * (SELECT count(*) FROM catalogue_unit)) FROM booking_occupancy"
        )
        share: float = cursor.fetchone()[0]
    assert Occupancy.objects.exists()
    return share


def test_every_stay_has_pictures_of_its_own_and_landscapes_may_be_shared() -> None:
    plan = make_plan()
    heads = [hanging.head for hanging in plan.stays.values()]
    assert len(set(heads)) == len(heads) >= 60
    rooms: list[str] = []
    for hanging in plan.stays.values():
        assert len(set(hanging.gallery)) >= 4
        assert hanging.before
        rooms += [name for name in hanging.gallery[1:] if not name.startswith("land-")]
    assert len(set(rooms)) == len(rooms) >= 120
    assert all(name in plan.requests for hanging in plan.stays.values() for name in (*hanging.gallery, hanging.before))
