# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The map of the results: points while they are few, tiles with numbers when they are many, the same from both engines; every state is an address."""

from urllib.parse import parse_qs

import pytest
from django.test import Client

from search.geo import tile_box, tile_zoom
from search.mapping import part_shown
from tests.factories import make_business, make_municipality, make_stay, make_unit

from .asking import ask
from .conftest import Indexer

pytestmark = pytest.mark.django_db
HERE = {"latitude": 44.82, "longitude": 9.20}


def furnish() -> str:
    varzi = make_municipality(name="Varzi", **HERE)
    business = make_business(municipality=varzi)
    for n in range(5):
        make_unit(stay=make_stay(business=business, title=f"Casa {n}", latitude=44.82 + n / 10_000, longitude=9.20))
    make_unit(stay=make_stay(business=business, title="Lontana", latitude=45.07, longitude=11.13))
    return varzi.istat


def test_tiles_count_what_lies_in_them_on_both_engines(engine: Indexer) -> None:
    furnish()
    engine()
    cells = ask("kind=stay").cells
    assert sorted(cell.count for cell in cells) == [1, 5]
    for cell in cells:
        west, south, east, north = tile_box(cell.zoom, cell.x, cell.y)
        assert west <= cell.lon <= east
        assert south <= cell.lat <= north
    assert [cell.count for cell in ask("kind=stay&bbox=9.1,44.7,9.3,44.9").cells] == [5]
    assert tile_zoom((9.1, 44.7, 9.3, 44.9)) > tile_zoom(None), "a smaller part has smaller tiles"


@pytest.mark.elasticsearch
def test_whoever_sees_no_map_costs_elasticsearch_none(index: Indexer, client: Client) -> None:
    for number in range(3):
        make_unit(stay=make_stay(title=f"Casa {number}"))
    index()
    with_map, without = ask("q=casa"), ask("q=casa", mapped=False)
    assert len(with_map.points) == 3
    assert (without.points, without.cells) == ([], [])
    assert [hit.id for hit in without.hits] == [hit.id for hit in with_map.hits]
    assert without.facets == with_map.facets
    shown = client.get("/api/v1/search?q=casa&lang=it").json()["results"]
    assert [hit["id"] for hit in shown] == [hit.id for hit in with_map.hits]


def test_many_hits_are_drawn_as_tiles_that_lead_into_them(
    engine: Indexer, ground: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish()
    engine()
    page = client.get("/it/search/?kind=stay")
    assert {point["kind"] for point in page.context["points"]} == {"stay"}
    monkeypatch.setattr("search.mapping.MOST_SINGLE", 3)
    page = client.get("/it/search/?kind=stay")
    points = {point["count"]: point for point in page.context["points"]}
    assert set(points) == {1, 5}
    assert parse_qs(points[5]["url"].partition("?")[2])["kind"] == ["stay"]
    closer = client.get(points[5]["url"])
    assert closer.context["answer"].count == 5
    assert "5 risultati qui" in page.content.decode()


def test_the_page_shows_the_part_of_the_map_asked_for_and_says_which_village_is_near(engine: Indexer, ground: None, client: Client) -> None:
    furnish()
    engine()
    page = client.get("/de/search/?kind=stay&bbox=9.1,44.7,9.3,44.9").content.decode()
    assert page.count("data-frame=") == 1, "one panel: the part asked for"
    assert 'data-here="/de/search/?kind=stay"' in page
    near = client.get("/it/search/?near=44.82,9.2&radius_km=10")
    assert "Entro 10 km da Varzi" in [chip.words for chip in near.context["chips"]]
    assert [label for _, label, on in near.context["near_options"][0] if on] == ["Varzi"]
    elsewhere = client.get("/it/search/?near=44.8,9.1&radius_km=15").context["near_options"]
    assert [label for _, label, on in elsewhere[0] if on] == ["Questo luogo"]
    assert [value for value, _, on in elsewhere[1] if on] == ["15"]


def test_hits_and_points_carry_one_name(engine: Indexer, ground: None, client: Client) -> None:
    furnish()
    engine()
    page = client.get("/it/search/?kind=stay&bbox=9.1,44.7,9.3,44.9")
    for hit in page.context["answer"].hits[:3]:
        assert page.content.decode().count(f'data-hit="{hit.kind}-{hit.id}"') == 2, "in the list and on the map"


def test_no_part_of_the_map_is_too_flat_to_look_at() -> None:
    west, south, east, north = part_shown((9.0, 44.8, 10.0, 44.8001))  # type: ignore[misc]
    assert north - south > 0.4
    west, south, east, north = part_shown((9.0, 44.0, 9.0001, 46.0))  # type: ignore[misc]
    assert east - west > 1
    assert part_shown(None) is None


def test_a_part_of_the_map_with_no_width_to_speak_of_is_no_error(engine: Indexer, ground: None, client: Client) -> None:
    furnish()
    engine()
    for box in ("0,0,5e-324,5e-324", "9.2,44.82,9.20000000000001,44.82000000000001", "-180,-90,180,90"):
        assert client.get("/api/v1/search", {"bbox": box}).status_code == 200
        assert client.get("/it/search/", {"bbox": box}).status_code == 200
