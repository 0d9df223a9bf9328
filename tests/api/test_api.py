# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The door for programs: stays, calendars, quotes, holds; problems said as problems, in the language asked for."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from marketplace.booking.models import Hold, Occupancy
from marketplace.checkout.models import IdempotentRequest
from tests.booking.orders import order_hold
from tests.factories import make_stay, make_tariff, make_unit, occupy, today

pytestmark = pytest.mark.django_db
API = "/api/v1"


def day(n: int) -> str:
    return (today() + timedelta(days=n)).isoformat()


def wish(unit, **more) -> dict:
    return {"unit": unit.pk, "check_in": day(10), "check_out": day(12), "adults": 2, "children": 0, **more}


def post(client, body, path="/holds", **headers):
    data = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(API + path, data, content_type="application/json", headers=headers)


def problem(response, status, code):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"].endswith(f"#{code}")
    assert body["title"]
    return body


def test_a_stay_is_told_with_its_units_in_the_language_asked_for(client):
    unit = make_unit(night="80.00", stay=make_stay(title="Casa", title_de="Haus", slug="casa"))
    make_unit(stay=unit.stay, live=False)
    body = client.get(f"{API}/stays/casa", headers={"Accept-Language": "de"}).json()
    assert body["title"] == "Haus"
    assert [(u["id"], u["night_from"]) for u in body["units"]] == [(unit.pk, "80.00")]
    assert body["url"].endswith("/de/stays/casa/")


@pytest.mark.parametrize("path", ["/stays/nessuna", "/units/999999/calendar?from=2027-01-01&to=2027-01-03", "/nowhere", "/units/1"])
def test_what_is_not_there_is_a_problem_of_404(client, path):
    problem(client.get(API + path), 404, "missing")


def test_a_draft_is_not_there(client):
    stay = make_stay(live=False)
    unit = make_unit(stay=stay)
    problem(client.get(f"{API}/stays/{stay.slug}"), 404, "missing")
    problem(client.get(f"{API}/units/{unit.pk}/quote?check_in={day(1)}&check_out={day(2)}"), 404, "missing")


def test_the_calendar_tells_night_by_night(client):
    unit = make_unit(night="70.00", rate={"min_nights": 2})
    occupy(unit, today() + timedelta(days=2), today() + timedelta(days=3))
    nights = client.get(f"{API}/units/{unit.pk}/calendar?from={day(1)}&to={day(4)}").json()
    assert [(n["date"], n["free"], n["price"], n["min_nights"]) for n in nights] == [
        (day(1), True, "70.00", 2),
        (day(2), False, "70.00", 2),
        (day(3), True, "70.00", 2),
    ]


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (0, 401)])
def test_a_calendar_of_no_or_too_many_nights_is_refused(client, start, end):
    problem(client.get(f"{API}/units/{make_unit().pk}/calendar?from={day(start)}&to={day(end)}"), 422, "range")


def test_a_quote_is_to_the_cent_and_in_the_language_asked_for(client):
    unit = make_unit(night="80.00")
    make_tariff(unit.stay.municipality, "1.50")
    query = f"check_in={day(10)}&check_out={day(12)}&adults=2&children=0"
    body = client.get(f"{API}/units/{unit.pk}/quote?{query}", headers={"Accept-Language": "en"}).json()
    assert (body["total"], body["tourist_tax"], body["currency"]) == ("166.00", "6.00", "EUR")
    assert body["lines"][0]["label"] == "2 nights × €80.00"
    assert body["cancellation"]["steps"][0]["refund"] == "166.00"


def test_a_hold_is_created_and_released_with_its_token(client):
    unit = make_unit(night="80.00")
    made = post(client, wish(unit))
    assert made.status_code == 201
    body = made.json()
    assert (body["total"], len(body["token"])) == ("160.00", 43)
    assert Hold.objects.get(pk=body["id"]).user is None
    problem(client.delete(f"{API}/holds/{body['id']}", headers={"X-Hold-Token": "x" * 43}), 404, "missing")
    problem(client.delete(f"{API}/holds/{body['id']}"), 422, "invalid")
    for _again in range(2):
        assert client.delete(f"{API}/holds/{body['id']}", headers={"X-Hold-Token": body["token"]}).status_code == 204
    assert not Occupancy.objects.exists()


def test_an_ordered_hold_cannot_be_released(client):
    body = post(client, wish(make_unit())).json()
    order_hold(Hold.objects.get(pk=body["id"]))
    problem(client.delete(f"{API}/holds/{body['id']}", headers={"X-Hold-Token": body["token"]}), 409, "wrong-state")


def test_nights_that_are_taken_are_a_conflict(client):
    unit = make_unit()
    post(client, wish(unit))
    problem(post(client, wish(unit)), 409, "nights-taken")


def test_broken_rules_are_all_told(client):
    unit = make_unit(capacity=1, rate={"min_nights": 3})
    told = problem(post(client, wish(unit), Accept_Language="en"), 422, "rules-broken")
    assert {reason["code"] for reason in told["reasons"]} == {"too-many-guests", "min-nights"}
    assert Hold.objects.count() == 0


BAD = {
    "not JSON": b"{",
    "not UTF-8": b'{"unit": "\xff"}',
    "nothing": b"",
    "a list": b"[]",
    "too deep": b"[" * 5000,
    "a number too long": b'{"unit": ' + b"9" * 5000 + b"}",
    "not a number": b'{"unit": NaN}',
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_unreadable_bodies_are_refused(client, body):
    response = post(client, body)
    assert response.status_code in (400, 422)
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "change",
    [
        {"unit": "x"},
        {"unit": -1},
        {"unit": 10**30},
        {"check_in": "ieri"},
        {"check_in": "2027-02-30"},
        {"check_in": None},
        {"check_out": 5},
        {"adults": -1},
        {"adults": 10**9},
        {"adults": 2.5},
        {"children_ages": [99]},
        {"children_ages": "x"},
        {"extras": [{}]},
        {"more": 1},
    ],
)
def test_wrong_values_are_named(client, change):
    told = problem(post(client, {**wish(make_unit()), **change}), 422, "invalid")
    assert next(iter(change)) in told["errors"][0]["where"]


@pytest.mark.parametrize(
    ("check_in", "check_out"), [(12, 10), (10, 10), (-5, -3), (3650, 3652), (10, 900)], ids=["reversed", "none", "past", "far", "long"]
)
def test_impossible_dates_are_refused(client, check_in, check_out):
    unit = make_unit()
    problem(post(client, wish(unit, check_in=day(check_in), check_out=day(check_out))), 422, "rules-broken")


def test_the_ends_of_the_calendar_are_refused_too(client):
    unit = make_unit()
    problem(post(client, wish(unit, check_in=date.min.isoformat(), check_out=date.max.isoformat())), 422, "rules-broken")


def test_a_body_of_ten_megabytes_is_too_large(client):
    problem(post(client, b'{"unit": "' + b"x" * 10_000_000 + b'"}'), 413, "too-large")
    problem(post(client, b'{"unit": "' + b"x" * 10_000_000 + b'"}', Idempotency_Key="a"), 413, "too-large")


def test_an_address_that_does_not_do_that_says_what_it_does(client):
    response = client.put(f"{API}/holds")
    problem(response, 405, "method-not-allowed")
    assert response["Allow"] == "POST"


def test_problems_speak_the_language_of_the_client(client):
    texts = {post(client, "{", Accept_Language=code).json()["title"] for code in ("it", "en", "de")}
    assert len(texts) == 3


def test_the_same_key_and_body_get_the_same_answer_and_one_hold(client):
    body = wish(make_unit())
    first, second = (post(client, body, Idempotency_Key="k-1") for _time in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert Hold.objects.count() == 1


def test_a_refusal_is_kept_for_the_key_too(client):
    unit = make_unit(capacity=1)
    first = post(client, wish(unit), Idempotency_Key="k-1")
    unit.capacity = 4
    unit.save()
    second = post(client, wish(unit), Idempotency_Key="k-1")
    assert problem(first, 422, "rules-broken") == problem(second, 422, "rules-broken")
    assert second["Idempotent-Replayed"] == "true"


def test_the_same_key_with_another_body_is_refused(client):
    unit = make_unit()
    post(client, wish(unit), Idempotency_Key="k-1")
    problem(post(client, wish(unit, adults=1), Idempotency_Key="k-1"), 422, "idempotency-key-reused")


def test_a_request_still_running_is_a_conflict_until_it_is_abandoned(client):
    body = wish(make_unit())
    post(client, body, Idempotency_Key="k-1")
    Occupancy.objects.all().delete()
    IdempotentRequest.objects.update(status=None, body=None)
    problem(post(client, body, Idempotency_Key="k-1"), 409, "idempotency-key-running")
    IdempotentRequest.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    assert post(client, body, Idempotency_Key="k-1").status_code == 201


def test_keys_of_two_clients_do_not_meet(client):
    unit = make_unit()
    post(client, wish(unit), Idempotency_Key="k-1")
    other = client.post(
        f"{API}/holds", json.dumps(wish(unit)), content_type="application/json", headers={"Idempotency-Key": "k-1"}, REMOTE_ADDR="10.0.0.9"
    )
    problem(other, 409, "nights-taken")


def test_too_many_writes_of_one_client_are_slowed_down(client, settings):
    settings.MARKETPLACE_RATE_LIMITS = True
    answers = [post(client, "{}") for _time in range(61)]  # a window may end in between
    told = [a for a in answers if a.status_code == 429]
    assert told
    problem(told[0], 429, "too-many-requests")
    assert 1 <= int(told[0]["Retry-After"]) <= 60


def test_a_client_cannot_pass_for_others_by_a_header(client, settings):
    settings.MARKETPLACE_RATE_LIMITS = True
    answers = [post(client, "{}", X_Forwarded_For=f"10.1.1.{n}") for n in range(61)]
    assert 429 in {a.status_code for a in answers}


def test_the_documentation_is_drawn_from_the_document(client, ground):
    assert client.get(f"{API}/openapi.json").json()["openapi"] == "3.1.0"
    page = client.get(f"{API}/docs", headers={"Accept-Language": "de"}).content.decode()
    assert "/api/v1/holds" in page
    assert 'id="rules-broken"' in page
    assert "style=" not in page
