# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A guest holds something on its page, sees it in the basket, extends it, lets it go, signs in."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.booking.domain.quotes import Quote
from marketplace.booking.models import Extra, Hold, Occupancy
from tests.factories import make_good, make_session, make_tariff, make_unit, make_user, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]


def wish(unit, start=10, end=12, **more):
    dates = {"check_in": today() + timedelta(days=start), "check_out": today() + timedelta(days=end)}
    return {"unit": unit.pk, **{k: v.isoformat() for k, v in dates.items()}, "adults": 2, "children": 0, **more}


def hold(client, data, language="it"):
    return client.post(f"/{language}/holds/", data)


def basket(client, language="it"):
    return client.get(f"/{language}/basket/").content.decode()


def line_of(client):
    return Hold.objects.get(), client.get("/it/basket/").context["basket_view"].lines[0].pk


def test_an_empty_basket_says_what_to_do(client):
    response = client.get("/it/basket/")
    assert response.status_code == 200
    assert "style=" not in response.content.decode()


def test_nights_go_from_the_page_into_the_basket_with_every_line_of_the_price(client):
    unit = make_unit(night="80.00")
    breakfast = Extra.objects.create(unit=unit, name="Colazione", price=12, per="stay")
    response = hold(client, wish(unit, extras=[breakfast.pk]))
    assert (response.status_code, response["Location"]) == (302, "/it/basket/")
    page = basket(client)
    for text in ("172,00", "2 notti × 80,00 €", "Colazione", "rimborso totale", unit.stay.title):
        assert text in page
    assert "2 Nächte × 80,00 €" in basket(client, "de")
    assert "2 nights × €80.00" in basket(client, "en")


def test_places_and_pieces_go_in_beside_them(client):
    hold(client, wish(make_unit(night="80.00")))
    hold(client, {"session": make_session().pk, "quantity": 2})
    hold(client, {"good": make_good().pk, "quantity": 3})
    view = client.get("/it/basket/").context["basket_view"]
    assert (len(view.lines), view.total) == (3, 160 + 50 + 28.5)


def test_pressing_twice_holds_once(client):
    unit = make_unit()
    assert [hold(client, wish(unit)).status_code for _press in range(2)] == [302, 302]
    assert Hold.objects.count() == 1


def test_nights_somebody_else_holds_are_refused_and_the_wish_is_kept(client, django_user_model):
    unit = make_unit()
    other = type(client)()
    hold(other, wish(unit))
    response = hold(client, wish(unit, adults=1))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Qualcuno ha appena preso queste notti" in page
    assert f'value="{wish(unit)["check_in"]}"' in page


def test_all_broken_rules_are_said_on_the_page(client):
    response = hold(client, wish(make_unit(rate={"min_nights": 3}), adults=5), "de")
    assert response.status_code == 422
    page = response.content.decode()
    assert "mindestens 3 Nächte" in page
    assert "höchstens 2 Gäste" in page


@pytest.mark.parametrize(
    "change",
    [
        {"check_in": "2027-13-45"},
        {"check_in": ""},
        {"check_out": "\x00"},
        {"adults": "zero"},
        {"adults": 0},
        {"adults": 10**30},
        {"children": -1},
        {"extras": ["999999"]},
        {"extras": ["x"]},
    ],
)
def test_bad_input_is_said_and_nothing_is_held(client, change):
    assert hold(client, wish(make_unit(), **change)).status_code == 422
    assert Hold.objects.count() == 0


@pytest.mark.parametrize("data", [{}, {"unit": "x"}, {"unit": "\x00"}, {"unit": 10**25}, {"session": 1}, {"good": "²"}])
def test_what_is_not_there_is_not_found(client, data):
    assert hold(client, data).status_code == 404


def test_a_hold_can_be_extended_and_removed_only_from_one_s_own_basket(client):
    unit = make_unit()
    hold(client, wish(unit))
    held, line = line_of(client)
    Hold.objects.update(expires_at=timezone.now() + timedelta(minutes=2))
    stranger = type(client)()
    for verb in ("extend", "remove"):
        assert stranger.post(f"/it/basket/{line}/{verb}/").status_code == 404
    client.post(f"/it/basket/{line}/extend/")
    held.refresh_from_db()
    assert held.expires_at > timezone.now() + timedelta(minutes=29)
    client.post(f"/it/basket/{line}/remove/")
    assert not Occupancy.objects.exists()
    assert client.get("/it/basket/").context["basket_view"].lines == []


def test_what_has_run_out_is_shown_but_not_counted(client):
    hold(client, wish(make_unit()))
    Hold.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    view = client.get("/it/basket/").context["basket_view"]
    assert (view.total, view.lines[0].alive) == (0, False)
    assert "check_in=" in view.lines[0].url


def test_the_basket_of_a_visitor_comes_along_when_signing_in(client):
    hold(client, wish(make_unit()))
    client.force_login(make_user())
    assert len(client.get("/it/basket/").context["basket_view"].lines) == 1


def test_many_holds_at_once_are_slowed_down(client, settings):
    settings.MARKETPLACE_RATE_LIMITS = True
    answers = [hold(client, {}) for _time in range(41)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert slowed
    assert int(slowed[0]["Retry-After"]) >= 1


def test_the_basket_asks_the_database_no_more_for_more_lines(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            basket(client)
        return len(captured)

    hold(client, wish(make_unit()))
    basket(client)  # what is remembered from page to page
    one = queries()
    for _more in range(4):
        hold(client, wish(make_unit()))
    assert queries() == one


def test_the_ages_of_children_decide_their_tourist_tax(client):
    unit = make_unit(capacity=4)
    make_tariff(unit.stay.municipality, "2.00", exempt_under_age=14)
    page = client.get(f"/it/stays/{unit.stay.slug}/", {**wish(unit, adults=2, children=2), "children_ages": ["", "15"]})
    assert page.content.decode().count('name="children_ages"') == 3, "two to choose, one to hold with"
    hold(client, {**wish(unit, adults=2, children=2), "children_ages": ["3", "15"]})
    held = Hold.objects.get()
    assert held.children_ages == [3, 15]
    assert Quote.from_json(held.quote).tourist_tax == Decimal("12.00"), "two adults and the fifteen-year-old, two nights"


def test_an_age_that_is_none_is_refused_on_the_page(client):
    answer = hold(client, {**wish(make_unit()), "children_ages": ["forty"]})
    assert answer.status_code == 422
    assert not Hold.objects.exists()
