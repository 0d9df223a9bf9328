# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Before paying the guest may think again: what was chosen goes back into the basket, and nothing can be paid twice."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from marketplace.accounts.models import AuditEntry
from marketplace.booking.models import Hold
from marketplace.checkout.domain.reopen_checkout import reopen_checkout
from marketplace.errors import Refused
from marketplace.messages.models import OutgoingMail
from marketplace.payments import gateway
from marketplace.payments.models import Payment
from marketplace.payments.sandbox import Sandbox
from marketplace.payments.sandbox.faults import Fault
from tests.factories import make_good, make_session, make_unit, today

from .shopper import last, press, put_nights
from .test_pages import ground, text

__all__ = ["ground"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ground", "sandbox")]


def change(client: Client, language: str = "it") -> str:
    checkout, _payment = last()
    return str(client.post(f"/{language}/checkout/{checkout.token}/change/")["Location"])


def contents() -> list[tuple[int, int, int]]:
    return [(hold.product_id, hold.quantity, hold.adults) for hold in Hold.objects.filter(state="active").order_by("product_id")]


def test_the_choice_goes_back_into_the_basket_and_the_payment_page_closes(client: Client, sandbox: Sandbox) -> None:
    put_nights(client)
    client.post("/it/holds/", {"session": make_session().pk, "quantity": 3})
    client.post("/it/holds/", {"good": make_good().pk, "quantity": 2})
    chosen = contents()
    press(client)
    checkout, payment = last()
    assert change(client) == "/it/basket/"
    assert contents() == chosen
    page = text(client.get("/it/basket/"))
    assert page.count('aria-labelledby="line-') == 3
    payment.refresh_from_db()
    assert payment.state == Payment.State.EXPIRED
    assert gateway.retrieve_session(str(payment.session_id)).status == "expired", "nobody can pay there any more"
    assert {order.status for order in checkout.orders.all()} == {"expired"}
    assert not OutgoingMail.objects.exists(), "who thinks again gets no mail"
    again = text(client.get("/it/checkout/"))
    assert "Anna Rossi" in again, "what was typed is not lost"
    assert press(client).status_code == 302


def test_when_the_payment_came_first_the_booking_stands_and_the_guest_is_told(client: Client, sandbox: Sandbox) -> None:
    put_nights(client)
    press(client)
    checkout, payment = last()
    sandbox.pay(str(payment.session_id))
    assert change(client) == f"/it/checkout/{checkout.token}/"
    assert checkout.orders.get().status == "confirmed"
    assert not contents()
    assert "Nel frattempo il pagamento" in text(client.get(f"/it/checkout/{checkout.token}/"))


def test_while_stripe_is_silent_nothing_is_freed(client: Client, sandbox: Sandbox) -> None:
    put_nights(client)
    press(client)
    checkout, _payment = last()
    sandbox.faults.arm(Fault(kind="timeout", times=99, path="checkout/sessions"))
    assert change(client) == f"/it/checkout/{checkout.token}/"
    assert checkout.orders.get().status == "pending"
    assert not contents()


def test_what_somebody_else_took_is_named_and_the_rest_is_kept(client: Client, sandbox: Sandbox) -> None:
    kept, gone = make_unit(), make_session(capacity=4)
    put_nights(client, kept)
    client.post("/it/holds/", {"session": gone.pk, "quantity": 4})
    press(client)
    _checkout, payment = last()
    gateway.expire_session(str(payment.session_id))
    client.get(f"/it/checkout/{_checkout.token}/")  # the time to pay is over; somebody else is faster
    Client().post("/it/holds/", {"session": gone.pk, "quantity": 4})
    assert change(client) == "/it/basket/"
    page = text(client.get("/it/basket/"))
    assert page.count('aria-labelledby="line-') == 1
    assert gone.parent.title in page.split('class="container checkout"')[0], "what is lost is named"


def test_two_presses_at_once_put_it_back_once(client: Client) -> None:
    session = make_session(capacity=20)
    client.post("/it/holds/", {"session": session.pk, "quantity": 2})
    press(client)
    checkout, _payment = last()
    outcomes: list[object] = []

    def go() -> None:
        try:
            outcomes.append(len(reopen_checkout(checkout=checkout).holds))
        except Refused as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["1", "reopened", "reopened", "reopened"]
    session.refresh_from_db()
    assert session.places_taken == 2
    assert AuditEntry.objects.filter(thing="checkout", verb="reopen").count() == 1


def test_the_browsers_back_button_leads_to_the_open_payment(client: Client) -> None:
    put_nights(client)
    press(client)
    checkout, _payment = last()
    assert client.get("/it/checkout/")["Location"] == f"/it/checkout/{checkout.token}/?back=1"
    page = text(client.get(f"/it/checkout/{checkout.token}/?back=1"))
    assert f"/it/checkout/{checkout.token}/change/" in page


def test_nobody_reads_that_their_own_nights_were_taken_by_somebody_else(client: Client) -> None:
    unit = put_nights(client)
    press(client)
    checkout, _payment = last()
    check_in = today() + timedelta(days=30)
    wish = {"unit": unit.pk, "check_in": check_in.isoformat(), "check_out": (check_in + timedelta(days=2)).isoformat(), "adults": 2}
    assert client.post("/it/holds/", wish)["Location"] == f"/it/checkout/{checkout.token}/?back=1"
    assert Client().post("/it/holds/", wish).status_code == 409, "to everybody else they are taken"


def test_the_page_asks_by_itself_without_running_away(client: Client, sandbox: Sandbox) -> None:
    put_nights(client)
    press(client)
    checkout, payment = last()
    address = f"/it/checkout/{checkout.token}/"
    page = text(client.get(address))
    assert "http-equiv" not in page
    assert f'hx-get="{address}"' in page
    assert f'<a href="{address}">' in page, "without script there is a link"
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 204
    sandbox.pay(str(payment.session_id))
    answer = client.get(address, headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"
    assert "hx-get" not in text(client.get(address))


def test_thinking_again_gives_nobody_more_than_one_may_hold_at_once(client: Client, settings: Any) -> None:
    settings.MARKETPLACE_RATE_LIMITS, settings.MARKETPLACE_HOLDS_AT_ONCE = True, 1
    first, second = make_good(), make_good()
    client.post("/it/holds/", {"good": first.pk, "quantity": 1})
    press(client)
    client.post("/it/holds/", {"good": second.pk, "quantity": 1})
    assert change(client) == "/it/basket/"
    assert contents() == [(second.pk, 1, 1)]
