# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Among equals a draw decides: anew each week, the same in both engines, and in the long run nobody's favourite."""

import zlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from marketplace.booking.clock import ROME
from search.checking import check
from search.draws import WEEKS, draw_of, draws_of, week_of
from search.find import find
from search.indexing import push_listings
from search.listings import refresh_listings
from search.rebuilding import all_keys
from tests.factories import make_business, make_stay, make_unit

from .asking import request_of
from .conftest import Indexer

WEEK, YEAR = timedelta(days=7), 52
MONDAY = datetime(2026, 12, 28, tzinfo=ROME)  # the week goes from one year to the next
UNLIKELY = 45.0  # chi squared of 52 weeks: one fair draw in ten million is so uneven; with one listing always first it is 52 or more
Draw = Callable[[str, int], int]


def unevenness(keys: list[str], draw: Draw, weeks: range) -> float:
    """Chi squared of how often each of `keys` is first."""
    first = Counter(min(keys, key=lambda key: (draw(key, week), key)) for week in weeks)
    expected = len(weeks) / len(keys)
    return sum((first[key] - expected) ** 2 / expected for key in keys)


def old_draw(key: str, week: int) -> int:
    return zlib.crc32(key.encode()) % 1_000_000


def linear_draw(key: str, week: int) -> int:
    """Drawn anew, it seems; but CRCs of two weeks differ by the same bits for all keys, so that some never come first."""
    return zlib.crc32(f"{week} {key}".encode())


listings = st.lists(st.integers(1, 10**6).map("stay-{}".format), min_size=2, max_size=8, unique=True)


@given(listings, st.integers(0, 200_000))
def test_over_a_year_each_of_some_equals_is_first_about_equally_often(keys: list[str], first: int) -> None:
    weeks = range(first, first + YEAR)
    assert unevenness(keys, draw_of, weeks) < UNLIKELY
    assert unevenness(keys, old_draw, weeks) >= 52 > UNLIKELY


def test_in_the_long_run_each_comes_first_as_often_as_the_others() -> None:
    keys, weeks = [f"stay-{number}" for number in range(100, 120)], range(100_000, 100_000 + 100 * YEAR)
    assert unevenness(keys, draw_of, weeks) < 2 * UNLIKELY
    assert unevenness(keys, linear_draw, weeks) > 2 * UNLIKELY


def test_a_week_begins_on_monday_in_rome() -> None:
    assert {week_of(MONDAY + timedelta(days=day, seconds=-1)) for day in range(1, 8)} == {week_of(MONDAY)}
    assert week_of(MONDAY - timedelta(seconds=1)) == week_of(MONDAY) - 1
    assert week_of(MONDAY + WEEK) == week_of(MONDAY) + 1
    assert MONDAY.astimezone(timezone.get_default_timezone()).isocalendar().week == MONDAY.isocalendar().week == 53


def test_a_document_of_any_week_has_the_draws_of_the_next_ones_already() -> None:
    for ahead in range(WEEKS):
        later, now = draws_of("good-7", MONDAY + ahead * WEEK), draws_of("good-7", MONDAY)
        assert len(later.items() & now.items()) == WEEKS - ahead
        assert draw_of("good-7", week_of(MONDAY) + ahead) in now.values()


@pytest.fixture
def village(db: None) -> list[str]:
    """Fourteen stays with nothing to tell them apart."""
    business = make_business()
    stays = [make_stay(business=business, title="Casa") for _ in range(14)]
    for stay in stays:
        make_unit(stay=stay)
    return [f"stay-{stay.pk}" for stay in stays]


def order(query: str, now: datetime) -> list[str]:
    """All pages, one after the other."""
    request = request_of(f"kind=stay&{query}", per_page=5)
    return [f"stay-{hit.id}" for page in (1, 2, 3) for hit in find(request.but(page=page), now).hits]


def assert_order(query: str, now: datetime, drawn: list[str], there: str, settings: Any) -> None:
    for url in ("", there):
        settings.ELASTICSEARCH_URL = url
        assert order(query, now) == drawn, (now, url)


@pytest.mark.elasticsearch
@pytest.mark.parametrize("query", ["q=casa", "sort=price", "near=44.8,9.2"])
def test_both_engines_put_equals_in_the_order_of_the_week_and_keep_it_while_the_week_lasts(
    index: Indexer, village: list[str], settings: Any, query: str
) -> None:
    index()
    there, orders = settings.ELASTICSEARCH_URL, []
    for week in range(2 * (WEEKS - 1) + 1):
        now = timezone.now() + week * WEEK
        orders.append(sorted(village, key=lambda key: (draw_of(key, week_of(now)), key)))
        assert_order(query, now, orders[-1], there, settings)
        if week % (WEEKS - 1) == 0:  # what was written weeks ago has served as well
            refresh_listings(all_keys(), now)
            while push_listings():
                pass
            assert_order(query, now, orders[-1], there, settings)
    assert len({tuple(one) for one in orders}) == len(orders)


def test_what_was_written_last_week_is_still_right(without_elasticsearch: None, db: None) -> None:
    make_business()
    refresh_listings(all_keys(), MONDAY - timedelta(hours=1))
    assert check(now=MONDAY) == []
    assert check(now=MONDAY + 3 * WEEK) != []
