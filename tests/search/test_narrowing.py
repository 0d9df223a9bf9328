# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Filters, facets, places, prices, order and pages, on both engines."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from catalogue.models import Session
from marketplace.booking.domain.quote_nights import quote_nights
from marketplace.booking.models import Rate, Season
from tests.factories import (
    make_business,
    make_experience,
    make_good,
    make_municipality,
    make_session,
    make_stay,
    make_tariff,
    make_unit,
    occupy,
    today,
)

from .asking import ask, titles
from .conftest import Indexer

pytestmark = pytest.mark.django_db
WEEK = f"check_in={today() + timedelta(days=30)}&check_out={today() + timedelta(days=33)}"


def test_a_stay_wants_one_unit_that_is_free_and_has_it_all(engine: Indexer) -> None:
    stay = make_stay(title="Due stanze", amenities=["garden"])
    small = make_unit(stay=stay, capacity=2, amenities=["kitchen"])
    make_unit(stay=stay, capacity=4, amenities=["wifi"])
    engine()
    assert titles(ask("amenity=garden&amenity=kitchen&kind=stay")) == ["Due stanze"]
    assert titles(ask("amenity=wifi&amenity=kitchen&kind=stay")) == []
    assert titles(ask("amenity=kitchen&adults=3&kind=stay")) == []
    assert titles(ask(f"amenity=kitchen&adults=2&kind=stay&{WEEK}")) == ["Due stanze"]
    occupy(small, today() + timedelta(days=31), today() + timedelta(days=32))
    engine()
    assert titles(ask(f"amenity=kitchen&adults=2&kind=stay&{WEEK}")) == []
    assert titles(ask(f"amenity=wifi&adults=4&kind=stay&{WEEK}")) == ["Due stanze"]


def test_the_total_is_the_quote_of_the_cheapest_free_unit(engine: Indexer) -> None:
    stay = make_stay()
    make_tariff(stay.municipality, "1.30")
    cheap = make_unit(stay=stay, night="61.17", rate={"cleaning_fee": Decimal("17.50"), "weekend_night": Decimal("77.77")})
    dear = make_unit(stay=stay, night="90.00")
    Season.objects.create(unit=cheap, name="s", period=(today() + timedelta(days=31), today() + timedelta(days=60)), night=Decimal("70.70"))
    engine()
    (hit,) = ask(f"{WEEK}&adults=2&kind=stay").hits
    dates: dict[str, Any] = {"check_in": today() + timedelta(days=30), "check_out": today() + timedelta(days=33), "adults": 2}
    quotes = {unit.pk: quote_nights(unit=unit, **dates).total for unit in (cheap, dear)}
    assert hit.total_price == min(quotes.values())
    assert hit.units == sorted(quotes, key=lambda pk: quotes[pk])
    assert hit.from_price == Decimal("61.17")


def furnish() -> dict[str, Any]:
    varzi, pieve = make_municipality(name="Varzi"), make_municipality(name="Pieve")
    here, there = make_business(municipality=varzi), make_business(municipality=pieve, kind="winery")
    for title, business, amenities, night in (
        ("A", here, ["pool"], "50"),
        ("B", here, ["pets"], "70"),
        ("C", there, ["pets", "pool"], "90"),
    ):
        make_unit(stay=make_stay(title=title, business=business, amenities=amenities), night=night)
    make_session(experience=make_experience(title="D", business=there, price=Decimal("20"), step_free=True))
    make_good(title="E", business=here, price=Decimal("8"))
    return {"varzi": varzi.istat, "pieve": pieve.istat}


def test_a_facet_does_not_narrow_its_own_counts_but_the_others_do(engine: Indexer) -> None:
    places = furnish()
    engine()
    everything = ask("").facets
    assert everything["kind"] == {"stay": 3, "experience": 1, "good": 1, "business": 2}
    assert everything["municipality"] == {places["varzi"]: 4, places["pieve"]: 3}
    assert everything["amenity"] == {"pool": 2, "pets": 2, "step_free": 1}
    narrowed = ask(f"kind=stay&municipality={places['varzi']}&amenity=pets")
    assert titles(narrowed) == ["B"]
    assert narrowed.facets["kind"] == {"stay": 1}
    assert narrowed.facets["municipality"] == {places["varzi"]: 1, places["pieve"]: 1}
    assert narrowed.facets["amenity"] == {"pool": 1, "pets": 1}
    both = ask(f"kind=stay&kind=good&municipality={places['varzi']}&municipality={places['pieve']}")
    assert both.count == 4
    assert both.facets["kind"] == everything["kind"]


def test_prices_limit_and_order(engine: Indexer) -> None:
    furnish()
    engine()
    assert titles(ask("kind=stay&price_min=60&price_max=80")) == ["B"]
    assert titles(ask("sort=price&price_max=60")) == ["E", "D", "A"]
    assert titles(ask(f"sort=price&kind=stay&adults=2&{WEEK}")) == ["A", "B", "C"]


def test_with_dates_the_lowest_price_is_the_lowest_total(engine: Indexer) -> None:
    low_night = make_unit(stay=make_stay(title="poche notti, molte pulizie"), night="40", rate={"cleaning_fee": Decimal(200)})
    make_unit(stay=make_stay(title="tutto compreso"), night="60")
    engine()
    assert low_night.capacity == 2
    assert titles(ask("sort=price&kind=stay"))[0] == "poche notti, molte pulizie"
    assert titles(ask(f"sort=price&kind=stay&{WEEK}"))[0] == "tutto compreso"


def test_with_dates_what_has_a_total_comes_first_then_what_has_a_price(engine: Indexer) -> None:
    furnish()  # three stays, two businesses, an experience without a date in that week, a good
    cleaned = Rate.objects.get(unit__parent__title="A")
    cleaned.cleaning_fee = Decimal(200)
    cleaned.save()
    for n in range(3):
        make_good(title=f"F{n}", price=Decimal(9))
    engine()
    whole = ask(f"sort=price&adults=2&{WEEK}")
    assert titles(whole)[:4] == ["B", "C", "A", "E"], "stays by their totals, then goods by their prices"
    assert whole.count == len(titles(whole)) == 3 + 5 + 4
    assert whole.facets["kind"] == {"stay": 3, "business": 5, "good": 4}
    pages = [titles(ask(f"sort=price&adults=2&{WEEK}", per_page=5, page=page)) for page in (1, 2, 3)]
    assert [title for page in pages for title in page] == titles(whole)


def test_near_and_inside(engine: Indexer) -> None:
    for title, lat in (("sud", 44.70), ("centro", 44.85), ("nord", 45.05)):
        make_unit(stay=make_stay(title=title, latitude=lat, longitude=9.2))
    engine()
    near = ask("near=44.84,9.2&kind=stay")
    assert titles(near) == ["centro", "sud", "nord"]
    assert near.hits[0].distance_km == pytest.approx(1.112, abs=0.01)
    assert titles(ask("near=44.84,9.2&radius_km=16&kind=stay")) == ["centro", "sud"]
    assert titles(ask("bbox=9.1,44.8,9.3,44.9&kind=stay")) == ["centro"]
    assert {(point.title, point.lat) for point in ask("kind=stay").points} == {("sud", 44.70), ("centro", 44.85), ("nord", 45.05)}


def test_an_experience_shows_for_dates_with_places_for_all(engine: Indexer) -> None:
    session = make_session(experience=make_experience(title="Vendemmia", price=Decimal("25")), capacity=6)
    day = session.starts_at.date()
    dates = f"check_in={day - timedelta(days=1)}&check_out={day}"
    engine()
    (hit,) = ask(f"kind=experience&adults=4&{dates}").hits
    assert (hit.total_price, hit.places_left, hit.starts_at) == (Decimal(100), 6, session.starts_at)
    assert ask(f"kind=experience&adults=7&{dates}").count == 0
    assert ask(f"kind=experience&adults=2&check_in={day + timedelta(days=1)}&check_out={day + timedelta(days=3)}").count == 0
    # The counter is changed by a conditional UPDATE that no signal sees.
    Session.objects.filter(pk=session.pk).update(places_taken=5)
    engine()
    assert ask(f"kind=experience&adults=2&{dates}").count == 0
    assert ask(f"kind=experience&adults=1&{dates}").count == 1


def test_drafts_and_hidden_things_do_not_show(engine: Indexer) -> None:
    make_unit(stay=make_stay(title="bozza", live=False))
    make_unit(stay=make_stay(title="nascosta", is_public=False))
    shown = make_unit(stay=make_stay(title="in vista"))
    engine()
    assert titles(ask("kind=stay")) == ["in vista"]
    shown.live = False
    shown.save()
    engine()
    assert titles(ask(f"kind=stay&{WEEK}")) == []


def test_pages_neither_repeat_nor_lose_a_hit(engine: Indexer) -> None:
    business = make_business()
    wanted = {make_unit(stay=make_stay(business=business)).parent_id for _ in range(11)}
    engine()
    for order in ("relevance", "price", "newest"):
        pages = [ask(f"kind=stay&sort={order}&page={number}", per_page=4) for number in (1, 2, 3, 4)]
        assert [len(page.hits) for page in pages] == [4, 4, 3, 0]
        assert [hit.id for page in pages for hit in page.hits] == list(dict.fromkeys(hit.id for page in pages for hit in page.hits))
        assert {hit.id for page in pages for hit in page.hits} == wanted
        assert {page.count for page in pages} == {11}


def test_the_queue_is_filled_by_the_database_itself(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'search_queue'")
        assert cursor.fetchone() == (19,)
