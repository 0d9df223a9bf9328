# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The “from” price: the cheapest night that can still be booked, and the same at every door."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import Unit
from frontend.queries import stays_in
from marketplace.booking.clock import ROME
from marketplace.booking.models import Season
from marketplace.booking.queries import lowest_nights
from marketplace.booking.terms import load_terms
from search.projection import build
from tests.factories import make_unit, occupy

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 9, tzinfo=ROME)  # a Monday
TODAY = NOW.date()
DAY = timedelta(days=1)


def season(unit: Unit, first: date, until: date, night: str, weekend: str | None = None) -> None:
    Season.objects.create(
        unit=unit, name="Stagione", period=(first, until), night=Decimal(night), weekend_night=weekend and Decimal(weekend)
    )


def lowest(unit: Unit) -> Decimal | None:
    return lowest_nights(terms=load_terms(units=[unit]), now=NOW).get(unit.pk)


def test_a_cheaper_weekend_counts_and_a_dearer_one_does_not() -> None:
    assert lowest(make_unit(night="80.00", rate={"weekend_night": Decimal("70.00")})) == Decimal("70.00")
    assert lowest(make_unit(night="80.00", rate={"weekend_night": Decimal("95.00")})) == Decimal("80.00")


def test_a_season_that_is_over_or_beyond_the_window_lowers_nothing() -> None:
    unit = make_unit(night="80.00", rate={"window_days": 60, "max_nights": 10})
    season(unit, TODAY - 30 * DAY, TODAY, "10.00")
    season(unit, TODAY + 70 * DAY, TODAY + 90 * DAY, "20.00")
    assert lowest(unit) == Decimal("80.00")
    season(unit, TODAY + 69 * DAY, TODAY + 70 * DAY, "30.00")  # the last night that a stay of today reaches
    assert lowest(unit) == Decimal("30.00")


def test_seasons_that_cover_all_nights_leave_nothing_of_the_rate() -> None:
    unit = make_unit(night="50.00")
    season(unit, TODAY - DAY, TODAY + 900 * DAY, "90.00", "120.00")
    assert lowest(unit) == Decimal("90.00")


def test_cheap_nights_that_are_taken_or_too_soon_are_not_offered() -> None:
    unit = make_unit(night="80.00", rate={"notice_days": 3})
    season(unit, TODAY, TODAY + 3 * DAY, "20.00")
    season(unit, TODAY + 10 * DAY, TODAY + 14 * DAY, "40.00")
    assert lowest(unit) == Decimal("40.00")
    occupy(unit, TODAY + 9 * DAY, TODAY + 13 * DAY)
    assert lowest(unit) == Decimal("40.00")
    occupy(unit, TODAY + 13 * DAY, TODAY + 15 * DAY)
    assert lowest(unit) == Decimal("80.00")
    occupy(unit, TODAY + 15 * DAY, TODAY + 2000 * DAY)
    occupy(unit, TODAY, TODAY + 9 * DAY)
    assert lowest(unit) is None


def test_every_door_shows_the_same_price(client: Client) -> None:
    unit = make_unit(night="80.00", rate={"weekend_night": Decimal("75.00")})
    make_unit(night="10.00", stay=unit.stay, live=False)
    stay, today, now = unit.stay, timezone.localdate(), timezone.now()
    season(unit, today - 40 * DAY, today - 10 * DAY, "15.00")
    season(unit, today + 100 * DAY, today + 130 * DAY, "60.00", "65.00")
    (card,) = stays_in(stay.municipality, now)
    page = client.get(stay.get_absolute_url())
    api = client.get(f"/api/v1/stays/{stay.slug}").json()
    document = build([("stay", stay.pk)])["stay", stay.pk].document()
    shown = [card.from_price, page.context["lowest_price"], page.context["rows"][0].from_price, Decimal(api["units"][0]["night_from"])]
    assert shown == [Decimal("60.00")] * 4
    assert document["from_price"] == document["offers"][0]["price"] == 6000
