# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What guests search for is counted, and nothing of who they are."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketplace.booking.clock import rome_now
from search.demand.facts import facts_of, monday_of, week_name
from search.demand.ledger import Ledger, flush, ledger
from search.demand.words import ENOUGH, words_to_count
from search.models import Demand, RareWord, WantedWord
from tests.factories import make_business, make_municipality, make_stay, make_unit, today

from .asking import request_of
from .conftest import Indexer

pytestmark = pytest.mark.django_db
CHECK_IN = today() + timedelta(days=20)
DATES = {"check_in": str(CHECK_IN), "check_out": str(CHECK_IN + timedelta(days=3))}
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture(autouse=True)
def empty_ledger(ground: None) -> Iterator[None]:
    ledger.forget()
    yield
    ledger.forget()


@pytest.fixture
def varzi() -> str:
    """A village with a house that takes no dogs."""
    place = make_municipality(name="Varzi", latitude=44.82, longitude=9.2, area="Oltrepò Pavese")
    make_unit(stay=make_stay(title="Casa in piazza", business=make_business(municipality=place)), night="64.00")
    return place.istat


def search(client: Client, address: str = "203.0.113.7", path: str = "/it/search/", agent: str = BROWSER, **params: Any) -> Any:
    answer = client.get(path, params, REMOTE_ADDR=address, headers={"user-agent": agent})
    assert answer.status_code == 200
    return answer


def counted() -> list[tuple[Any, ...]]:
    flush()
    return list(Demand.objects.order_by("place", "-searches").values_list("place", "searches", "unmet"))


def test_a_search_is_counted_with_what_was_asked_for_and_whether_anything_was_found(engine: Indexer, client: Client, varzi: str) -> None:
    engine()
    found = search(client, **DATES, adults=2, municipality=varzi, kind="stay", band="50-80")
    assert found.context["answer"].count == 1
    assert search(client, **DATES, adults=2, municipality=varzi, kind="stay", amenity="pets").context["answer"].count == 0
    flush()
    rows = Demand.objects.order_by("unmet")
    week = {"asked_in": monday_of(rome_now().date()), "place": varzi, "kind": "stay", "arrival": week_name(CHECK_IN)}
    for row, wishes, price, unmet in zip(rows, ([], ["pets"]), (80, 0), (0, 1), strict=True):
        kept = {name: getattr(row, name) for name in Demand.FACTS}
        assert kept == {**week, "nights": 3, "guests": 2, "children": False, "wishes": wishes, "price_to": price, "lead": True}
        assert (row.searches, row.unmet) == (1, unmet)
        assert bool(row.degraded) is found.context["answer"].degraded


def test_a_search_without_a_result_is_counted_from_the_api_too(engine: Indexer, client: Client, varzi: str) -> None:
    engine()
    answer = search(client, path="/api/v1/search", kind="stay", **DATES, adults=7, children=1, municipality=varzi)
    assert answer.json()["count"] == 0
    assert counted() == [(varzi, 1, 1)]
    row = Demand.objects.get()
    assert (row.guests, row.children) == (7, True)


def test_the_same_from_many_guests_is_one_row(without_elasticsearch: None, client: Client, varzi: str) -> None:
    for n in range(4):
        search(client, f"203.0.113.{n}", q="Varzi")
        if n == 1:
            flush()
    assert counted() == [(varzi, 4, 4)]


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"sort": "newest"},
        {"page": "2"},
        {"bbox": "9.1,44.7,9.3,44.9"},
        {"lang": "en"},
    ],
)
def test_the_same_question_in_another_order_on_another_page_or_part_of_the_map_counts_once(
    without_elasticsearch: None, client: Client, varzi: str, again: dict[str, str]
) -> None:
    asked: dict[str, Any] = {**DATES, "adults": 2, "kind": "stay"}
    search(client, **asked)
    client.get("/it/search/", {**asked, **again}, REMOTE_ADDR="203.0.113.7")
    assert counted() == [("", 1, 1)]


def test_another_filter_is_another_search(without_elasticsearch: None, client: Client, varzi: str) -> None:
    search(client, municipality=varzi)
    search(client, municipality=varzi, amenity="pool")
    assert sum(row[1] for row in counted()) == 2


def test_what_was_asked_half_an_hour_ago_may_be_asked_again() -> None:
    book = Ledger()
    assert book.is_new(1, now=0.0)
    assert not book.is_new(1, now=1700.0)
    assert book.is_new(1, now=3600.0)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("get", {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}),
        ("get", {"user-agent": "facebookexternalhit/1.1"}),
        ("get", {"user-agent": BROWSER, "sec-purpose": "prefetch;prerender"}),
        ("head", {"user-agent": BROWSER}),
    ],
)
def test_robots_and_pages_loaded_in_advance_are_not_counted(
    without_elasticsearch: None, client: Client, varzi: str, method: str, headers: dict[str, str]
) -> None:
    getattr(client, method)("/it/search/", {"q": "Varzi"}, headers=headers)
    assert counted() == []


def test_opening_the_page_asks_for_nothing(without_elasticsearch: None, client: Client) -> None:
    search(client)
    assert counted() == []


def test_two_villages_count_each_and_as_one_search(without_elasticsearch: None, client: Client, varzi: str) -> None:
    other = make_municipality(name="Zavattarello").istat
    search(client, municipality=[varzi, other])
    assert counted() == sorted([(varzi, 1, 1), (other, 1, 1)])
    assert Demand.objects.filter(lead=True).count() == 1


def test_near_a_village_is_that_village_and_near_oneself_is_nowhere(without_elasticsearch: None, client: Client, varzi: str) -> None:
    search(client, near="44.82,9.2", radius_km=10)
    search(client, q="vicino a Varzi con piscina")
    search(client, near="44.83123,9.21456", radius_km=5)
    assert counted() == [("", 1, 1), (varzi, 1, 1), (varzi, 1, 1)]
    assert "44.83" not in everything_stored()


def test_codes_and_areas_that_are_none_of_ours_are_not_written(without_elasticsearch: None, client: Client, varzi: str) -> None:
    search(client, municipality="333123")
    search(client, area="Mario Rossi, via Roma 1")
    search(client, area="Oltrepò Pavese")
    assert counted() == [("", 2, 2), ("Oltrepò Pavese", 1, 1)]
    assert "333123" not in everything_stored()
    assert "Rossi" not in everything_stored()


PERSONAL = [
    "casa di Annalisa Brambilla",
    "anna.brambilla@posta.example",
    "chiamami al 333 1234567",
    "Brambilla Annalisa nata a Varzi",
    "instagram.com/annalisa_b",
    "sono @annalisa e cerco una stanza",
    "Annalisa compie gli anni e vorrebbe tanto una festa in giardino con tutti gli amici",
]
SECRETS = ("annalisa", "brambilla", "posta.example", "333 1234567", "1234567", "instagram", "203.0.113", "firefox", "festa")


def everything_stored() -> str:
    """Each row of each table of the database, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {connection.ops.quote_name(table)} t")
            found += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_nothing_of_a_person_is_stored_anywhere(engine: Indexer, client: Client, varzi: str) -> None:
    engine()
    before = everything_stored().lower()
    client.cookies["sessionid"] = "mysecretsession"
    for n in range(ENOUGH - 1):
        for words in PERSONAL:
            search(client, f"203.0.113.{n}", q=words)
    flush()
    assert Demand.objects.exists()
    assert RareWord.objects.exists(), "words that may be kept are kept as hashes"
    stored = everything_stored().lower()
    assert not [secret for secret in (*SECRETS, "mysecretsession") if secret in stored and secret not in before]


def test_rows_say_no_hour_and_rare_words_no_order(client: Client, without_elasticsearch: None, varzi: str) -> None:
    search(client, q="scuderia falconeria")
    flush()
    assert {type(field).__name__ for model in (Demand, RareWord, WantedWord) for field in model._meta.fields}.isdisjoint(
        {"DateTimeField", "GenericIPAddressField", "ForeignKey", "TextField", "JSONField"}
    )
    one, other = RareWord.objects.all()
    assert len({one.word, other.word, one.asker, other.asker}) == 4, "two words of one guest have nothing in common"
    assert not connection.ops.sequence_reset_sql(no_style(), [RareWord]), "no number that counts up"


def test_a_word_is_written_once_enough_different_guests_have_asked_for_it(without_elasticsearch: None, client: Client, varzi: str) -> None:
    for n in range(ENOUGH - 1):
        for words in ("falconeria", "falconeria con piscina", "una falconeria a Varzi"):
            search(client, f"203.0.113.{n}", q=words)
            flush()
    assert not WantedWord.objects.exists(), "the same guest again is not another"
    assert RareWord.objects.count() == ENOUGH - 1
    search(client, "198.51.100.1", q="la Falconeria!")
    flush()
    assert list(WantedWord.objects.values_list("word", "searches", "unmet")) == [("falconeria", ENOUGH, ENOUGH)]
    assert not RareWord.objects.exists(), "nobody needs the hashes any more"
    search(client, "198.51.100.2", q="falconeria")
    flush()
    assert WantedWord.objects.get().searches == ENOUGH + 1
    assert not RareWord.objects.exists()


def test_next_month_a_word_begins_anew_and_hashes_are_others(monkeypatch: pytest.MonkeyPatch, client: Client, varzi: str) -> None:
    search(client, q="falconeria")
    flush()
    first = RareWord.objects.get()
    later = rome_now() + timedelta(days=40)
    monkeypatch.setattr("search.demand.note.rome_now", lambda: later)
    ledger.forget()
    search(client, q="falconeria")
    flush()
    second = RareWord.objects.exclude(pk=first.pk).get()
    assert {first.word, first.asker}.isdisjoint({second.word, second.asker})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("falconeria", ["falconeria"]),
        ("una falconeria a Varzi", ["falconeria"]),
        ("anna@posta.example falconeria", []),
        ("falconeria 27057", []),
        ("www.posta.example", []),
        ("di", []),
        ("eins zwei drei vier fuenf sechs sieben acht neun", []),
    ],
)
def test_only_words_that_can_be_nobodys_are_looked_at(varzi: str, typed: str, words: list[str]) -> None:
    assert words_to_count(request_of(f"q={typed}")) == words


def test_what_words_say_is_counted_like_what_is_ticked(varzi: str) -> None:
    typed = facts_of(request_of("q=2 notti a Varzi con il cane, fino a 90 euro a notte"))
    assert (typed.places, typed.nights, typed.wishes, typed.price_to) == ((varzi,), 2, ("pets",), 120)
    month = (today().replace(day=1) + timedelta(days=70)).strftime("%Y-%m")
    flexible = facts_of(request_of(f"when={month}&nights=4&adults=5&children=1&instant=yes&cancellation=flexible"))
    assert (flexible.arrival, flexible.nights, flexible.guests, flexible.children) == (month, 3, 5, True)
    assert flexible.wishes == ("free_cancellation", "instant")
    assert facts_of(request_of(f"check_in={DATES['check_in']}&check_out={DATES['check_out']}&price_max=301")).price_to == 120


def test_counting_asks_the_database_nothing_while_somebody_waits(without_elasticsearch: None, client: Client, varzi: str) -> None:
    search(client, q="Varzi falconeria")
    ledger.forget()
    with CaptureQueriesContext(connection) as queries:
        search(client, q="Varzi falconeria")
    assert not [query for query in queries.captured_queries if "demand" in query["sql"] or "rareword" in query["sql"]]
    assert len(queries) <= 4
    assert counted() == [(varzi, 1, 1)]


def test_a_search_is_answered_even_if_counting_fails(
    without_elasticsearch: None, client: Client, varzi: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("Annalisa")

    with monkeypatch.context() as patched:
        patched.setattr("search.demand.note.facts_of", broken)
        search(client, q="Varzi")
    assert counted() == []
    search(client, q="Varzi")
    with monkeypatch.context() as patched:
        patched.setattr("search.demand.write_demand.write_demand", broken)
        assert counted() == []
    assert "Annalisa" not in caplog.text
    assert counted() == [(varzi, 1, 1)], "what could not be written is written the next time"


@pytest.mark.django_db(transaction=True)
def test_the_thread_of_a_process_writes_by_itself(without_elasticsearch: None, client: Client, settings: Any) -> None:
    place = make_municipality(name="Varzi").istat
    settings.SEARCH_DEMAND_SECONDS = 0.05
    search(client, municipality=place)
    end = time.monotonic() + 10
    while not Demand.objects.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert Demand.objects.get().place == place
    (keeper,) = [thread for thread in threading.enumerate() if thread.name == "search-demand"]
    settings.SEARCH_DEMAND_SECONDS = 0.0
    keeper.join(10)
    assert not keeper.is_alive()
