# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The whole tree of pages over three villages, with something to book in one of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.models import Picture
from frontend.demo import build_pages
from tests import factories
from tests.frontend.pictures import make_picture

VILLAGES = (("varzi", "Varzi", "PV", "Oltrepò Pavese", 9.2), ("suzzara", "Suzzara", "MN", "Oltrepò Mantovano", 10.75))


@pytest.fixture
def picture(db: None) -> Picture:
    return make_picture("prova")


@pytest.fixture
def tree(ground: None) -> None:
    """Two municipalities of different areas and all demo pages."""
    for slug, name, province, area, lon in VILLAGES:
        ring = [[lon - 0.1, 44.8], [lon + 0.1, 44.8], [lon + 0.1, 44.9], [lon - 0.1, 44.9], [lon - 0.1, 44.8]]
        factories.make_municipality(
            slug=slug,
            name=name,
            province=province,
            area=area,
            longitude=lon,
            boundary={"type": "Polygon", "coordinates": [ring]},
        )
    build_pages()


@pytest.fixture
def offers(tree: None, picture: Picture) -> None:
    """A stay with a unit, an experience with a session next week and a bakery, all in Varzi."""
    add_offers(picture)


def add_offers(picture: Picture, count: int = 1) -> None:
    """`count` of each kind of listing in Varzi."""
    from marketplace.territory.models import Municipality

    varzi = Municipality.objects.get(slug="varzi")
    for _number in range(count):
        bakery = factories.make_business(municipality=varzi, kind="artisan", picture=picture, story="Il forno è del 1921. Va a legna.")
        stay = factories.make_stay(
            municipality=varzi, business=bakery, picture=picture, was="Qui dormivano undici vacche. Poi se ne andarono."
        )
        factories.make_unit(stay=stay, night="86.00")
        factories.make_unit(stay=stay, night="64.00")
        walk = factories.make_experience(municipality=varzi, business=bakery, picture=picture)
        factories.make_session(experience=walk, starts_at=timezone.now() + timedelta(days=6))
