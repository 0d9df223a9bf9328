# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The calendar of a unit, the units that are free, and the prices of many at once: one truth by three ways."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from catalogue.models import Stay, Unit
from marketplace.booking.clock import ROME
from marketplace.booking.domain.quote_nights import quote_nights
from marketplace.booking.errors import RulesBroken
from marketplace.booking.models import Occupancy, Restriction, Season
from marketplace.booking.prices import total_of
from marketplace.booking.queries import calendar_of, free_units, prices_for
from marketplace.booking.rules import broken_rules
from marketplace.booking.stay_request import stay_request
from marketplace.booking.terms_of_many import load_terms_of_many
from tests.factories import make_stay, make_tariff, make_unit, occupy

NOW = datetime(2027, 3, 1, 9, tzinfo=ROME)
TODAY = NOW.date()
DAY = timedelta(days=1)
FEW = st.integers(0, 12)
THINKING = [HealthCheck.too_slow, HealthCheck.data_too_large]


def queries(action) -> int:
    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)


@pytest.mark.django_db
def test_a_year_of_nights_costs_no_more_queries_than_a_week():
    unit = make_unit()
    Season.objects.create(unit=unit, name="Estate", period=(TODAY + 10 * DAY, TODAY + 40 * DAY), night=Decimal("99.00"))
    make_tariff(unit.stay.municipality)
    for start in range(0, 60, 3):
        occupy(unit, TODAY + start * DAY, TODAY + (start + 2) * DAY)
    week, year = (queries(lambda days=days: calendar_of(unit=unit, start=TODAY, end=TODAY + days * DAY, now=NOW)) for days in (7, 365))
    assert week == year <= 6
    nights = calendar_of(unit=unit, start=TODAY, end=TODAY + 12 * DAY, now=NOW)
    assert [night.free for night in nights[:6]] == [False, False, True, False, False, True]
    assert (nights[9].price, nights[10].price) == (Decimal("80.00"), Decimal("99.00"))


@pytest.mark.django_db
def test_a_hold_past_its_time_is_free_in_the_calendar_and_the_search():
    unit = make_unit()
    held = occupy(unit, TODAY + 5 * DAY, TODAY + 7 * DAY, kind="closure")
    stay = {"check_in": TODAY + 5 * DAY, "check_out": TODAY + 7 * DAY, "adults": 1, "now": NOW}
    assert not free_units(**stay).exists()
    Occupancy.objects.filter(pk=held.pk).update(kind="hold", expires_at=NOW)
    assert list(free_units(**stay)) == [unit]
    assert calendar_of(unit=unit, start=TODAY + 5 * DAY, end=TODAY + 6 * DAY, now=NOW)[0].free


@pytest.mark.django_db
def test_free_units_and_their_prices_cost_the_same_queries_for_any_number():
    stay = {"check_in": TODAY + 5 * DAY, "check_out": TODAY + 7 * DAY, "adults": 2, "now": NOW}
    counts = []
    for more in (2, 10):
        for _unit in range(more):
            make_tariff(make_unit().stay.municipality)
        counts.append((queries(lambda: list(free_units(**stay))), queries(lambda: prices_for(units=Unit.objects.all(), **stay))))
    assert counts[0] == counts[1]
    assert counts[0][0] == 1


@pytest.mark.django_db
def test_a_page_of_prices_agrees_with_each_quote_to_the_cent():
    units = [make_unit(night=f"{40 + n}.35", rate={"cleaning_fee": Decimal("10.10"), "weekly_discount_percent": n}) for n in range(5)]
    make_tariff(units[0].stay.municipality)
    asked = {"check_in": TODAY + 5 * DAY, "check_out": TODAY + 14 * DAY, "adults": 2, "now": NOW}
    prices = prices_for(units=units, **asked)
    assert prices == {unit.pk: quote_nights(unit=unit, **asked) for unit in units}


rates = st.fixed_dictionaries(
    {
        "min_nights": st.integers(1, 4),
        "max_nights": st.integers(4, 9),
        "notice_days": st.integers(0, 4),
        "window_days": st.integers(5, 30),
        "closed_arrival_weekdays": st.lists(st.integers(0, 6), max_size=2),
        "closed_departure_weekdays": st.lists(st.integers(0, 6), max_size=2),
    }
)
restrictions = st.lists(
    st.tuples(FEW, FEW, st.none() | st.integers(1, 5), st.none() | st.integers(1, 9), st.booleans(), st.booleans()), max_size=3
)


def quick_totals(unit, asked, now):
    """What a page of hits shows: of free units, and of what the dates need only."""
    request = stay_request(**asked)
    loaded = load_terms_of_many(units=[unit.pk], check_in=asked["check_in"], check_out=asked["check_out"], now=now)
    return [total_of(one.terms, request) for one in loaded if not one.taken and not broken_rules(one.terms, request, now)]


class OneTruth(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.stay = make_stay()

    @settings(max_examples=50, deadline=None, suppress_health_check=THINKING)
    @given(
        rate=rates,
        rules=restrictions,
        season=st.none() | st.tuples(FEW, FEW, st.none() | st.integers(1, 5)),
        taken=st.none() | st.tuples(FEW, st.integers(1, 4)),
        start=st.integers(-2, 20),
        nights=st.integers(-1, 8),
        guests=st.tuples(st.integers(0, 3), st.integers(0, 2)),
        hour=st.sampled_from([9, 15, 22]),
        live=st.booleans() | st.just(True),
    )
    def test_the_search_offers_just_what_can_be_quoted_and_is_free(self, rate, rules, season, taken, start, nights, guests, hour, live):
        now = datetime.combine(TODAY, time(hour), tzinfo=ROME)
        unit = make_unit(rate=rate, capacity=3, stay=self.stay)
        Stay.objects.filter(pk=self.stay.pk).update(live=live)
        if season:
            Season.objects.create(
                unit=unit,
                name="S",
                period=(TODAY + season[0] * DAY, TODAY + (season[0] + season[1] + 1) * DAY),
                night=90,
                min_nights=season[2],
            )
        for first, length, least, most, no_arrival, no_departure in rules:
            Restriction.objects.create(
                unit=unit,
                period=(TODAY + first * DAY, TODAY + (first + length + 1) * DAY),
                min_nights=least,
                max_nights=most,
                closed_to_arrival=no_arrival,
                closed_to_departure=no_departure,
            )
        if taken:
            occupy(unit, TODAY + taken[0] * DAY, TODAY + (taken[0] + taken[1]) * DAY)
        asked = {"check_in": TODAY + start * DAY, "check_out": TODAY + (start + nights) * DAY, "adults": guests[0], "children": guests[1]}
        try:
            total = quote_nights(unit=unit, now=now, **asked).total
            possible = True
        except RulesBroken:
            possible = False
        free = all(night.free for night in calendar_of(unit=unit, start=asked["check_in"], end=asked["check_out"], now=now))
        if possible:
            clash = taken and start < taken[0] + taken[1] and taken[0] < start + nights
            assert free == (not clash)
            possible = not clash
        assert free_units(now=now, **asked).exists() == possible
        assert quick_totals(unit, asked, now) == ([total] if possible else [])


TURNS = [date(2027, 3, 27), date(2027, 10, 30), date(2028, 2, 28), date(2027, 12, 30), date(2028, 12, 31)]
MONEY = st.decimals("0.01", "400.00", places=2)


class AnyQuote(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.stay = make_stay()

    @settings(max_examples=40, deadline=None, suppress_health_check=THINKING)
    @given(
        night=MONEY,
        weekend=st.none() | MONEY,
        extra=st.decimals(0, 50, places=2),
        fee=st.decimals(0, 99, places=2),
        discounts=st.tuples(st.integers(0, 99), st.integers(0, 99)),
        tax=st.none() | st.tuples(st.decimals(0, 10, places=2), st.none() | st.integers(0, 9), st.integers(0, 18)),
        turn=st.sampled_from(TURNS),
        before=st.integers(0, 3),
        nights=st.integers(1, 35),
        ages=st.lists(st.integers(0, 17), max_size=3),
    )
    def test_lines_add_up_and_nights_are_counted_whatever_the_clocks_do(
        self, night, weekend, extra, fee, discounts, tax, turn, before, nights, ages
    ):
        unit = make_unit(
            stay=self.stay,
            capacity=9,
            rate={
                "night": night,
                "weekend_night": weekend,
                "extra_guest": extra,
                "cleaning_fee": fee,
                "weekly_discount_percent": discounts[0],
                "monthly_discount_percent": discounts[1],
                "max_nights": 99,
                "window_days": 900,
            },
        )
        if tax:
            make_tariff(unit.stay.municipality, str(tax[0]), max_nights=tax[1], exempt_under_age=tax[2])
        check_in = turn - before * DAY
        quote = quote_nights(
            unit=unit,
            check_in=check_in,
            check_out=check_in + nights * DAY,
            adults=2,
            children=len(ages) + 1,
            children_ages=ages,
            now=NOW,
        )
        assert sum(line.amount for line in quote.lines) == quote.total
        assert quote.total >= 0
        assert all(line.amount == line.quantity * line.unit_price for line in quote.lines)
        assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in quote.lines)
        assert sum(line.quantity for line in quote.lines if line.kind in ("night", "weekend")) == nights
        assert (quote.tourist_tax is None) == (tax is None)
        assert all(step.refund <= quote.total for step in quote.cancellation.steps)
        assert type(quote).from_json(quote.to_json()) == quote
