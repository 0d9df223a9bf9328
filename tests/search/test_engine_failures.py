# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whatever becomes of Elasticsearch, visitors get the fallback's answer within a second, and its own again when it is back."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from catalogue.models import Product
from marketplace.messages.models import OutgoingMail
from search import documents
from search.breaker import Breaker, breaker
from search.checking import check
from search.documents import alias, family, writer
from search.indexing import operation, send
from search.models import Listing
from search.saved.save_search import save_search
from search.saved.tell_searches import tell_searches
from search.tasks import look_after_wiped_index
from tests.factories import lay_ground, make_business, make_municipality, make_stay, make_tariff, make_unit, occupy, today

from .conftest import Indexer, empty_queue
from .faulty import HTML, Between, changed, cut_short, half, hung_up, later, says, seconds_until, standing_between, trickled
from .test_indexing import worker

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]
LIMIT = 0.8  # as in production
ARRIVAL = today() + timedelta(days=40)
DATES = {"check_in": ARRIVAL, "check_out": ARRIVAL + timedelta(days=2), "adults": 2}
Json = dict[str, Any]


def with_hit(change: Callable[[Json], Any]) -> Callable[[Json], None]:
    def each(answer: Json) -> None:
        for hit in answer["hits"]["hits"]:
            change(hit["_source"])
        for bucket in answer.get("aggregations", {}).get("kinds", {}).get("buckets", []):
            for hit in bucket["best"]["hits"]["hits"]:
                change(hit["_source"])

    return each


WAYS = {
    "two seconds late": later(2.0),
    "byte by byte": trickled(0.02, all_slow=True),
    "its documents byte by byte": trickled(0.02),
    "hangs up": hung_up,
    "error 500": says(500, {"error": {"type": "null_pointer_exception"}, "status": 500}),
    "error 503": says(503, {"error": {"type": "cluster_block_exception"}, "status": 503}),
    "too many requests": says(429, {"error": {"type": "circuit_breaking_exception"}, "status": 429}),
    "forbidden": says(403, {"error": {"type": "security_exception"}, "status": 403}),
    "not logged in": says(401, {"error": {"type": "security_exception"}, "status": 401}),
    "a proxy's page": says(502, HTML, kind="text/html", ours=False),
    "a stranger's page": says(200, HTML, kind="text/html", ours=False),
    "a page in its name": says(200, HTML, kind="text/html"),
    "text in its name": says(200, b"\xff\xfe no text", kind="text/plain"),
    "another kind of answer": says(200, b"<xml/>", kind="application/xml"),
    "no kind of answer": says(200, b"{}", kind=None),
    "cut short": cut_short,
    "half the JSON": half,
    "nothing": says(200, b""),
    "no content": says(204, b"", kind=None),
    "no JSON": says(200, b"\x00\x01garbage"),
    "JSON without end": says(200, b"[" * 100_000),
    "an empty object": says(200, {}),
    "null": says(200, None),
    "a list": says(200, [1, 2]),
    "a number": says(200, 7),
    "no answers": says(200, {"took": 1, "responses": []}),
    "answers that are none": says(200, {"took": 1, "responses": [None, "x"], "_shards": "?", "timed_out": False}),
    "a redirection": says(302, b"", ours=False),
    "failed shards": changed(lambda answer: answer["_shards"].update(failed=1)),
    "out of time": changed(lambda answer: answer.update(timed_out=True)),
    "no facets": changed(lambda answer: answer.pop("aggregations", None)),
    "documents without cards": changed(with_hit(lambda source: source.pop("card", None))),
    "cards of another form": changed(with_hit(lambda source: source.update(card={"slug": "x", "name": "y"}))),
}


@pytest.fixture(autouse=True)
def quick_breaker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses are waited for here; `test_only_one_visitor_waits` has the real ones."""
    monkeypatch.setattr(breaker, "first", 0.2)


@pytest.fixture
def between(index: Indexer, settings: Settings) -> Iterator[Between]:
    """A few listings, indexed, and somebody between us and Elasticsearch. The time limit is that of production."""
    lay_ground()
    furnish()
    index()
    with standing_between(settings.ELASTICSEARCH_URL) as found:
        settings.ELASTICSEARCH_URL = found.url
        settings.SEARCH_TIMEOUT_SECONDS = LIMIT
        yield found


def furnish() -> None:
    varzi, bobbio = make_municipality(name="Varzi"), make_municipality(name="Bobbio")
    make_tariff(varzi, "1.50")
    for number, place in enumerate((varzi, varzi, bobbio)):
        stay = make_stay(title=f"Casa Quiete {number}", business=make_business(municipality=place))
        make_unit(stay=stay, night=f"{60 + number}.00")
        occupy(make_unit(stay=stay, night="40.00"), ARRIVAL, ARRIVAL + timedelta(days=1))


def api(client: Client, **params: Any) -> Json:
    answer = client.get("/api/v1/search", params)
    assert answer.status_code == 200
    found: Json = answer.json()
    return found


def searched(client: Client) -> tuple[Json, bool]:
    found = api(client, q="casa", sort="price", **DATES)
    return {name: value for name, value in found.items() if name != "degraded"}, found["degraded"]


def words_searched(client: Client) -> tuple[Json, bool]:
    """Two words: asked strictly, then loosely."""
    found = api(client, q="quiete serena pura")
    assert found["count"] == 3
    return {name: value for name, value in found.items() if name != "degraded"}, found["degraded"]


def page(client: Client, **params: Any) -> tuple[Any, bool]:
    shown = client.get("/it/search/", params)
    assert shown.status_code == 200
    context = shown.context
    return (
        [hit.title for hit in context["answer"].hits],
        [[chip.words for chip in chips] for _, chips in context["steps"]],
        context["points"],
        {name: [(o.value, o.count) for o in options] for name, options in context["options"].items()},
    ), context["answer"].degraded


def page_shown(client: Client) -> tuple[Any, bool]:
    return page(client, kind="stay", **DATES)


def nothing_found(client: Client) -> tuple[Any, bool]:
    """Further steps are counted: a second question."""
    return page(client, kind="stay", price_max=1, **DATES)


def map_moved(client: Client) -> tuple[Any, bool]:
    shown, degraded = page(client, kind="stay", bbox="9.1,44.8,9.3,44.9")
    return shown, degraded


def suggested(client: Client) -> tuple[Any, bool]:
    """Suggestions do not say which engine they are from."""
    answer = client.get("/api/v1/search/suggest", {"q": "casa"})
    assert answer.status_code == 200
    assert answer.json()
    return answer.json(), breaker._pause > 0


QUESTIONS = [searched, words_searched, page_shown, nothing_found, map_moved, suggested]


def plainly(ask: Callable[[Client], Any], client: Client, settings: Settings) -> tuple[Any, float]:
    """The fallback's answer, and how long it takes by itself."""
    there, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, ""
    ask(client)  # what a process reads once
    started = time.monotonic()
    answer, _ = ask(client)
    settings.ELASTICSEARCH_URL = there
    return answer, time.monotonic() - started


def timed(ask: Callable[[Client], Any], client: Client) -> tuple[Any, bool, float]:
    started = time.monotonic()
    answer, degraded = ask(client)
    return answer, degraded, time.monotonic() - started


def allowed(plain: float) -> float:
    """A second; more only where this machine needs more for the fallback alone."""
    return LIMIT + max(0.2, 3 * plain)


@pytest.mark.parametrize("ask", QUESTIONS, ids=lambda ask: str(ask.__name__))
def test_whatever_elasticsearch_answers_the_fallback_does_within_a_second(
    between: Between, settings: Settings, client: Client, ask: Callable[[Client], tuple[Any, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    same, plain = plainly(ask, client, settings)
    monkeypatch.setattr(breaker, "first", 15.0)
    # Pages show what `find` says, which was asked everything: of those the slow and a few.
    ways = WAYS if ask in (searched, words_searched, suggested) else dict(list(WAYS.items())[::4])
    for name, way in ways.items():
        breaker.reset()
        between.way, asked = way, between.asked
        answer, degraded, took = timed(ask, client)
        assert between.asked > asked, name
        if ask is suggested and name in ("no answers", "documents without cards"):
            continue  # it asks one question, and of the cards only
        assert degraded, name
        assert answer == same, name
        if took > allowed(plain):  # twice, or it was the machine
            breaker.reset()
            took = timed(ask, client)[2]
        assert took <= allowed(plain), name
        asked = between.asked
        assert ask(client)[0] == same, name  # and now it is left alone
        assert between.asked == asked, name
    monkeypatch.setattr(breaker, "first", 0.2)
    breaker.reset()
    assert ask(client)[1]
    between.way = None  # it heals by itself
    seconds_until(lambda: not ask(client)[1])


def test_nobody_listening_is_found_out_at_once(index: Indexer, settings: Settings, client: Client) -> None:
    lay_ground(), furnish(), index()
    there, settings.SEARCH_TIMEOUT_SECONDS = settings.ELASTICSEARCH_URL, LIMIT
    for ask in QUESTIONS:
        same, plain = plainly(ask, client, settings)
        settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
        breaker.reset()
        started = time.monotonic()
        assert ask(client) == (same, True)
        assert time.monotonic() - started < LIMIT / 2 + 3 * plain
        settings.ELASTICSEARCH_URL = there
        seconds_until(lambda ask=ask: not ask(client)[1])  # type: ignore[misc]


def test_several_questions_in_turn_share_one_time_limit(between: Between, settings: Settings, client: Client) -> None:
    """Each of them would be in time: strictly, loosely, and the same by name."""
    seconds_until(lambda: not words_searched(client)[1])
    asked = between.asked
    assert not words_searched(client)[1]
    assert between.asked >= asked + 2  # else this shows nothing
    same, plain = plainly(words_searched, client, settings)
    between.way = later(0.6)
    started = time.monotonic()
    assert words_searched(client) == (same, True)
    assert time.monotonic() - started <= allowed(plain)


def test_a_question_it_does_not_understand_says_nothing_about_the_next(between: Between, client: Client) -> None:
    between.way = says(400, {"error": {"type": "search_phase_execution_exception"}, "status": 400})
    assert searched(client)[1]
    between.way = None
    assert not searched(client)[1]


def test_mails_of_saved_searches_go_out_all_the_same(between: Between) -> None:
    saved = save_search(parameters=urlencode({"kind": "stay", **DATES}), label="Case", language="it", email="anna@posta.example", sure=True)
    make_unit(stay=make_stay(title="Nuova"), night="61.00")
    empty_queue()
    between.way = says(503, b"{}")
    assert tell_searches() == 1
    assert "Nuova" in OutgoingMail.objects.get(dedupe_key__startswith="search-news").text
    # What the fallback found is known when Elasticsearch finds it again.
    between.way = None
    saved.refresh_from_db()
    saved.told_at = None
    saved.save()
    assert tell_searches(now=timezone.now() + timedelta(days=1)) == 0


@pytest.mark.django_db(transaction=True)
def test_only_one_visitor_waits_for_an_elasticsearch_that_hangs(
    between: Between, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "first", 1.0)
    settings.SEARCH_TIMEOUT_SECONDS = 0.6
    between.way = later(5.0)

    def visit(_: int) -> bool:
        try:
            return bool(api(Client(), q="casa")["degraded"])
        finally:
            connections.close_all()

    assert visit(0)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(visit, range(16)))
        assert between.asked == 1  # left alone
        seconds_until(lambda: breaker.clock() >= breaker._open_until)
        assert all(pool.map(visit, range(16)))
        assert between.asked in (2, 3)  # one tried (on a slow machine another after the pause), the others did not wait for it
        between.way = None
        seconds_until(lambda: not visit(0))
        assert not any(pool.map(visit, range(16)))


def test_failures_of_those_who_asked_before_it_opened_do_not_prolong_the_pause() -> None:
    now = [0.0]
    tested = Breaker(first=1.0, longest=15.0, clock=lambda: now[0])
    asked = [tested.may_ask() for _ in range(8)]
    for _ in asked:
        tested.failed()
    now[0] = 1.1
    assert tested.may_ask()
    tested.failed()  # who tried
    now[0] = 3.0
    assert not tested.may_ask()
    now[0] = 3.2
    assert tested.may_ask()


def test_of_three_nodes_one_that_fails_leaves_the_others_asked() -> None:
    tested = Breaker()
    tested.failed(enough=3), tested.failed(enough=3)
    assert tested.may_ask()
    tested.failed(enough=3)
    assert not tested.may_ask()


@pytest.mark.django_db(transaction=True)
def test_an_index_wiped_while_the_site_runs_is_filled_again(between: Between, client: Client) -> None:
    with worker():
        seconds_until(lambda: not searched(client)[1])
        for name in list(writer().indices.get_alias(name=alias())):
            writer().indices.delete(index=name)
        answer, degraded = searched(client)
        assert (degraded, answer["count"]) == (True, 3)
        Product.objects.filter(title="Casa Quiete 0").update(title="Casa nuova")  # something is written: the worker sees it at once
        seconds_until(lambda: not searched(client)[1])
        seconds_until(lambda: not check())
        for name in list(writer().indices.get_alias(name=alias())):
            writer().indices.delete(index=name)
        look_after_wiped_index()  # nothing is written: a job of every minute
        seconds_until(lambda: not searched(client)[1])
    assert "Casa nuova" in [hit["title"] for hit in searched(client)[0]["results"]]
    assert check() == []


@pytest.mark.django_db(transaction=True)
def test_who_knows_a_newer_mapping_does_not_read_the_older_index(between: Between, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version is installed: its questions would find fields missing, and silently nothing in them."""
    before = set(writer().indices.get(index=f"{family()}-*"))
    assert not searched(client)[1]
    monkeypatch.setattr(documents, "CARDS", documents.CARDS + 1)
    documents.fingerprint.cache_clear()
    try:
        answer, degraded = searched(client)
        assert (degraded, answer["count"]) == (True, 3)
        with worker():
            seconds_until(lambda: not searched(client)[1])
            seconds_until(lambda: not before & set(writer().indices.get(index=f"{family()}-*")))
        assert check() == []
    finally:
        documents.fingerprint.cache_clear()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "mapping",
    [
        {"properties": {"kind": {"type": "text"}}},
        {"properties": {"kind": {"type": "keyword"}, "offers": {"type": "object"}}, "_meta": {"fingerprint": "older"}},
        {"dynamic": "true"},
    ],
)
def test_an_alias_upon_another_index_degrades_until_the_worker_has_built_ours(between: Between, client: Client, mapping: Json) -> None:
    older = f"{alias()}-older"
    writer().indices.create(index=older, mappings=mapping)
    writer().index(index=older, id="stay-1", document={"kind": "stay", "title": "Casa", "key": "stay-1"}, refresh=True)
    now = next(iter(writer().indices.get_alias(name=alias())))
    actions = [{"remove": {"index": now, "alias": alias()}}, {"add": {"index": older, "alias": alias()}}]
    writer().indices.update_aliases(actions=actions)
    for ask in (searched, page_shown, words_searched):
        assert ask(client)[1]
        breaker.reset()
    with worker():
        seconds_until(lambda: not searched(client)[1])
    assert older not in writer().indices.get(index=f"{family()}-*")
    assert check() == []


def test_nothing_found_in_an_index_that_lacks_the_field_is_not_believed(between: Between, client: Client) -> None:
    """Elasticsearch says so without an error: a filter on a field that is not there fits nothing."""
    mappings = documents._mapping().to_dict()
    del mappings["properties"]["instant"]
    older = f"{alias()}-older"
    writer().indices.create(index=older, mappings={**mappings, "dynamic": "false"}, settings=documents.index_settings())
    rows = Listing.objects.values_list("kind", "object_id", "version", "document")
    send(writer(), [part for kind, pk, *rest in rows for part in operation(f"{kind}-{pk}", *rest)], index=older, refresh=True)
    now = next(iter(writer().indices.get_alias(name=alias())))
    writer().indices.update_aliases(actions=[{"remove": {"index": now, "alias": alias()}}, {"add": {"index": older, "alias": alias()}}])
    found = [api(client, kind="stay", instant=value) for value in ("yes", "no")]
    assert [one["degraded"] for one in found] == [True, True]
    assert sum(one["count"] for one in found) == 3
