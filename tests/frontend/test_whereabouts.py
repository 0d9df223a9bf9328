# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From a listing one sees where it is, and gets to its village."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalogue.models import Business, Experience, Stay
from frontend.models import VillagePage
from marketplace.territory.models import Municipality
from tests import factories


def listing(kind: type[Stay | Experience | Business]) -> Stay | Experience | Business:
    return {Stay: factories.make_stay, Experience: factories.make_experience, Business: factories.make_business}[kind](
        municipality=Municipality.objects.get(slug="varzi"), latitude=44.84, longitude=9.21, address="Via del Forno 3"
    )


@pytest.mark.parametrize("kind", [Stay, Experience, Business])
@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_a_listing_is_a_point_on_the_map_and_leads_to_its_village(
    client: Client, tree: None, kind: type[Stay | Experience | Business], language: str
) -> None:
    with translation.override(language):
        page = client.get(listing(kind).get_absolute_url()).content.decode()
    village = VillagePage.objects.get(municipality__slug="varzi", locale__language_code=language)
    assert "map__shape--on" in page
    assert len(re.findall(r'<circle class="map__point', page)) == 1
    where = page.split('aria-labelledby="where"')[1]
    assert f'class="more" href="{village.url}"' in where
    assert village.lead.split()[0] in where
    assert "Via del Forno 3" in where
    assert f'<a href="{village.url}">Varzi</a>' in page.split("<h1")[0].split('class="overline"')[1]


def test_a_listing_whose_place_nobody_measured_has_no_map(client: Client, tree: None) -> None:
    stay = factories.make_stay(municipality=Municipality.objects.get(slug="varzi"), latitude=None, longitude=None)
    page = client.get(stay.get_absolute_url()).content.decode()
    assert 'aria-labelledby="where"' in page
    assert "map__point" not in page
    assert "openstreetmap" not in page


def test_where_villages_have_no_page_the_name_stands_without_a_link(client: Client, ground: None) -> None:
    stay = factories.make_stay()
    page = client.get(stay.get_absolute_url()).content.decode()
    assert f"{stay.municipality.name}" in page.split('aria-labelledby="where"')[1]


def test_the_map_is_read_once_and_not_for_every_guest(client: Client, tree: None) -> None:
    stay = listing(Stay)
    client.get(stay.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        client.get(stay.get_absolute_url())
    assert not [query["sql"] for query in asked if "boundary" in query["sql"] or "villagepage" in query["sql"]]
