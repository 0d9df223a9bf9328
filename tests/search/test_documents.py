# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What documents cost to build, and their price columns against the price of each night."""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Stay, Unit
from marketplace.booking import terms_of_many
from marketplace.booking.models import Rate, Restriction, Season
from marketplace.booking.terms import UnitTerms
from marketplace.territory.models import Municipality
from search.costs import EPOCH, HORIZON, MARGIN, _levels, columns_ahead, is_weekend, slot, slots_of_week
from search.offers import arrival_code, day_number, offers_of
from search.projection import build
from tests.factories import make_business, make_municipality, make_stay, make_unit

PRICES = st.sampled_from([50, 60, 80])
TODAY = date(2026, 11, 23)
LENGTHS = st.sampled_from([1, 2, 6, 7, 8, 14, 30, 90, 200])


@pytest.mark.django_db
def test_more_stays_and_units_cost_no_more_queries() -> None:
    village, business = make_municipality(), make_business()
    stays = [make_stay(title=f"Casa {n}", municipality=village, business=business) for n in range(4)]
    for stay in stays:
        make_unit(stay=stay), make_unit(stay=stay)
    build([("stay", stays[0].pk)])
    counts = []
    for some in (stays[:1], stays):
        with CaptureQueriesContext(connection) as queries:
            drafts = build([("stay", stay.pk) for stay in some])
        assert all(draft.offers for draft in drafts.values())
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4


@st.composite
def seasons_of(draw: st.DrawFn, today: date) -> list[Any]:
    at, found = today + timedelta(days=draw(st.integers(-100, 60))), []
    for _ in range(draw(st.integers(0, 6))):
        until = at + timedelta(days=draw(LENGTHS))
        found.append(_priced(draw, period=SimpleNamespace(lower=at, upper=until)))
        at = until + timedelta(days=draw(st.sampled_from([0, 0, 1, 10, 100])))
    return found


def _priced(draw: st.DrawFn, **more: Any) -> Any:
    return SimpleNamespace(night=draw(PRICES), weekend_night=draw(st.none() | PRICES), **more)


@given(st.data())
def test_each_night_has_its_price_once_by_day_or_by_week(data: st.DataObject) -> None:
    today = date(2026, 11, 23) + timedelta(days=data.draw(st.integers(0, 800)))
    start = today.toordinal() - EPOCH
    terms: Any = SimpleNamespace(rate=data.draw(st.composite(_priced)()), seasons=data.draw(seasons_of(today)))
    reach = data.draw(st.sampled_from([40, 400, HORIZON]))
    levels = _levels(terms, start, reach)
    for day in range(start, start + reach):
        weekend = is_weekend(day)
        more = [levels.plus.get(name, 0) for name in (slot(day), slots_of_week(day)[weekend])]
        assert (levels.night, levels.weekend)[weekend] + sum(more) == _cents(terms, day)
        assert 0 in more
    assert not levels.plus.keys() - _slots(start, start + reach)
    older = _levels(terms, start - MARGIN, reach)
    if (older.night, older.weekend) == (levels.night, levels.weekend):
        assert columns_ahead(older.plus, start, reach) == columns_ahead(levels.plus, start, reach)


def _slots(start: int, end: int) -> set[str]:
    """The columns of these nights, of their weeks as well."""
    return {name for day in range(start, end) for name in (slot(day), *slots_of_week(day))}


def _cents(terms: Any, day: int) -> int:
    on = date.fromordinal(day + EPOCH)
    thing = next((season for season in terms.seasons if season.period.lower <= on < season.period.upper), terms.rate)
    return 100 * int(thing.weekend_night if thing.weekend_night is not None and is_weekend(day) else thing.night)


def test_a_season_of_a_summer_takes_a_column_a_week_and_few_days_more() -> None:
    today = date(2026, 11, 23)
    summer = SimpleNamespace(period=SimpleNamespace(lower=date(2027, 6, 1), upper=date(2027, 9, 1)), night=90, weekend_night=None)
    terms: Any = SimpleNamespace(rate=SimpleNamespace(night=70, weekend_night=None), seasons=[summer])
    assert len(_levels(terms, today.toordinal() - EPOCH).plus) <= 2 * 13 + 2 * 6


@pytest.mark.django_db
def test_terms_of_a_page_are_looked_up_by_their_ids() -> None:
    """At ten thousand stays, reading all units for those of a page took 360 ms instead of 6.

    Which index a table of a test's few rows is read by is the planner's mood; that the ids are a condition on it, and no join, is not.
    """
    sql, params = terms_of_many._compiled()
    with connection.cursor() as cursor:
        values: dict[Any, Any] = {terms_of_many.ANY_UNITS: [1, 2], terms_of_many.ANY_TIME: timezone.now()}
        cursor.execute("EXPLAIN " + sql, [values.get(value, value) for value in params])
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert re.search(r"(Filter|Index Cond): .*?product_ptr_id = ANY \('\{1,2\}'::bigint\[\]\)", plan), plan


SUMMER = (date(2027, 6, 1), date(2027, 9, 1))


def _terms(*, rate: dict[str, Any] | None = None, season: int | None = None, restriction: dict[str, Any] | None = None) -> Any:
    """A unit of 70 EUR a night, in summer with `season` nights at least."""
    unit = Unit(pk=1, kind="flat", capacity=4, amenities=[])
    stay = Stay(pk=2, amenities=[], municipality=Municipality(istat="018171"), check_in_from=time(15))
    seasons = [Season(period=DateRange(*SUMMER), night=Decimal(90), min_nights=season)]
    rules = [Restriction(period=DateRange(*SUMMER), **restriction)] if restriction else []
    own = Rate(**{"night": Decimal(70), "min_nights": 2, "max_nights": 30, "window_days": 540, **(rate or {})})
    return UnitTerms(unit, stay, True, own, tuple(seasons), tuple(rules), (), ())


def _contains(ranges: list[dict[str, int]], number: int) -> bool:
    return any(one["gte"] <= number <= one["lte"] for one in ranges)


def test_a_unit_whose_summer_demands_more_nights_is_one_offer() -> None:
    [offer] = offers_of(_terms(season=5), [], TODAY)
    winter, summer = day_number(date(2027, 2, 1)), day_number(date(2027, 7, 1))
    for nights in range(1, 31):
        assert _contains(offer["arrival"], arrival_code(winter, nights)) is (nights >= 2)
        assert _contains(offer["arrival"], arrival_code(summer, nights)) is (nights >= 5)
    assert (offer["min_nights"], offer["max_nights"]) == (2, 30)
    assert len(offer["arrival"]) == 3 * 2 + 3  # before and after the summer for 2 to 4 nights, all days from 5 on


def test_nights_that_lengths_do_not_tell_are_offers_of_their_own() -> None:
    long_summer = offers_of(_terms(season=14), [], TODAY)
    assert [(offer["min_nights"], offer["max_nights"]) for offer in long_summer] == [(2, 30), (14, 30)]
    short_summer = offers_of(_terms(restriction={"max_nights": 3}), [], TODAY)
    assert [(offer["min_nights"], offer["max_nights"]) for offer in short_summer] == [(2, 30), (2, 3)]
    closed = offers_of(_terms(restriction={"closed_to_arrival": True}), [], TODAY)
    assert not any(_contains(closed[0]["arrival"], arrival_code(day_number(date(2027, 7, 1)), nights)) for nights in range(1, 31))


def test_gaps_too_short_for_whoever_can_arrive_there_are_left_out() -> None:
    taken = [(date(2027, 1, 10), date(2027, 1, 20)), (date(2027, 1, 21), date(2027, 6, 30)), (date(2027, 7, 4), date(2028, 1, 1))]
    [offer] = offers_of(_terms(season=5), taken, TODAY)
    firsts = [one["gte"] for one in offer["free"]]
    assert firsts == [day_number(TODAY), day_number(date(2028, 1, 1))]  # one night in January and four in July are too few


def test_prices_are_written_no_further_than_somebody_can_stay() -> None:
    [far] = offers_of(_terms(rate={"window_days": 540}), [], TODAY)
    [near] = offers_of(_terms(rate={"window_days": 60, "max_nights": 10}), [], TODAY)
    assert far["plus"]
    assert not near["plus"]
