# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Prices, periods and tariffs that make no sense: the database refuses them by any way, and forms say why."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import translation

from marketplace.booking.models import Extra, Rate, Restriction, Season
from marketplace.territory.models import TouristTaxTariff
from tests.factories import make_municipality, make_tariff, make_unit

pytestmark = pytest.mark.django_db
DAY = date(2027, 6, 1)
WEEK = DateRange(DAY, date(2027, 6, 8))


def refused(model: type, constraint: str, **fields: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**fields)


@pytest.mark.parametrize("price", [Decimal(0), Decimal("-20.00")])
def test_a_weekend_night_costs_something(price: Decimal) -> None:
    unit = make_unit(rate={"skip": True})
    refused(Rate, "rate_weekend_costs_something", unit=unit, night=50, weekend_night=price)
    refused(Season, "season_weekend_costs_something", unit=unit, name="S", period=WEEK, night=50, weekend_night=price)
    with translation.override("it"), pytest.raises(ValidationError, match="venerdì e sabato"):
        Rate(unit=unit, night=50, weekend_night=price).full_clean()
    Rate.objects.create(unit=unit, night=50, weekend_night=None)


@pytest.mark.parametrize("period", [DateRange(DAY, None), DateRange(None, DAY), DateRange(None, None), DateRange(DAY, DAY)])
def test_a_period_has_a_first_and_a_last_day(period: DateRange) -> None:
    unit = make_unit()
    refused(Season, "season_has_nights", unit=unit, name="S", period=period, night=50)
    refused(Restriction, "restriction_has_days", unit=unit, period=period, closed_to_arrival=True)
    with translation.override("de"), pytest.raises(ValidationError, match="ersten und einen letzten Tag"):
        Restriction(unit=unit, period=period).full_clean()


def test_nothing_a_guest_pays_is_below_zero() -> None:
    unit = make_unit(rate={"skip": True})
    refused(Extra, "extra_not_negative", unit=unit, name="E", price=-1)
    for column in ("night", "extra_guest", "cleaning_fee"):
        refused(Rate, "rate_money_sane", unit=unit, **{"night": 50, column: -1})
    refused(Rate, "rate_discounts_are_shares", unit=unit, night=50, weekly_discount_percent=100)
    refused(TouristTaxTariff, "tariff_not_negative", municipality=make_municipality(), amount=-1, valid_from=DAY)


def test_a_municipality_has_one_tariff_a_night() -> None:
    place = make_municipality()
    first = make_tariff(place, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31))
    make_tariff(make_municipality(), valid_from=date(2026, 1, 1))
    columns = {"municipality": place, "amount": Decimal(2), "source": "delibera"}
    for start, end in ((date(2026, 12, 31), None), (date(2025, 1, 1), None), (date(2026, 3, 1), date(2026, 3, 1))):
        refused(TouristTaxTariff, "one_tariff_a_night", valid_from=start, valid_until=end, **columns)
        with translation.override("it"), pytest.raises(ValidationError, match="Un’altra tariffa"):
            TouristTaxTariff(valid_from=start, valid_until=end, **columns).full_clean()
    following = TouristTaxTariff(valid_from=date(2027, 1, 1), **columns)
    following.full_clean()
    following.save()
    first.full_clean()  # is no rival of itself


def test_a_tariff_that_ends_before_it_begins_is_refused_in_words() -> None:
    wrong = TouristTaxTariff(municipality=make_municipality(), amount=1, source="x", valid_from=DAY, valid_until=date(2027, 5, 1))
    with pytest.raises(ValidationError):
        wrong.full_clean()
