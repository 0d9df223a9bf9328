# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What comes back, in euro, is shown before paying and obeyed afterwards."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.vocabulary import CancellationTier
from marketplace.booking.clock import ROME, rome_instant
from marketplace.booking.domain.cancellation import refund_due, terms_of, withdrawal_ends
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.domain.quotes import Quote
from tests.factories import make_good, make_stay, make_tariff, make_unit

from .orders import book_nights, order_hold

SECOND = timedelta(seconds=1)
D = Decimal


def booked(tier, **more):
    unit = make_unit(stay=make_stay(cancellation_tier=tier))
    make_tariff(unit.stay.municipality, "1.50")
    return book_nights(unit, start=30, nights=2)  # 160.00 for the nights, 6.00 of tourist tax


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tier", "days_before", "refund"),
    [
        ("flexible", 1, "166.00"),
        ("flexible", 0, "6.00"),
        ("moderate", 5, "166.00"),
        ("moderate", 1, "86.00"),
        ("moderate", 0, "6.00"),
        ("strict", 14, "166.00"),
        ("strict", 7, "86.00"),
        ("strict", 6, "6.00"),
        ("non_refundable", 29, "6.00"),
    ],
)
def test_each_tier_gives_back_what_it_says_until_the_second(tier, days_before, refund):
    booking = booked(tier)
    at = rome_instant(booking.check_in - timedelta(days=days_before), time(15)) - SECOND
    assert refund_due(booking=booking, at=at) == D(refund)


@pytest.mark.django_db
def test_the_moment_itself_is_too_late():
    booking = booked("flexible")
    assert refund_due(booking=booking, at=rome_instant(booking.check_in - timedelta(days=1), time(15))) == D("6.00")


@pytest.mark.django_db
def test_terms_changed_later_do_not_touch_what_was_sold():
    booking = booked("flexible")
    stay = booking.product.unit.stay
    stay.cancellation_tier = "non_refundable"
    stay.save()
    booking.refresh_from_db()
    assert refund_due(booking=booking, at=booking.starts_at - timedelta(days=9)) == D("166.00")


@pytest.mark.django_db
def test_goods_come_back_whole_until_they_are_fetched():
    booking = order_hold(hold_pieces(good=make_good(price=D("9.50")), quantity=2))
    assert refund_due(booking=booking, at=booking.starts_at + timedelta(days=200)) == D("19.00")
    booking.collected_at = booking.starts_at
    assert refund_due(booking=booking, at=booking.starts_at) == 0


@pytest.mark.parametrize(
    ("collected", "ends"),
    [
        (datetime(2027, 3, 1, 9, tzinfo=ROME), datetime(2027, 3, 16, tzinfo=ROME)),
        (datetime(2027, 3, 18, 23, 59, tzinfo=ROME), datetime(2027, 4, 2, tzinfo=ROME)),  # clocks go forward in between
        (datetime(2027, 3, 6, 9, tzinfo=ROME), datetime(2027, 3, 23, tzinfo=ROME)),  # the last day would be a Saturday
    ],
)
def test_the_fourteenth_day_counts_to_its_end_and_is_no_weekend(collected, ends):
    assert withdrawal_ends(collected_at=collected) == ends


def test_a_day_before_means_the_same_hour_on_the_clock_across_summer_time():
    starts = datetime(2027, 3, 28, 15, tzinfo=ROME)  # clocks go forward that night
    terms = terms_of(tier="flexible", starts_at=starts, total=D("10.00"), tourist_tax=D("0.00"), now=starts - timedelta(days=9))
    assert terms.steps[0].until == datetime(2027, 3, 27, 15, tzinfo=ROME)
    assert starts.timestamp() - terms.steps[0].until.timestamp() == 23 * 3600


def test_steps_already_past_are_not_promised():
    starts = datetime(2027, 5, 10, 15, tzinfo=ROME)
    terms = terms_of(tier="moderate", starts_at=starts, total=D("10.00"), tourist_tax=D("0.00"), now=starts - timedelta(days=2))
    assert [step.refund for step in terms.steps] == [D("5.00"), D("0.00")]


@given(
    tier=st.sampled_from(CancellationTier.values),
    price=st.decimals(0, 5000, places=2),
    tax=st.decimals(0, 100, places=2),
    hours=st.lists(st.integers(-100, 24 * 40), min_size=2, max_size=6),
)
def test_waiting_never_gives_more_back_and_the_tax_always_comes_back(tier, price, tax, hours):
    starts = datetime(2027, 4, 1, 15, tzinfo=ROME)
    terms = terms_of(tier=tier, starts_at=starts, total=price + tax, tourist_tax=tax, now=starts - timedelta(days=60))
    refunds = [terms.refund_at(starts - timedelta(hours=h)) for h in sorted(hours, reverse=True)]
    assert refunds == sorted(refunds, reverse=True)
    assert all(tax <= refund <= price + tax for refund in refunds)


@pytest.mark.django_db
def test_the_steps_are_said_in_three_languages():
    steps = Quote.from_json(booked("moderate").quote).cancellation.steps
    assert [set(step.label) for step in steps] == [{"it", "en", "de"}] * 3
    assert "€166.00" in steps[0].label["en"]
    assert "166,00 €" in steps[0].label["it"]
