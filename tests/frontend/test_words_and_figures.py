# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Money, dates, months, maps and tones, as a reader sees them."""

import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from frontend.light import hour_of, season_of
from frontend.maps import draw_map
from frontend.months import build_month
from frontend.tones import TONES, tone_class
from marketplace import formats
from marketplace.territory.domain.load_municipalities import DATA
from tests.factories import ROME

THEME = Path(__file__).resolve().parents[2] / "frontend" / "theme" / "scss"


@pytest.mark.parametrize(
    ("language", "amount", "whole"),
    [("it", "260,50\xa0€", "1.260\xa0€"), ("de", "260,50\xa0€", "1.260\xa0€"), ("en", "€260.50", "€1,260")],
)
def test_money_is_written_as_each_language_writes_it(language: str, amount: str, whole: str) -> None:
    with translation.override(language):
        assert formats.money(Decimal("260.50")) == amount
        assert formats.money(Decimal("1260.00"), whole=True) == whole
        assert formats.money(Decimal("1260.50"), whole=True) == formats.money(Decimal("1260.50"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("it", ["3–5 giugno 2027", "30 giugno – 2 luglio 2027", "30 dicembre 2026 – 2 gennaio 2027"]),
        ("en", ["3–5 June 2027", "30 June – 2 July 2027", "30 December 2026 – 2 January 2027"]),
        ("de", ["3.–5. Juni 2027", "30. Juni – 2. Juli 2027", "30. Dezember 2026 – 2. Januar 2027"]),
    ],
)
def test_two_dates_become_one_phrase(language: str, words: list[str]) -> None:
    spans = [
        (dt.date(2027, 6, 3), dt.date(2027, 6, 5)),
        (dt.date(2027, 6, 30), dt.date(2027, 7, 2)),
        (dt.date(2026, 12, 30), dt.date(2027, 1, 2)),
    ]
    with translation.override(language):
        assert [formats.interval(*span) for span in spans] == words


def test_a_month_tells_every_night_by_state_and_words() -> None:
    today = dt.date(2027, 6, 3)
    nights = [
        {"date": today, "free": True, "price": Decimal("86"), "arrival": True, "departure": True, "min_nights": 2},
        {"date": dt.date(2027, 6, 4), "free": True, "price": Decimal("104"), "arrival": False, "departure": True, "min_nights": 1},
    ]
    month = build_month(2027, 6, nights, today=today, check_in=today)
    cells = {cell.date.day: cell for week in month.weeks for cell in week if cell}
    assert month.label == "giugno 2027"
    assert len(cells) == 30
    assert cells[2].states == "past"
    assert not cells[2].query
    assert cells[3].states == "free start"
    assert "almeno 2 notti" in cells[3].words
    assert cells[4].states == "departure"
    assert cells[4].query == "check_in=2027-06-03&check_out=2027-06-04"
    assert cells[5].states == "taken"  # a night nobody told us of is not free
    # With an arrival chosen one may still leave on the morning of a night that is taken.
    assert cells[5].query == "check_in=2027-06-03&check_out=2027-06-05"


def test_the_map_draws_every_municipality_in_its_area() -> None:
    features = json.loads(DATA.read_text(encoding="utf-8"))["features"]
    places = [{**feature["properties"], "boundary": feature["geometry"]} for feature in features]
    panels = draw_map(
        places, selected=["018171"], points=[{"lat": 44.82, "lon": 9.2, "name": "Casa"}, {"lat": 41.9, "lon": 12.5, "name": "Roma"}]
    )
    assert [len(panel.shapes) for panel in panels] == [19, 18]
    assert all(re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", shape.path) for panel in panels for shape in panel.shapes)
    hills = panels[1]
    assert [shape.name for shape in hills.shapes if shape.on] == ["Varzi"]
    assert [point.name for point in hills.points] == ["Casa"]  # Rome lies on no panel
    assert any(label.on for label in hills.labels)


def test_tones_are_those_of_the_theme() -> None:
    listed = re.search(r"\$tones: (.+?);", (THEME / "_tokens.scss").read_text(encoding="utf-8"), re.DOTALL)
    assert listed is not None
    assert re.findall(r"#(\w{6})", listed.group(1)) == TONES
    assert tone_class("#74884f") == "tone-10"
    assert tone_class("") == tone_class("#12") == tone_class("red") == ""


@pytest.mark.parametrize(
    ("moment", "season", "hour"),
    [
        ((2027, 6, 21, 12), "summer", "noon"),
        ((2027, 6, 21, 20, 15), "summer", "gold"),
        ((2027, 12, 21, 7, 30), "winter", "dawn"),
        ((2027, 12, 21, 17, 10), "winter", "dusk"),
        ((2027, 10, 5, 23), "autumn", "night"),
        ((2027, 3, 20, 18), "spring", "gold"),
    ],
)
def test_the_first_page_shows_the_light_of_the_moment(moment: tuple[int, ...], season: str, hour: str) -> None:
    at = dt.datetime(*moment, tzinfo=ROME)
    assert (season_of(at.date()), hour_of(at)) == (season, hour)
