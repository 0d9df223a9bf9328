# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The places of an installation come from its data, and follow it."""

import pytest
from django.core.cache import caches
from pytest_django import DjangoAssertNumQueries

from search.reading.loading import load_places
from tests.factories import make_business, make_municipality, make_stay

pytestmark = pytest.mark.django_db


def names_of(key: str) -> list[str]:
    found = load_places().exact(key)
    return [spot.name for spot in found.spots] if found else []


def test_places_are_those_of_the_database_and_kept() -> None:
    make_municipality(name="Sassoverde in Collina", area="Valle Lunga")
    assert names_of("sassoverde in collina") == names_of("sassoverde") == ["Sassoverde in Collina"]
    assert names_of("valle lunga") == ["Valle Lunga"]


def test_reading_them_costs_two_queries_and_then_none(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_stay(business=make_business(municipality=make_municipality()), locality="Prato Alto")
    with django_assert_num_queries(2):
        load_places()
    with django_assert_num_queries(0):
        load_places()


def test_a_new_municipality_is_known_at_once_and_a_new_locality_in_a_while() -> None:
    village = make_municipality(name="Sassoverde")
    assert names_of("roccafiorita") == []
    make_municipality(name="Roccafiorita")
    assert names_of("roccafiorita") == ["Roccafiorita"]
    make_stay(business=make_business(municipality=village), locality="Prato Alto")
    assert names_of("prato alto") == []
    caches["process"].clear()
    assert names_of("prato alto") == ["Prato Alto"]


def test_streets_are_no_places_and_the_same_name_in_two_villages_is_both() -> None:
    for name in ("Sassoverde", "Roccafiorita"):
        business = make_business(municipality=make_municipality(name=name))
        make_stay(business=business, municipality=business.municipality, locality="Casanova", latitude=44.8, longitude=9.1)
        make_stay(business=business, municipality=business.municipality, locality="Via Roma")
    assert names_of("via roma") == []
    found = load_places().exact("casanova")
    assert found
    assert len({spot.codes for spot in found.spots}) == 2
    assert found.spots[0].points == ((44.8, 9.1),)


def test_data_of_other_territories_names_no_locality_here() -> None:
    make_municipality(name="Sassoverde")
    assert names_of("felonica") == []
    make_municipality(name="Sermide e Felonica", istat="020061")
    assert names_of("felonica") == ["Felonica", "Sermide e Felonica"] or names_of("felonica") == ["Felonica"]
