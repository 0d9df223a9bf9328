# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Calls for artists in the search, on both engines: open ones first, past ones by name only, and never among the beds of a weekend."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.messages.models import OutgoingMail
from residencies.domain.phase_of import phase_of
from residencies.models import Call, Period, Place, Stage, Studio, Term
from residencies.vocabulary import Discipline, Phase
from search.call_documents import call_fields
from search.calls import phase_at
from search.checking import check
from search.find import find
from search.models import IndexChange
from search.projection import build
from search.queue import take_changes
from search.saved.save_search import save_search
from search.saved.tell_searches import tell_searches
from tests.factories import make_business, make_municipality, make_stay, make_unit, today
from tests.residencies.calls import make_call

from .asking import ask, request_of, titles
from .conftest import Indexer, empty_queue
from .making_calls import DAY, PHASES, call_in, furnish_studio

pytestmark = pytest.mark.django_db


def calls_of(answer: Any) -> list[str]:
    return [hit.title for hit in answer.hits if hit.kind == "call"]


def moments(call: Call) -> Iterator[datetime]:
    """Around each instant at which a phase may change."""
    ends = max((period.check_out for period in call.periods.all()), default=None)
    edges = [call.opens_at, call.deadline_at, call.publication_at]
    edges += [datetime.combine(ends + DAY, datetime.min.time(), tzinfo=call.zone).astimezone(UTC)] if ends else []
    for edge in edges:
        yield from (edge + timedelta(seconds=seconds) for seconds in (-1, 0, 1))


@pytest.mark.parametrize("zone", ["Europe/Rome", "Pacific/Auckland", "America/Los_Angeles"])
def test_a_document_knows_the_phase_at_any_time_as_the_programme_does(zone: str) -> None:
    dice = random.Random(zone)
    start = timezone.now().replace(microsecond=0)
    for _ in range(12):
        times = [start + timedelta(hours=hours) for hours in sorted(dice.sample(range(-4000, 4000), 3))]
        names = ("opens_at", "deadline_at", "publication_at")
        fields: dict[str, Any] = dict(zip(names, times, strict=True)) | {"jury_from": times[1], "jury_until": times[1], "time_zone": zone}
        call = make_call(**fields, period=(first := dice.randint(-150, 150), first + dice.randint(20, 90)))
        if dice.random() < 0.3:
            call.periods = []
            call.save()
        if dice.random() < 0.3:
            call.cancelled_at, call.cancelled_reason = dice.choice(times), "x"
        document = call_fields(call)
        for moment in moments(call):
            assert phase_at(document, moment) == phase_of(call=call, now=moment), (call.opens_at, moment)


def test_open_calls_come_first_and_past_or_cancelled_ones_not_at_all(engine: Indexer) -> None:
    for phase in ("past", "decided", "jury", "coming", "open"):
        call_in(phase, f"Terra {phase}")
    call_in("open", "Terra lontana", later=9)
    gone = call_in("open", "Terra annullata")
    Call.objects.filter(pk=gone.pk).update(cancelled_at=timezone.now() - DAY, cancelled_reason="Frana")
    make_call(title="Terra in bozza", live=False)
    engine()
    answer = ask("kind=call")
    assert titles(answer)[:3] == ["Terra open", "Terra lontana", "Terra coming"]
    assert set(titles(answer)[3:]) == {"Terra jury", "Terra decided"}
    assert [hit.call.phase for hit in answer.hits if hit.call][:3] == ["open", "open", "coming"]
    assert answer.facets["phase"] == {"open": 2, "coming": 1, "jury": 1, "decided": 1, "past": 1}
    assert titles(ask("kind=call&phase=past")) == ["Terra past"]
    assert titles(ask("phase=past&phase=coming")) == ["Terra coming", "Terra past"]
    assert titles(ask("kind=call&q=chiusi")) == ["Terra jury", "Terra decided", "Terra past"]
    assert "Terra annullata" not in titles(ask("q=terra+annullata"))


def test_the_phase_is_that_of_the_moment_asked_and_no_document_ages(engine: Indexer) -> None:
    call = call_in("coming", "Terra")
    engine()
    said = []
    for later in (0, 6, 41, 53, 200):
        answer = find(request_of("kind=call&phase=coming&phase=open&phase=jury&phase=decided&phase=past"), timezone.now() + later * DAY)
        said.append(answer.hits[0].call.phase if answer.hits[0].call else "")
        assert answer.facets["phase"] == {said[-1]: 1}
    assert said == ["coming", "open", "jury", "decided", "past"]
    assert find(request_of("kind=call"), timezone.now() + 200 * DAY).count == 0
    documents = [build([("call", call.pk)], timezone.now() + later * DAY)["call", call.pk].document() for later in (0, 200)]
    assert documents[0] | {"draws": 0} == documents[1] | {"draws": 0}, "only the weekly draw is of its time"


def test_a_past_call_is_found_by_its_name_and_by_no_word_alone(engine: Indexer) -> None:
    call_in("past", "Binario unico", description="Una camera per fotografi vicino ai binari")
    engine()
    assert titles(ask("q=binario+unico")) == ["Binario unico"]
    assert titles(ask("q=binario+unico&kind=call")) == ["Binario unico"]
    assert calls_of(ask("q=binario")) == []
    assert calls_of(ask("q=fotografi+binari")) == []


def test_calls_stand_among_the_rest_only_where_somebody_may_mean_them(engine: Indexer) -> None:
    village = make_municipality(name="Varzi")
    make_unit(stay=make_stay(title="Casa d'argilla", business=make_business(municipality=village)))
    call_in("open", "Argilla e nebbia", municipality=village, period=(1, 200))
    call_in("jury", "Argilla secca", municipality=village)
    engine()
    day = today() + 20 * DAY
    assert calls_of(ask("q=argilla")) == ["Argilla e nebbia"]
    assert calls_of(ask("q=argila")) == ["Argilla e nebbia"], "a slip of the hand"
    assert calls_of(ask("q=argilla")) == titles(ask("q=argilla"))[1:], "what can be booked comes first"
    weekend = f"check_in={day}&check_out={day + 2 * DAY}"
    for query in ("", "sort=newest", weekend, f"q=argilla&{weekend}", "q=argilla&adults=2", f"municipality={village.istat}", "q=varzi"):
        answer = ask(query)
        assert calls_of(answer) == [], query
        assert answer.count == len(answer.hits) > 0
        assert answer.facets["kind"]["call"] == ask(f"{query}&kind=call").count >= 1, query
    assert calls_of(ask(f"q=argilla+e+nebbia&{weekend}")) == ["Argilla e nebbia"], "its name is its name"
    assert set(calls_of(ask(f"kind=call&kind=stay&{weekend}"))) == {"Argilla e nebbia", "Argilla secca"} - {"Argilla secca"}


def test_dates_mean_its_periods_and_guests_mean_nothing(engine: Indexer) -> None:
    call_in("open", "Primavera", period=(100, 130))
    call_in("open", "Estate", period=(160, 200), later=1)
    call = call_in("open", "Sempre", later=2)
    call.periods = []
    call.save()
    engine()

    def asked(first: int, last: int, **more: Any) -> list[str]:
        return titles(ask("kind=call", check_in=today() + first * DAY, check_out=today() + last * DAY, **more))

    assert asked(129, 131) == ["Primavera"], "the last night is before the day of leaving"
    assert asked(130, 160) == []
    assert asked(133, 135, flex=3) == [], "the last night is four days earlier"
    assert asked(132, 135, flex=3) == ["Primavera"]
    assert asked(98, 100) == []
    assert asked(98, 101) == ["Primavera"]
    assert asked(120, 170) == ["Primavera", "Estate"]
    assert asked(110, 112, adults=30) == ["Primavera"]
    month = today() + 100 * DAY
    found = titles(ask(f"kind=call&when={month:%Y-%m}&nights=7&weekend=on"))
    assert "Primavera" in found
    assert "Sempre" not in found


def test_a_deadline_is_asked_for_by_its_month(engine: Indexer) -> None:
    closes = (today().replace(day=1) + 75 * DAY).replace(day=15)
    at = datetime(closes.year, closes.month, closes.day, 12, tzinfo=UTC)
    late = {"jury_from": at + 60 * DAY, "jury_until": at + 60 * DAY, "publication_at": at + 70 * DAY}
    make_call(title="In tempo", deadline_at=at, **late)
    make_call(title="Più tardi", deadline_at=at + 31 * DAY, **late)
    engine()
    month = ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio"]
    month += ["agosto", "settembre", "ottobre", "novembre", "dicembre"]
    assert titles(ask(f"q=bandi+scadenza+{month[closes.month - 1]}+{closes.year}")) == ["In tempo"]
    assert set(titles(ask("q=bandi"))) == {"In tempo", "Più tardi"}


def test_words_about_art_and_studios_become_choices(engine: Indexer, client: Client, ground: None) -> None:
    clay = call_in("open", "Argilla", disciplines=["sculpture_ceramics", "design_crafts"])
    furnish_studio(clay, ["kiln", "internet"], step_free=True, door_cm=92)
    photo = call_in("open", "Luce", disciplines=["photography_video"], later=3)
    furnish_studio(photo, ["dark_room"])
    engine()
    for query, expected in {
        "residenza per ceramisti": ["Argilla"],
        "residency with a kiln": ["Argilla"],
        "Atelierstipendium Fotografie": ["Luce"],
        "bando con camera oscura": ["Luce"],
        "residenza accessibile in carrozzina": ["Argilla"],
        "residency with wifi": ["Argilla"],
        "artist residency": ["Argilla", "Luce"],
    }.items():
        assert titles(ask(f"q={query}")) == expected, query
    assert titles(ask("kind=call&access=door_90")) == ["Argilla"]
    assert titles(ask("kind=call&amenity=kiln")) == ["Argilla"]
    page = client.get("/it/search/", {"q": "residenza per ceramisti con forno"}).content.decode()
    for chip in ("Bandi per artisti", "Scultura e ceramica", "Forno"):
        assert chip in page, chip


def test_the_map_shows_where_one_lives_or_works(engine: Indexer) -> None:
    stay = make_stay(latitude=44.81, longitude=9.31)
    unit = make_unit(stay=stay)
    call_in("open", "Dentro", units=[unit])
    call_in("open", "In paese", later=1)
    engine()
    answer = ask("kind=call&near=44.81,9.31")
    assert titles(answer)[0] == "Dentro"
    assert answer.hits[0].distance_km == 0
    assert {point.title for point in answer.points} == {"Dentro", "In paese"}


def queued() -> set[tuple[str, int]]:

    with transaction.atomic():
        return take_changes(1000)


def test_every_table_that_a_document_shows_queues_its_call(without_elasticsearch: None) -> None:
    unit = make_unit(stay=make_stay(latitude=44.8, longitude=9.3))
    business = make_business(name="Fondazione")
    call = call_in("open", "Terra", units=[unit], business=business)
    barn = make_stay(latitude=44.7, longitude=9.2)
    studio = furnish_studio(call, ["kiln"], stay=barn)
    empty_queue()
    key = ("call", call.pk)
    changes = {
        "call": lambda: Call.objects.filter(pk=call.pk).update(title="Acqua"),
        "term": lambda: Term.objects.filter(call=call).update(note="con vista"),
        "period": lambda: Period.objects.filter(call=call).update(min_nights=10),
        "place": lambda: Place.objects.filter(call=call, unit=unit).update(sort_order=3),
        "stage": lambda: Stage.objects.create(call=call, kind="interview", title="A voce"),
        "studio": lambda: Studio.objects.filter(pk=studio.pk).update(equipment=["piano"]),
        "unit": lambda: type(unit).objects.filter(pk=unit.pk).update(amenities=["wifi"]),
        "stay": lambda: type(unit.stay).objects.filter(pk=unit.parent_id).update(latitude=44.9),
        "building of the studio": lambda: type(barn).objects.filter(pk=barn.pk).update(latitude=44.6),
        "municipality": lambda: type(call.municipality).objects.filter(pk=call.municipality_id).update(name="Altrove"),
        "business": lambda: type(business).objects.filter(pk=business.pk).update(name="Consorzio"),
        "gone": lambda: call.delete(),
    }
    for name, change in changes.items():
        assert not IndexChange.objects.exists()
        change()
        assert key in queued(), name
    empty_queue()


def test_a_call_that_is_cancelled_changed_or_unpublished_is_right_at_once(engine: Indexer) -> None:
    call = call_in("open", "Terra")
    engine()
    assert ask("kind=call").count == 1
    Call.objects.filter(pk=call.pk).update(title="Acqua")
    engine()
    assert titles(ask("kind=call")) == ["Acqua"]
    Call.objects.filter(pk=call.pk).update(live=False)
    engine()
    assert ask("kind=call").count == 0
    assert check() == []


def test_suggestions_have_calls_but_no_past_ones(engine: Indexer, client: Client) -> None:
    call_in("open", "Argilla e nebbia", title_de="Ton und Nebel", slug="argilla-e-nebbia")
    call_in("past", "Argilla di un tempo")
    gone = call_in("open", "Argilla annullata")
    Call.objects.filter(pk=gone.pk).update(cancelled_at=timezone.now() - DAY, cancelled_reason="Frana")
    engine()
    (group,) = client.get("/api/v1/search/suggest", {"q": "argil", "lang": "it"}).json()
    assert (group["kind"], group["label"]) == ("call", "Bandi per artisti")
    assert [(one["title"], one["url"].endswith("/it/calls/argilla-e-nebbia/")) for one in group["items"]] == [("Argilla e nebbia", True)]


def test_the_api_says_its_times_and_what_is_given(engine: Indexer, client: Client) -> None:
    call = call_in("open", "Terra", time_zone="Europe/London", least=20)
    engine()
    answer = client.get("/api/v1/search", {"q": "bando aperto", "lang": "en"}).json()
    (hit,) = answer["results"]
    assert {one["kind"]: one["value"] for one in answer["understood"] if one["kind"] == "phase"} == {"phase": ["open"]}
    said = hit["call"]
    assert (said["phase"], said["time_zone"], said["given"], said["given_nights"]) == ("open", "Europe/London", "600.00", 20)
    assert datetime.fromisoformat(said["deadline_at"]) == call.deadline_at.replace(microsecond=0)
    assert said["disciplines"] == [Discipline.VISUAL_ARTS]
    assert answer["facets"]["phase"] == {"open": 1}
    assert [reason["code"] for reason in hit["why"]] == ["deadline", "draw"]
    assert client.get("/api/v1/search?phase=cancelled").status_code == 422
    assert client.get("/api/v1/search?discipline=cooking").status_code == 422


@pytest.mark.parametrize(
    ("language", "words"), [("it", ["Aperto", "fino al", "dati per 14 notti"]), ("en", ["Open", "until"]), ("de", ["Offen", "bis"])]
)
def test_a_card_says_until_when_on_whose_clocks_and_what_is_given(
    without_elasticsearch: None, ground: None, client: Client, language: str, words: list[str]
) -> None:
    call_in("open", "Terra")
    empty_queue()
    page = client.get(f"/{language}/search/?kind=call").content.decode()
    for word in [*words, "Europe/Rome, UTC+", "420"]:
        assert word in page, word


def test_where_no_call_is_open_the_closed_ones_are_a_step_away(without_elasticsearch: None, ground: None, client: Client) -> None:
    call_in("past", "Terra")
    empty_queue()
    page = client.get("/en/search/?kind=call").content.decode()
    assert "With the jury, decided or past: 1 result" in page
    assert "phase=past" in page


def test_whoever_waits_for_a_call_hears_when_it_is_announced_and_when_it_opens_and_no_more(
    without_elasticsearch: None, ground: None, settings: Any
) -> None:
    save_search(parameters="kind=call&discipline=visual_arts", label="Bandi", language="it", email="anna@posta.example", sure=True)
    call_in("coming", "Terra")
    call_in("coming", "Suoni", disciplines=["music_sound"])
    empty_queue()
    now = timezone.now()
    told = {days for days in range(70) if tell_searches(now=now + days * DAY)}
    assert told == {0, 5}
    first, second = OutgoingMail.objects.filter(dedupe_key__startswith="search-news").order_by("pk")
    assert "Terra" in first.text
    assert "apre il" in first.text
    assert "Terra" in second.text
    assert "fino al" in second.text
    assert "Suoni" not in first.text + second.text


def test_at_most_four_queries_however_many_calls(engine: Indexer, ground: None, client: Client) -> None:
    counts = []
    for more in (1, 4):
        for n in range(more):
            furnish_studio(call_in("open", f"Terra {more} {n}"), ["kiln"])
        engine()
        client.get("/it/search/?q=residenza+con+forno")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/it/search/?q=residenza+con+forno")
        assert page.context["answer"].count == more + len(counts)
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= 4


def test_the_list_of_calls_leads_into_the_search(without_elasticsearch: None, ground: None, client: Client) -> None:
    page = client.get("/de/calls/").content.decode()
    assert 'action="/de/search/"' in page
    assert '<input type="hidden" name="kind" value="call">' in page


def test_phases_are_those_of_the_programme() -> None:
    assert set(PHASES) == set(Phase.values) - {"cancelled"}
