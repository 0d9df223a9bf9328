# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""One guest cannot keep the calendar from all others: so many holds at once, and no nights for ever."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from catalogue.models import Unit
from marketplace.booking.domain.expire_holds import expire_holds
from marketplace.booking.domain.extend_hold import extend_hold
from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.domain.hold_places import hold_places
from marketplace.booking.domain.release_hold import release_hold
from marketplace.booking.errors import HoldPause, TooManyHolds
from marketplace.booking.models import Hold, Occupancy
from marketplace.compliance.erasers import erase_clients_of_holds
from tests.factories import make_good, make_session, make_unit, make_user, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def limits(settings: Settings) -> None:
    settings.MARKETPLACE_RATE_LIMITS = True
    settings.MARKETPLACE_HOLDS_AT_ONCE = 3


def hold(unit: Unit | None = None, *, start: int = 10, nights: int = 2, **who: Any) -> Hold:
    first = today() + timedelta(days=start)
    return hold_nights(unit=unit or make_unit(), check_in=first, check_out=first + timedelta(days=nights), adults=2, **who)


def pass_time(by: timedelta) -> None:
    """As if all that was held had been held so much earlier."""
    Hold.objects.update(created_at=F("created_at") - by, expires_at=F("expires_at") - by, last_expires_at=F("last_expires_at") - by)
    Occupancy.objects.update(expires_at=F("expires_at") - by)


def test_one_client_holds_so_many_things_at_once_of_whatever_kind() -> None:
    first = hold(client="a")
    hold_places(session=make_session(), quantity=1, client="a")
    hold_pieces(good=make_good(), quantity=1, client="a")
    for one_more in (
        lambda: hold(client="a"),
        lambda: hold_places(session=make_session(), quantity=1, client="a"),
        lambda: hold_pieces(good=make_good(), quantity=1, client="a"),
    ):
        with pytest.raises(TooManyHolds):
            one_more()
    assert hold(client="b").client == "b"
    release_hold(hold=first)
    hold(client="a")


def test_an_account_is_counted_wherever_it_comes_from_and_what_ran_out_is_not() -> None:
    user = make_user()
    for client in ("a", "b", "c"):
        hold(client=client, user=user)
    with pytest.raises(TooManyHolds):
        hold(client="d", user=user)
    pass_time(31 * MINUTE)
    hold(client="d", user=user)


def test_after_a_hold_that_ran_out_the_same_nights_are_left_to_others_for_a_while() -> None:
    unit = make_unit()
    hold(unit, client="a")
    pass_time(31 * MINUTE)
    expire_holds()
    with pytest.raises(HoldPause):
        hold(unit, start=11, client="a")
    assert hold(unit, start=12, client="a"), "other nights of the same unit"
    assert hold(unit, client="b"), "others"
    Hold.objects.filter(client="b").delete()
    Occupancy.objects.filter(hold=None).delete()
    pass_time(15 * MINUTE)
    assert hold(unit, client="a").expires_at > timezone.now()


def test_letting_go_and_holding_again_goes_on_with_the_time_that_was_left() -> None:
    unit = make_unit()
    first = hold(unit, client="a")
    pass_time(29 * MINUTE)
    release_hold(hold=first)
    first.refresh_from_db()
    second = hold(unit, nights=1, client="a")
    assert second.last_expires_at == first.last_expires_at
    pass_time(29 * MINUTE)
    second.refresh_from_db()
    extend_hold(hold=second)
    second.refresh_from_db()
    assert second.expires_at == second.last_expires_at < timezone.now() + 3 * MINUTE
    pass_time(MINUTE + MINUTE / 2)
    release_hold(hold=second)
    with pytest.raises(HoldPause):
        hold(unit, client="a")


def test_load_tests_are_not_limited(settings: Settings) -> None:
    settings.MARKETPLACE_RATE_LIMITS = False
    unit = make_unit()
    for _more in range(5):
        hold(client="a")
    hold(unit, client="a")
    pass_time(31 * MINUTE)
    hold(unit, client="a")


def test_page_and_api_count_together_and_say_why(client: Client) -> None:
    def wish() -> dict[str, Any]:
        return {"unit": make_unit().pk, "check_in": str(today() + timedelta(days=9)), "check_out": str(today() + timedelta(days=11))}

    def post() -> Any:
        return client.post("/api/v1/holds", json.dumps(wish()), content_type="application/json")

    assert client.post("/it/holds/", {**wish(), "adults": 2}).status_code == 302
    assert [post().status_code for _ in range(2)] == [201, 201]
    refused = client.post("/it/holds/", {**wish(), "adults": 2})
    assert refused.status_code == 409
    assert "Puoi bloccare 3 cose alla volta" in refused.content.decode()
    problem = post()
    assert (problem.status_code, problem.json()["code"]) == (409, "too-many-holds")
    assert len(set(Hold.objects.values_list("client", flat=True))) == 1
    assert "127.0.0.1" not in Hold.objects.values_list("client", flat=True)[0]


def test_where_a_hold_came_from_is_forgotten_after_a_day() -> None:
    hold(client="a")
    assert erase_clients_of_holds(before=timezone.now()) == 0
    later: datetime = timezone.now() + timedelta(days=1)
    assert erase_clients_of_holds(before=later) == 1
    assert Hold.objects.get().client == ""
