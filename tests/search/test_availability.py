# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A stay shows for dates exactly if one of its units can be booked then: both engines against a count by hand, night by night."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import Stay, Unit
from marketplace.booking.domain.quote_nights import quote_nights
from marketplace.booking.models import Occupancy, Rate, Restriction, Season
from search import elastic, fallback
from search.find import find
from search.listings import refresh_listings
from search.models import Listing
from search.query import SearchRequest
from search.rebuilding import copy_to_new_index
from tests.factories import ROME, make_business, make_stay, make_unit

from .conftest import drop_indices

NOW = datetime.combine(date(2027, 2, 10), time(12, 30), tzinfo=ROME)
TODAY = NOW.date()
HORIZON = 70
days = st.integers(0, HORIZON)
weekdays = st.lists(st.integers(0, 6), max_size=2, unique=True)


@st.composite
def apart(draw: st.DrawFn, most: int) -> list[tuple[int, int]]:
    """Periods that do not overlap, as day numbers from today on; some began earlier."""
    cuts = draw(st.lists(st.integers(-5, HORIZON), max_size=2 * most, unique=True))
    cuts.sort()
    return list(zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> dict[str, Any]:
    least = draw(st.integers(1, 4))
    return {
        "rate": {
            "min_nights": least,
            "max_nights": least + draw(st.integers(0, 12)),
            "notice_days": draw(st.sampled_from([0, 0, 1, 4])),
            "window_days": draw(st.sampled_from([30, 60, 540])),
            "closed_arrival_weekdays": draw(weekdays),
            "closed_departure_weekdays": draw(weekdays),
        },
        "capacity": draw(st.integers(1, 4)),
        "seasons": [(*span, draw(st.sampled_from([None, 1, 2, 5]))) for span in draw(apart(3))],
        "restrictions": [
            (
                first,
                first + length,
                draw(st.sampled_from([None, 2, 6])),
                draw(st.sampled_from([None, 3, 20])),
                *draw(st.tuples(st.booleans(), st.booleans())),
            )
            for first, length in draw(st.lists(st.tuples(days, st.integers(1, 15)), max_size=3))
        ],
        "taken": [(*span, draw(st.sampled_from(["booking", "closure", "residency"]))) for span in draw(apart(6))],
        "outside": draw(st.lists(st.tuples(days, st.integers(1, 5)), max_size=1)),
        "holds": draw(st.lists(st.tuples(st.integers(HORIZON + 1, HORIZON + 9), st.booleans()), max_size=1)),
    }


questions = st.tuples(st.integers(0, HORIZON + 8), st.integers(1, 14), st.integers(1, 4))


def on(day: int) -> date:
    return TODAY + timedelta(days=day)


def write(stay: Stay, calendar: dict[str, Any]) -> Unit:
    unit = make_unit(stay=stay, capacity=calendar["capacity"], rate={"skip": True})
    Rate.objects.create(unit=unit, night=Decimal("71.30"), weekend_night=Decimal("80.15"), **calendar["rate"])
    for first, until, least in calendar["seasons"]:
        Season.objects.create(unit=unit, name="s", period=(on(first), on(until)), night=Decimal("90"), min_nights=least)
    for first, until, least, most, no_arrival, no_departure in calendar["restrictions"]:
        rules = {"min_nights": least, "max_nights": most, "closed_to_arrival": no_arrival, "closed_to_departure": no_departure}
        Restriction.objects.create(unit=unit, period=(on(first), on(until)), **rules)
    for first, until, kind in calendar["taken"]:
        Occupancy.objects.create(unit=unit, period=(on(first), on(until)), kind=kind)
    for first, length in calendar["outside"]:
        Occupancy.objects.create(unit=unit, period=(on(first), on(first + length)), kind="external")
    for first, over in calendar["holds"]:
        expires = NOW + timedelta(minutes=-1 if over else 20)
        Occupancy.objects.create(unit=unit, period=(on(first), on(first + 2)), kind="hold", expires_at=expires)
    return unit


def by_hand(calendar: dict[str, Any], arrival: int, nights: int, guests: int) -> bool:
    """The rules told once more, as plainly as can be."""
    rate, leaving = calendar["rate"], arrival + nights
    taken = {n for first, until, _ in calendar["taken"] for n in range(first, until)}
    taken |= {n for first, length in calendar["outside"] for n in range(first, first + length)}
    taken |= {n for first, over in calendar["holds"] if not over for n in (first, first + 1)}
    ruling = [r for r in calendar["restrictions"] if r[0] <= arrival < r[1]]
    season = next((s for s in calendar["seasons"] if s[0] <= arrival < s[1]), None)
    least = max((r[2] for r in ruling if r[2]), default=(season and season[2]) or rate["min_nights"])
    most = min((r[3] for r in ruling if r[3]), default=rate["max_nights"])
    return (
        not any(night in taken for night in range(arrival, leaving))
        and guests <= calendar["capacity"]
        and least <= nights <= most
        and rate["notice_days"] <= arrival <= rate["window_days"]
        and on(arrival).weekday() not in rate["closed_arrival_weekdays"]
        and on(leaving).weekday() not in rate["closed_departure_weekdays"]
        and not any(r[4] for r in ruling)
        and not any(r[5] for r in calendar["restrictions"] if r[0] <= leaving < r[1])
    )


@pytest.mark.elasticsearch
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    stays=st.lists(st.lists(calendars(), min_size=1, max_size=3), min_size=4, max_size=8),
    asked=st.lists(questions, min_size=12, max_size=25),
)
def test_random_calendars_agree_with_a_count_by_hand(
    own_index: None, db: None, stays: list[list[dict[str, Any]]], asked: list[tuple[int, int, int]]
) -> None:
    with transaction.atomic():
        business = make_business()
        made = {make_stay(business=business): units for units in stays}
        for stay, units in made.items():
            for calendar in units:
                write(stay, calendar)
        Listing.objects.all().delete()
        refresh_listings([("stay", stay.pk) for stay in made], NOW)
        copy_to_new_index()
        for arrival, nights, guests in asked:
            expected = {stay.pk for stay, units in made.items() if any(by_hand(unit, arrival, nights, guests) for unit in units)}
            agree(
                SearchRequest(kinds=("stay",), check_in=on(arrival), check_out=on(arrival + nights), adults=guests, per_page=100), expected
            )
        transaction.set_rollback(True)
    drop_indices()


def agree(request: SearchRequest, expected: set[int]) -> None:
    """Both engines find exactly `expected`, and every total shown is the quote."""
    assert found_by(elastic.search(request, NOW)) == (len(expected), expected)
    assert found_by(fallback.search(request, NOW)) == (len(expected), expected)
    answer = find(request, NOW)
    assert ({hit.id for hit in answer.hits}, answer.count) == (expected, len(expected))
    assert request.check_in
    assert request.check_out
    assert request.adults
    for hit in answer.hits:
        quotes = [
            quote_nights(unit=unit, check_in=request.check_in, check_out=request.check_out, adults=request.adults, now=NOW)
            for unit in hit.units
        ]
        assert hit.total_price == min(quote.total for quote in quotes)


def found_by(findings: Any) -> tuple[int, set[int]]:
    hits: Iterable[Any] = findings.hits
    return findings.count, {hit.document["object_id"] for hit in hits}
