# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Random calendars with random prices: the order, the limits, the bands and the best of several dates are those of the quotes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from catalogue.models import Stay, Unit
from marketplace.booking.models import Extra, Rate, Season
from marketplace.booking.prices import total_of
from marketplace.booking.stay_request import StayRequest
from marketplace.booking.terms import UnitTerms, load_terms
from search import elastic, fallback
from search.answer import Findings
from search.draws import draw_of, week_of
from search.find import find
from search.listings import refresh_listings
from search.models import Listing
from search.prices import BANDS, limits_of_band, within, within_any
from search.query import SearchRequest
from search.rebuilding import copy_to_new_index
from search.when import Arrivals, Nights
from tests.factories import make_business, make_municipality, make_stay, make_tariff

from .conftest import drop_indices
from .test_availability import NOW, TODAY, by_hand, calendars, on, write

money = st.integers(1000, 30_000).map(lambda cents: Decimal(cents) / 100)
odd_money = st.sampled_from([Decimal("33.33"), Decimal("71.30"), Decimal("80.15"), Decimal("99.99"), Decimal("100")]) | money
percents = st.sampled_from([0, 0, 5, 7, 10, 33])


@st.composite
def priced_calendars(draw: st.DrawFn) -> dict[str, Any]:
    calendar = draw(calendars())
    calendar["rate"] |= {"min_nights": draw(st.integers(1, 2)), "max_nights": 40, "notice_days": 0}
    calendar["restrictions"] = calendar["restrictions"][:1]
    calendar["taken"] = calendar["taken"][:3]
    calendar["prices"] = {
        "night": draw(odd_money),
        "weekend_night": draw(st.none() | odd_money),
        "included_guests": draw(st.integers(0, 3)),
        "extra_guest": draw(st.sampled_from([Decimal(0), Decimal("12.55")])),
        "weekly_discount_percent": draw(percents),
        "monthly_discount_percent": draw(percents),
        "cleaning_fee": draw(st.sampled_from([Decimal(0), Decimal("35.50")])),
    }
    calendar["season_prices"] = [(draw(odd_money), draw(st.none() | odd_money)) for _ in calendar["seasons"]]
    extra = st.tuples(st.sampled_from(Extra.Per.values), st.sampled_from([Decimal("4.99"), Decimal(20)]), st.booleans())
    calendar["extras"] = draw(st.lists(extra, max_size=2))
    return calendar


def furnish(stay: Stay, calendar: dict[str, Any]) -> Unit:
    unit = write(stay, calendar)
    Rate.objects.filter(unit=unit).update(**calendar["prices"])
    for season, (night, weekend) in zip(Season.objects.filter(unit=unit).order_by("pk"), calendar["season_prices"], strict=True):
        Season.objects.filter(pk=season.pk).update(night=night, weekend_night=weekend)
    for per, price, mandatory in calendar["extras"]:
        Extra.objects.create(unit=unit, name="x", per=per, price=price, mandatory=mandatory)
    return unit


@dataclass
class House:
    stay: Stay
    units: dict[Unit, dict[str, Any]]
    terms: dict[int, UnitTerms]

    @property
    def draw(self) -> tuple[int, str]:
        key = f"stay-{self.stay.pk}"
        return draw_of(key, week_of(NOW)), key


def quoted(houses: list[House], request: SearchRequest, stays: list[Nights]) -> dict[int, set[tuple[int, int]]]:
    """By stay: the cents of each total of a unit, and which of the dates it is for."""
    found: dict[int, set[tuple[int, int]]] = {}
    guests = (request.adults or 1, request.children, request.children_ages)
    for house in houses:
        for unit, calendar in house.units.items():
            for rank, (check_in, check_out) in enumerate(stays):
                if by_hand(calendar, (check_in - TODAY).days, (check_out - check_in).days, request.guests or 1):
                    total = total_of(house.terms[unit.pk], StayRequest(check_in, check_out, *guests))
                    found.setdefault(house.stay.pk, set()).add((int(total * 100), rank))
    return found


def ids(findings: Findings) -> list[int]:
    return [hit.document["object_id"] for hit in findings.hits]


def agree(houses: list[House], request: SearchRequest, stays: list[Nights]) -> None:
    """Order, count, bands and the dates shown are those of the quotes, on both engines."""
    quotes = quoted(houses, request, stays)
    kept = {stay: {one for one in totals if within(one[0], request.limits())} for stay, totals in quotes.items()}
    bands = Counter(
        name
        for totals in kept.values()
        for name in BANDS
        if any(within(cents, limits_of_band(name, request.nights)) for cents, _ in totals)
    )
    chosen = {stay: {one for one in totals if within_any(one[0], request.band_limits())} for stay, totals in kept.items()}
    shown = {stay: min(totals) for stay, totals in chosen.items() if totals}
    draws = {house.stay.pk: house.draw for house in houses}
    order = sorted(shown, key=lambda stay: (shown[stay][0], draws[stay]))
    for engine in (elastic, fallback):
        findings = engine.search(request, NOW)
        assert ids(findings) == order, engine.__name__
        assert findings.count == len(order)
        if len(stays) <= 7:
            assert findings.facets["band"] == bands, engine.__name__
    answer = find(request, NOW)
    assert [hit.id for hit in answer.hits] == order
    for hit in answer.hits:
        cents, rank = shown[hit.id]
        assert (hit.total_price, hit.nights) == (Decimal(cents) / 100, stays[rank])


def nights(arrival: int, count: int) -> Nights:
    return Nights(on(arrival), on(arrival + count))


def around(arrival: int, count: int, flex: int) -> list[Nights]:
    shifts = [0, *(shift for days in range(1, flex + 1) for shift in (-days, days))]
    return [nights(arrival + shift, count) for shift in shifts if arrival + shift >= 0]


questions = st.tuples(
    st.integers(0, 70),
    st.sampled_from([1, 2, 3, 6, 7, 8, 14, 28]),
    st.integers(1, 4),
    st.sampled_from([(), (5,), (14, 3)]),
    st.integers(0, 3),
    st.none() | st.integers(5, 300),
    st.none() | st.integers(50, 1200),
    st.lists(st.sampled_from(list(BANDS)), max_size=2, unique=True),
)


@pytest.mark.elasticsearch
@settings(max_examples=5, phases=[Phase.explicit, Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
@given(
    stays=st.lists(st.lists(priced_calendars(), min_size=1, max_size=3), min_size=4, max_size=8),
    tariffs=st.tuples(st.sampled_from([None, "1.30", "2.05"]), st.sampled_from([None, "3.00"])),
    asked=st.lists(questions, min_size=6, max_size=10),
)
def test_totals_order_limit_and_choose_dates_as_the_quotes_do(
    own_index: None, db: None, stays: list[list[dict[str, Any]]], tariffs: Any, asked: list[Any]
) -> None:
    with transaction.atomic():
        houses = build(stays, tariffs)
        for arrival, count, adults, ages, flex, low, high, bands in asked:
            request = SearchRequest(
                kinds=("stay",),
                check_in=on(arrival),
                check_out=on(arrival + count),
                flex=flex,
                adults=adults,
                children=len(ages),
                children_ages=ages[:1],
                price_min=None if low is None else Decimal(low),
                price_max=None if high is None or (low and low > high) else Decimal(high),
                bands=tuple(bands),
                sort="price",
                per_page=100,
            )
            agree(houses, request, around(arrival, count, flex))
        month(houses)
        transaction.set_rollback(True)
    drop_indices()


def build(stays: list[list[dict[str, Any]]], tariffs: Any) -> list[House]:
    places = [make_business(municipality=make_municipality()) for _ in tariffs]
    for business, amount in zip(places, tariffs, strict=True):
        if amount:
            make_tariff(business.municipality, amount, valid_until=None if amount == "1.30" else on(30))
    houses = []
    for index, units in enumerate(stays):
        stay = make_stay(business=places[index % len(places)])
        made = {furnish(stay, calendar): calendar for calendar in units}
        houses.append(House(stay, made, load_terms(units=made)))
    Listing.objects.all().delete()
    refresh_listings([("stay", house.stay.pk) for house in houses], NOW)
    copy_to_new_index()
    return houses


def month(houses: list[House]) -> None:
    """Any week of a month, and a weekend of it: NOW is the tenth of February, a Wednesday."""
    march = Arrivals(date(2027, 3, 1), date(2027, 3, 31))
    request = SearchRequest(kinds=("stay",), when=march, when_nights=7, sort="price", per_page=100)
    agree(houses, request, [Nights(date(2027, 3, day), date(2027, 3, day) + timedelta(days=7)) for day in range(1, 32)])
    fridays = [Nights(date(2027, 2, day), date(2027, 2, day + 2)) for day in (12, 19, 26)]
    february = Arrivals(date(2027, 2, 1), date(2027, 2, 28))
    agree(houses, SearchRequest(kinds=("stay",), when=february, weekend=True, sort="price", per_page=100), fridays)


@pytest.mark.elasticsearch
def test_half_a_cent_is_rounded_as_the_quote_does_and_dear_stays_are_exact(own_index: None, db: None) -> None:
    """A discount is rounded half up, so that a total ends half down; and a float has to hold both."""
    calendar = {
        "capacity": 4,
        "seasons": [],
        "restrictions": [],
        "taken": [],
        "outside": [],
        "holds": [],
        "season_prices": [],
        "extras": [],
    }
    free = {
        "min_nights": 1,
        "max_nights": 400,
        "notice_days": 0,
        "window_days": 540,
        "closed_arrival_weekdays": [],
        "closed_departure_weekdays": [],
    }
    dear = [(Decimal("1000.10") + Decimal(cent) / 100, 5) for cent in range(-3, 4)]
    exact = [(Decimal("950.09") + Decimal(cent) / 100, 0) for cent in range(-3, 4)]
    stays = [
        [{**calendar, "rate": dict(free), "prices": {"night": night, "weekly_discount_percent": percent}}]
        for night, percent in dear + exact
    ]
    houses = build(stays, (None, None))
    for count in (7, 28, 60):
        request = SearchRequest(
            kinds=("stay",), check_in=on(20), check_out=on(20 + count), adults=2, sort="price", per_page=100, price_max=Decimal(950 * count)
        )
        agree(houses, request, [nights(20, count)])


@pytest.mark.elasticsearch
def test_dates_for_which_no_document_has_prices_are_answered_all_the_same(own_index: None, db: None) -> None:
    calendar = {"capacity": 4, "seasons": [(722, 726, None)], "restrictions": [], "taken": [], "outside": [], "holds": [], "extras": []}
    free = {
        "min_nights": 1,
        "max_nights": 30,
        "notice_days": 0,
        "window_days": 1000,
        "closed_arrival_weekdays": [],
        "closed_departure_weekdays": [],
    }
    houses = build(
        [
            [{**calendar, "rate": dict(free), "prices": {"night": Decimal(night)}, "season_prices": [(Decimal(season), None)]}]
            for night, season in ((50, 300), (60, 70), (70, 60))
        ],
        (None, None),
    )
    request = SearchRequest(kinds=("stay",), check_in=on(721), check_out=on(726), adults=2, sort="price")
    answer = find(request, NOW)
    assert [hit.id for hit in answer.hits] == [houses[2].stay.pk, houses[1].stay.pk, houses[0].stay.pk]
    assert not answer.degraded
