# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What people type narrows the search as if they had chosen it, on both engines, the page and the API."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.factories import (
    lay_ground,
    make_business,
    make_experience,
    make_good,
    make_municipality,
    make_session,
    make_stay,
    make_unit,
    occupy,
    today,
)

from .asking import ask, request_of, titles
from .conftest import Indexer

pytestmark = pytest.mark.django_db
Get = Callable[..., Any]


@pytest.fixture
def get(client: Client) -> Get:
    lay_ground()
    return lambda language="it", **params: client.get(f"/{language}/search/", params)


def furnish() -> dict[str, Any]:
    """Two villages with a mill and a farmstead, a walk and a cheese."""
    verde = make_municipality(name="Sassoverde", area="Valle Lunga", latitude=44.80, longitude=9.20)
    fiorita = make_municipality(name="Roccafiorita", area="Valle Lunga", latitude=45.04, longitude=11.05)
    here, there = make_business(municipality=verde), make_business(municipality=fiorita, kind="winery", latitude=45.04, longitude=11.05)
    mill = make_stay(business=here, title="Casa sul rio", building_kind="mill", amenities=["pets"], latitude=44.80, longitude=9.20)
    farm = make_stay(
        business=there,
        title="Il Mulino Vecchio",
        building_kind="farmstead",
        instant_booking=False,
        cancellation_tier="strict",
        locality="Casanova",
        latitude=45.04,
        longitude=11.05,
    )
    found = {"verde": verde, "fiorita": fiorita, "mill": mill, "farm": farm}
    found["room"] = make_unit(stay=mill, kind="room", capacity=2, night="60.00")
    found["flat"] = make_unit(stay=farm, kind="flat", capacity=5, night="110.00", amenities=["kitchen"])
    walk = make_experience(business=here, title="Per i boschi", kind="walk", price="20.00", cancellation_tier="strict")
    make_session(experience=walk)
    make_good(business=there, title="Formaggio di Sassoverde")
    return found


def stays(query: str, **more: Any) -> list[str]:
    return sorted(titles(ask(f"q={query}&kind=stay", **more)))


def found_by(query: str) -> list[str]:
    return sorted(titles(ask(f"q={query}")))


def test_words_become_filters(engine: Indexer) -> None:
    furnish()
    engine()
    expected = {
        "a Sassoverde": ["Casa sul rio", "Per i boschi"],
        "sassoverde con il cane": ["Casa sul rio"],
        "dormire a Roccafiorita": ["Il Mulino Vecchio"],
        "escursione": ["Per i boschi"],
        "cosa fare": ["Per i boschi"],
        "Hof mit Hund": ["Casa sul rio"],
        "camera": ["Casa sul rio"],
        "appartamento per 4": ["Il Mulino Vecchio"],
        "Wohnung mit Küche": ["Il Mulino Vecchio"],
        "double room": ["Casa sul rio"],
        "alloggio sotto i 70 €": ["Casa sul rio"],
        "alloggio prenotazione immediata": ["Casa sul rio"],
        "alloggio cancellazione gratuita": ["Casa sul rio"],
        "passeggiata cancellazione gratuita": [],
        "cosa fare cancellazione gratuita": [],
        "vicino al Po": ["Formaggio di Sassoverde", "Il Mulino Vecchio"],
        "dormire vicino al Po": ["Il Mulino Vecchio"],
        "dormire entro 5 km da Sassoverde": ["Casa sul rio"],
        "dormire a casanova": ["Il Mulino Vecchio"],
        "Unterkunft in Roccafiorrita": ["Il Mulino Vecchio"],
    }
    for query, names in expected.items():
        assert [title for title in found_by(query) if not title.startswith("Bottega")] == names, query
    assert titles(ask("q=formaggio di sassoverde"))[0] == "Formaggio di Sassoverde", "“di” says what it is, not where"


def test_a_house_that_is_called_a_mill_is_found_with_those_that_are_one(engine: Indexer) -> None:
    furnish()
    engine()
    assert found_by("mulino") == ["Casa sul rio", "Il Mulino Vecchio"]
    assert found_by("mulino a Sassoverde") == ["Casa sul rio"]
    assert found_by("filanda") == []


@pytest.mark.parametrize("title", ["Belvedere del Notaio", "Officina Biciclette Zanardi", "La Piscina di Nonno"])
def test_a_house_called_like_a_filter_is_found_by_its_name(engine: Indexer, get: Get, title: str) -> None:
    furnish()
    make_unit(stay=make_stay(title=title, building_kind="town_house"), capacity=2)
    engine()
    day = today() + timedelta(days=20)
    for query in (title, f"{title.lower()} per 2 dal {day:%d/%m/%Y}"):
        page = get(q=query)
        assert titles(page.context["answer"]) == [title], query
        assert page.context["chips"][0].words.strip("«»").casefold() == title.casefold()
    assert titles(get(q=f"{title} per 9").context["answer"]) == []


def test_the_double_room_that_is_priced_is_a_room(engine: Indexer) -> None:
    stay = make_stay(title="Casa grande")
    make_unit(stay=stay, kind="flat", capacity=4, night="50.00")
    room = make_unit(stay=stay, kind="room", capacity=2, night="70.00")
    engine()
    day = today() + timedelta(days=20)
    (hit,) = ask(f"q=camera doppia {day.isoformat()}").hits
    assert (hit.units, int(hit.total_price or 0)) == ([room.pk], 70)


def test_days_typed_are_days_asked(engine: Indexer) -> None:
    made = furnish()
    arrival = today() + timedelta(days=30)
    occupy(made["room"], arrival + timedelta(days=1), arrival + timedelta(days=2))
    engine()
    assert stays(f"2 notti dal {arrival:%d/%m/%Y}") == ["Il Mulino Vecchio"]
    assert stays(f"1 notte dal {arrival:%d/%m/%Y}") == ["Casa sul rio", "Il Mulino Vecchio"]
    request = request_of(f"q=2 notti dal {arrival:%d/%m/%Y} per 3")
    assert (request.check_in, request.nights, request.guests, request.searched) == (arrival, 2, 3, "")


def test_what_is_given_wins_over_what_is_typed(without_elasticsearch: None) -> None:
    made = furnish()
    arrival = today() + timedelta(days=30)
    dates = f"check_in={arrival}&check_out={arrival + timedelta(days=1)}"
    request = request_of(f"q=3 notti dal 3 giugno per 5 a Sassoverde sotto 80 euro&{dates}&adults=2&price_max=90")
    assert (request.check_in, request.nights, request.adults, request.price_max) == (arrival, 1, 2, 90)
    assert (request.municipalities, request.searched) == ((made["verde"].istat,), "")
    assert [one.kind for one in request.understood] == ["place"]
    elsewhere = request_of(f"q=a Sassoverde con il cane&municipality={made['fiorita'].istat}&amenity=wifi")
    assert (elsewhere.municipalities, elsewhere.amenities) == ((made["fiorita"].istat,), ("wifi", "pets"))
    other_kind = request_of("q=mulino&kind=good")
    assert (other_kind.kinds, other_kind.wanted, other_kind.searched) == (("good",), (), "mulino")


def test_flexible_days_and_limits_are_those_of_the_parameters(without_elasticsearch: None) -> None:
    weekend = request_of("q=un weekend a maggio")
    assert weekend.when is not None
    assert (weekend.when.month, weekend.when.first.month, weekend.when_nights, weekend.weekend) == (True, 5, 2, True)
    week = request_of("q=any week in June&lang=en")
    assert (week.when_nights, week.weekend, week.has_dates, week.adults) == (7, False, True, 2)
    summer = request_of("q=in estate").when
    assert summer is not None
    assert (summer.last - summer.first).days < 93
    assert request_of("q=2 notti").has_dates is False
    assert request_of("q=2 notti dal 3 giugno ± 2 giorni").flex == 2
    assert request_of("q=in estate&nights=4").when_nights == 4
    chosen = request_of("q=in estate&when=2099-05".replace("2099-05", f"{today() + timedelta(days=40):%Y-%m}"))
    assert chosen.when is not None
    assert chosen.when.month
    assert request_of("q=3 notti massimo 300 euro in totale").price_max == 100
    dated = request_of("q=dal 3 al 6 giugno massimo 300 euro in totale")
    assert (dated.price_max, dated.price_per) == (300, "")
    assert request_of("q=dal 3 al 6 giugno sotto i 100 euro").limits() == (None, 30_000)
    assert request_of("q=dal 3 al 6 giugno sotto i 40 euro a persona per 3").price_max == 120
    assert request_of("q=famiglia con 2 bimbi di 3 e 7 anni").children_ages == (3, 7)
    assert request_of("q=famiglia con 2 bimbi di 3 e 7 anni&children_ages=5").children_ages == (5,)


def test_a_weekend_in_a_month_finds_its_best_dates(engine: Indexer) -> None:
    made = furnish()
    engine()
    answer = ask("q=ein Wochenende in " + ("März" if today().month != 3 else "Mai") + " Mühle&lang=de")
    hit = next(hit for hit in answer.hits if hit.id == made["mill"].pk)
    assert hit.nights is not None
    assert (hit.nights.check_in.weekday(), hit.nights.length) == (4, 2)
    assert hit.total_price == 120


def test_areas_and_terms_typed_are_those_of_the_facets(without_elasticsearch: None) -> None:
    furnish()
    request = request_of("q=Valle Lunga prenotazione immediata cancellazione gratuita")
    assert (request.areas, request.municipalities, request.instant) == (("Valle Lunga",), (), ("yes",))
    assert request.cancellation == ("flexible", "moderate")
    assert request_of("q=Valle Lunga cancellazione gratuita&cancellation=strict&area=Bassa").cancellation == ("strict",)
    assert request_of("q=Valle Lunga&area=Bassa").areas == ("Bassa",)


def query_of(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def test_each_chip_takes_its_words_out_of_the_text(engine: Indexer, get: Get) -> None:
    furnish()
    engine()
    page = get(q="camera per 2 a Sassoverde con il cane, tranquilla")
    chips = {chip.words: query_of(chip.url).get("q", [""])[0] for chip in page.context["chips"]}
    assert chips == {
        "«tranquilla»": "camera per 2 a Sassoverde con il cane",
        "Camera": "per 2 a Sassoverde con il cane, tranquilla",
        "2 adulti": "camera a Sassoverde con il cane, tranquilla",
        "Sassoverde": "camera per 2 con il cane, tranquilla",
        "Animali benvenuti": "camera per 2 a Sassoverde, tranquilla",
    }
    text = page.content.decode()
    assert 'name="q" value="camera per 2 a Sassoverde con il cane, tranquilla"' in text
    assert 'name="adults" value="" placeholder="2"' in text
    assert 'value="pets" id="f-amenity-1" checked disabled' in text


@pytest.mark.parametrize(
    ("language", "query"), [("it", "3 notti dal 3 giugno"), ("en", "3 nights from June 3"), ("de", "3 Nächte ab 3. Juni")]
)
def test_dates_are_said_in_the_language_of_the_page(without_elasticsearch: None, get: Get, language: str, query: str) -> None:
    furnish()
    words = [chip.words for chip in get(language, q=query).context["chips"]]
    assert words == {"it": ["3 notti", "3–6 giu"], "en": ["3 nights", "3–6 Jun"], "de": ["3 Nächte", "3.–6. Juni"]}[language]


def test_a_name_of_two_villages_finds_both_and_asks_which(engine: Indexer, get: Get) -> None:
    made = furnish()
    make_unit(
        stay=make_stay(title="La Nuova", municipality=made["verde"], locality="Casanova", latitude=44.81, longitude=9.21), night="70.00"
    )
    engine()
    page = get(q="dormire a Casanova")
    assert sorted(titles(page.context["answer"])) == ["Casa sul rio", "Il Mulino Vecchio", "La Nuova"]
    (question,) = page.context["questions"]
    assert {chip.words for chip in question.chips} == {"Casanova (Sassoverde)", "Casanova (Roccafiorita)"}
    urls = {chip.words: chip.url for chip in question.chips}
    (only,) = ask(urlsplit(urls["Casanova (Roccafiorita)"]).query).hits
    assert only.title == "Il Mulino Vecchio"
    assert "Casanova (Sassoverde)" in page.content.decode()


def test_nothing_found_offers_other_days_and_one_condition_less(engine: Indexer, get: Get) -> None:
    made = furnish()
    arrival = today() + timedelta(days=30)
    occupy(made["room"], arrival, arrival + timedelta(days=2))
    engine()
    page = get(q=f"mulino con il cane 2 notti dal {arrival:%d/%m/%Y}")
    assert page.context["answer"].count == 0
    steps = [query_of(step.url) for _, group in page.context["steps"] for step in group]
    assert {
        "q": ["mulino con il cane"],
        "check_in": [str(arrival + timedelta(days=2))],
        "check_out": [str(arrival + timedelta(days=4))],
    } in steps
    assert {"q": [f"mulino 2 notti dal {arrival:%d/%m/%Y}"]} in steps


def test_the_map_turns_a_village_typed_into_one_chosen(without_elasticsearch: None, get: Get) -> None:
    made = furnish()
    links = get(q="Sassoverde tranquillo").context["place_links"]
    assert query_of(links[made["verde"].istat]) == {"q": ["tranquillo"]}
    assert query_of(links[made["fiorita"].istat]) == {
        "q": ["tranquillo"],
        "municipality": [made["verde"].istat, made["fiorita"].istat],
    }


def test_the_api_says_what_it_understood(engine: Indexer, client: Client) -> None:
    made = furnish()
    engine()
    answer = client.get("/api/v1/search", {"q": "2 Nächte in Sassoverde mit Hund ab 3. Juni unter 100 €", "lang": "de"}).json()
    understood = {one["kind"]: (one["words"], one["value"]) for one in answer["understood"]}
    june = date(today().year + (today() > date(today().year, 6, 3)), 6, 3)
    assert understood == {
        "nights": ("2 Nächte", {"nights": 2, "weekend": False}),
        "place": (
            "in Sassoverde",
            {
                "places": [{"name": "Sassoverde", "kind": "municipality", "municipalities": [made["verde"].istat]}],
                "radius_km": None,
                "corrected": False,
            },
        ),
        "amenity": ("mit Hund", "pets"),
        "dates": ("ab 3. Juni", {"check_in": str(june), "check_out": str(june + timedelta(days=2)), "flex": 0}),
        "price": ("unter 100 €", {"low": None, "high": "100", "per": ""}),
    }
    assert client.get("/api/v1/search", {"q": "xyzzy"}).json()["understood"] == []
