# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From the basket to the booking page, as a guest's browser walks it."""

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from marketplace.booking.domain.release_hold import release_hold
from marketplace.booking.models import Booking, Hold, Occupancy
from marketplace.checkout.links import HOST, sign_order
from marketplace.checkout.models import Checkout
from marketplace.messages.models import GuestMessage, OutgoingMail
from marketplace.payments import gateway
from marketplace.payments.domain.reconcile_payment import reconcile_payment
from marketplace.payments.models import Payment
from marketplace.payments.sandbox import Sandbox
from marketplace.payments.sandbox.client import client_for
from marketplace.payments.sandbox.faults import Fault
from tests.factories import make_business, make_experience, make_good, make_session, make_stay, make_tariff, make_unit, make_user

from .shopper import buy, last, press, put_nights, shown

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ground", "sandbox")]


@pytest.fixture
def ground(transactional_db: None) -> None:
    from tests.factories import lay_ground

    lay_ground()


def text(response: object) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").replace("&#x27;", "'").split())  # type: ignore[attr-defined]


def test_a_guest_without_account_pays_and_reads_the_confirmation(client: Client, sandbox: Sandbox) -> None:
    put_nights(client)
    page = text(client.get("/it/checkout/"))
    assert "Prenota e paga 160,00 €" in page
    answer = press(client)
    checkout, payment = last()
    assert answer["Location"] == payment.session_url
    assert (checkout.email, checkout.language, checkout.phone) == ("anna@posta.example", "it", "+39 333 123 4567")
    sandbox.pay(str(payment.session_id))
    done = text(client.get(f"/it/checkout/{checkout.token}/"))
    assert "Confermat" in done
    assert "anna@posta.example" in done


def webhook_before(query: int, payment: Payment, sandbox: Sandbox) -> Any:
    """Confirms just before the page asks the database for the `query`-th time, and not while the page itself holds the payment."""
    asked = 0

    def confirm() -> None:
        with gateway.using(client_for(sandbox)):
            reconcile_payment(payment=payment, actor_label="webhook")
        connection.close()

    def wrapper(execute: Any, *call: Any) -> Any:
        nonlocal asked
        if not connection.in_atomic_block:
            asked += 1
            if asked == query:
                webhook = Thread(target=confirm)
                webhook.start()
                webhook.join()
        return execute(*call)

    return connection.execute_wrapper(wrapper)


def test_whenever_the_webhook_comes_the_page_never_says_booked_without_a_way_to_the_booking(client: Client, sandbox: Sandbox) -> None:
    unit = make_unit()
    for query in range(1, 14):
        put_nights(client, unit, start=30 + 3 * query)
        press(client)
        checkout, payment = last()
        sandbox.pay(str(payment.session_id))
        with webhook_before(query, payment, sandbox):
            page = client.get(f"/it/checkout/{checkout.token}/")
        assert page.context["cards"][0].url, f"before query {query}"
        put_nights(client, unit, start=130 + 3 * query)
        press(client)
        checkout, payment = last()
        sandbox.pay(str(payment.session_id))
        with webhook_before(query, payment, sandbox):
            answer = client.get(f"/api/v1/checkouts/{checkout.pk}", headers={"X-Checkout-Token": checkout.token}).json()
        assert (answer["state"], answer["orders"][0]["state"]) in {("open", "pending"), ("open", "confirmed"), ("paid", "confirmed")}, query


@pytest.mark.parametrize(
    ("language", "words"), [("it", "Prenota e paga 160,00 €"), ("en", "Book and pay €160.00"), ("de", "Zahlungspflichtig buchen: 160,00 €")]
)
def test_the_button_says_what_the_law_asks(client: Client, language: str, words: str) -> None:
    put_nights(client, language=language)
    assert words in text(client.get(f"/{language}/checkout/"))
    press(client, language)
    assert Checkout.objects.get().language == language


def test_who_is_signed_in_finds_the_form_filled_in_and_the_booking_under_their_name(client: Client, sandbox: Sandbox) -> None:
    user = make_user(full_name="Bruno Neri", email="bruno@posta.example")
    client.force_login(user)
    put_nights(client)
    assert 'value="Bruno Neri"' in text(client.get("/it/checkout/"))
    press(client, email="bruno@posta.example")
    assert Checkout.objects.get().user == user


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [("phone", "12", "telefono"), ("email", "anna@", "e-mail"), ("name", "", "obbligatorio"), ("terms", "", "Spunta la casella")],
)
def test_a_mistake_is_explained_in_the_pages_language_and_the_rest_stays(client: Client, field: str, value: str, message: str) -> None:
    put_nights(client)
    answer = press(client, **{field: value})
    assert answer.status_code == 422
    page = text(answer)
    assert message.lower() in page.lower()
    assert "Arriviamo in treno." in page
    assert not Checkout.objects.exists()


def test_when_a_hold_runs_out_meanwhile_nothing_else_is_booked_and_the_form_stays(client: Client) -> None:
    put_nights(client, start=30)
    put_nights(client, start=40)
    before = shown(client)
    Hold.objects.filter(pk=Hold.objects.earliest("pk").pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = press(client, shown=before)
    assert answer.status_code == 409
    page = text(answer)
    assert "Anna Rossi" in page
    assert "Prenota e paga 160,00 €" in page, "the summary shows what is left"
    assert not Checkout.objects.exists()
    assert press(client).status_code == 302, "what is left can be booked by pressing again"


def test_when_everything_ran_out_the_form_stays_and_says_so(client: Client) -> None:
    put_nights(client)
    before = shown(client)
    release_hold(hold=Hold.objects.get())
    answer = press(client, shown=before)
    assert answer.status_code == 409
    assert "Anna Rossi" in text(answer)
    assert "Prenota e paga" not in text(answer)


def test_the_button_pressed_twice_leads_to_the_same_booking(client: Client) -> None:
    put_nights(client)
    before = shown(client)
    press(client, shown=before)
    again = press(client, shown=before)
    checkout, _payment = last()
    assert again["Location"] == f"/it/checkout/{checkout.token}/"
    assert Checkout.objects.count() == 1


def test_stripe_silent_means_later_not_lost(client: Client, sandbox: Sandbox) -> None:
    put_nights(client)
    sandbox.faults.arm(Fault(kind="timeout", times=99, method="POST", path="checkout/sessions"))
    answer = press(client)
    checkout, payment = last()
    assert answer["Location"].startswith(f"/it/checkout/{checkout.token}/")
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "Paga 160,00 €" in text(page)
    sandbox.faults.clear()
    paid = client.post(f"/it/checkout/{checkout.token}/pay/")
    payment.refresh_from_db()
    assert payment.session_url
    assert paid["Location"] == payment.session_url


def test_coming_back_without_paying_keeps_the_nights_and_the_way_to_pay(client: Client) -> None:
    put_nights(client)
    press(client)
    checkout, _payment = last()
    page = text(client.get(f"/it/checkout/{checkout.token}/?back=1"))
    assert "Paga 160,00 €" in page
    assert "http-equiv" not in page, "the page does not run away while one reads it"


def test_the_booking_page_tells_what_when_where_and_cancels_for_the_amount_it_shows(client: Client, sandbox: Sandbox) -> None:
    stay = make_stay(title="Mulino del Gatto", arrival="La chiave è dal fornaio.", address="via Mulino 1", cancellation_tier="moderate")
    checkout, url = buy(client, sandbox, make_unit(stay=stay))
    page = text(Client().get(url))
    for piece in ("Mulino del Gatto", "La chiave è dal fornaio.", "via Mulino 1", "160,00 €", stay.cin):
        assert piece in page, piece
    asked = Client().get(f"{url}cancel/")
    assert "160,00 €" in text(asked)
    assert checkout.orders.get().status == "confirmed", "asking changes nothing"
    done = Client().post(f"{url}cancel/", {"promised": "160.00", "why": "Piove."}, follow=True)
    assert "160,00 €" in text(done)
    assert Booking.objects.get().refunded == 160


def test_a_stay_that_has_begun_is_not_cancelled_from_its_page(client: Client, sandbox: Sandbox) -> None:
    checkout, url = buy(client, sandbox)
    assert f"{url}cancel/" in text(client.get(url))
    Booking.objects.update(starts_at=timezone.now())
    assert f"{url}cancel/" not in text(client.get(url))
    for answer in (client.get(f"{url}cancel/"), client.post(f"{url}cancel/", {"promised": "0.00"})):
        assert answer.status_code == 409
        assert "già iniziat" in text(answer)
    order = checkout.orders.get()
    assert (order.status, order.allocation.refund_target, Occupancy.objects.count()) == ("confirmed", 0, 1)


def test_when_the_terms_moved_on_meanwhile_the_guest_is_asked_again(client: Client, sandbox: Sandbox) -> None:
    checkout, url = buy(client, sandbox, make_unit(stay=make_stay(cancellation_tier="strict")), start=30)
    answer = client.post(f"{url}cancel/", {"promised": "999.00"})
    assert answer.status_code == 409
    assert 'name="promised" value="160.00"' in text(answer)
    assert checkout.orders.get().status == "confirmed"


def test_a_request_costs_nothing_and_promises_nothing(client: Client, sandbox: Sandbox) -> None:
    checkout, url = buy(client, sandbox, make_unit(stay=make_stay(instant_booking=False)))
    assert checkout.orders.get().status == "requested"
    page = text(client.get(f"{url}cancel/"))
    assert "160,00" not in page
    assert b"STATUS:TENTATIVE" in client.get(f"{url}calendar.ics").content, "nobody has accepted it yet"
    client.post(f"{url}cancel/", {"promised": "0.00"})
    assert b"STATUS:CANCELLED" in client.get(f"{url}calendar.ics").content
    assert checkout.orders.get().status == "cancelled"
    assert "ritirata" in OutgoingMail.objects.get(dedupe_key__startswith="cancelled-guest").text


def test_guests_can_be_changed_up_to_what_the_room_holds(client: Client, sandbox: Sandbox) -> None:
    _checkout, url = buy(client, sandbox)
    booking = Booking.objects.get()
    too_many = client.post(f"{url}guests/", {"booking": booking.pk, "adults": 9})
    assert too_many.status_code == 422
    assert Booking.objects.get().adults == 2
    assert client.post(f"{url}guests/", {"booking": booking.pk, "adults": 1}).status_code == 302
    assert Booking.objects.get().adults == 1
    assert client.post(f"{url}guests/", {"booking": booking.pk + 1, "adults": 1}).status_code == 404


def test_who_no_longer_comes_gets_the_tourist_tax_back_and_both_are_told(client: Client, sandbox: Sandbox) -> None:
    unit = make_unit(capacity=3, stay=make_stay(business=make_business(email="gestore@posta.example")))
    make_tariff(unit.stay.municipality, "1.50", exempt_under_age=14)
    checkout, url = buy(client, sandbox, unit)
    booking = Booking.objects.get()
    asked = client.post(f"{url}guests/", {"booking": booking.pk, "adults": 1, "children": 1})
    assert asked.status_code == 422
    assert text(asked).count('name="children_ages"') == 1
    done = client.post(f"{url}guests/", {"booking": booking.pk, "adults": 1, "children": 1, "children_ages": ["3"]}, follow=True)
    assert "3,00 €" in text(done)
    assert '<option value="3" selected>' in text(done)
    booking.refresh_from_db()
    assert (booking.adults, booking.children_ages, checkout.orders.get().allocation.refund_target) == (1, [3], 3)
    to_guest, to_host = (OutgoingMail.objects.get(dedupe_key__startswith=f"guests-{who}").text for who in ("guest", "host"))
    assert "3,00" in to_guest
    for mail in (to_guest, to_host):
        assert "1 adulto, 1 bambino invece di 2 adulti" in mail
    assert "3,00" not in to_host.split("\n\n")[1]
    cancelled = client.post(f"{url}cancel/", {"promised": client.get(f"{url}cancel/").context["refund_now"]})
    assert cancelled.status_code == 302
    assert checkout.orders.get().allocation.refund_target == 166


def test_each_change_of_guests_is_told(client: Client, sandbox: Sandbox) -> None:
    unit = make_unit(capacity=4, stay=make_stay(business=make_business(email="gestore@posta.example")))
    _checkout, url = buy(client, sandbox, unit)
    for adults in (3, 4):
        client.post(f"{url}guests/", {"booking": Booking.objects.get().pk, "adults": adults})
    assert OutgoingMail.objects.filter(dedupe_key__startswith="guests-host").count() == 2


def test_a_message_reaches_the_host(client: Client, sandbox: Sandbox) -> None:
    _checkout, url = buy(client, sandbox)
    assert client.post(f"{url}message/", {"text": "  "}).status_code == 422
    client.post(f"{url}message/", {"text": "C’è posto per due biciclette?"})
    assert GuestMessage.objects.get().text == "C’è posto per due biciclette?"
    assert "biciclette" in OutgoingMail.objects.get(dedupe_key__startswith="message-host").text


def test_an_experience_says_where_one_meets_and_how_long_it_takes(client: Client, sandbox: Sandbox) -> None:
    session = make_session(experience=make_experience(meeting_point="Fontana della piazza", duration_minutes=150))
    client.post("/it/holds/", {"session": session.pk, "adults": 2, "places": 2, "quantity": 2})
    press(client)
    checkout, payment = last()
    sandbox.pay(str(payment.session_id))
    url = client.get(f"/it/checkout/{checkout.token}/").context["cards"][0].url.removeprefix("http://127.0.0.1:8000")
    page = text(client.get(url))
    assert "Fontana della piazza" in page
    assert "150" in page
    mail = OutgoingMail.objects.get(dedupe_key__startswith="confirmed-guest")
    assert "Fontana della piazza" in mail.text
    event = Calendar.from_ical(client.get(f"{url}calendar.ics").content).walk("VEVENT")[0]
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=150)
    assert "Fontana della piazza" in str(event["location"])


def test_a_good_says_where_it_is_fetched(client: Client, sandbox: Sandbox) -> None:
    farm = make_business(kind="farm", name="Apiario Riva", address="via dei Tigli 3", opening_hours="mar–sab 9–12")
    good = make_good(business=farm)
    client.post("/it/holds/", {"good": good.pk, "quantity": 2})
    assert "14 giorni" in text(client.get("/it/checkout/"))
    press(client)
    checkout, payment = last()
    sandbox.pay(str(payment.session_id))
    page = text(client.get(client.get(f"/it/checkout/{checkout.token}/").context["cards"][0].url.removeprefix("http://127.0.0.1:8000")))
    assert "via dei Tigli 3" in page
    assert "mar–sab 9–12" in page
    assert "via dei Tigli 3" in OutgoingMail.objects.get(dedupe_key__startswith="confirmed-guest").text


def test_the_host_answers_from_the_mail_once(client: Client, sandbox: Sandbox) -> None:
    checkout, _url = buy(client, sandbox, make_unit(stay=make_stay(instant_booking=False)))
    order = checkout.orders.get()
    door = f"/it/requests/{sign_order(order=order, door=HOST)}/"
    assert Client().get(door).status_code == 200
    order.refresh_from_db()
    assert order.status == "requested", "opening the link answers nothing"
    assert "Anna Rossi" in text(Client().get(door))
    Client().post(door, {"answer": "accept"})
    order.refresh_from_db()
    assert order.status == "confirmed"
    late = text(Client().post(door, {"answer": "decline"}, follow=True))
    order.refresh_from_db()
    assert order.status == "confirmed"
    assert "già avuto risposta" in late or "già" in late


def test_a_host_may_say_no_and_why(client: Client, sandbox: Sandbox) -> None:
    checkout, url = buy(client, sandbox, make_unit(stay=make_stay(instant_booking=False)))
    order = checkout.orders.get()
    door = f"/it/requests/{sign_order(order=order, door=HOST)}/"
    assert Client().post(door, {"answer": "decline", "why": "x" * 301}).status_code == 422
    Client().post(door, {"answer": "decline", "why": "Rifacciamo il tetto."})
    order.refresh_from_db()
    assert order.status == "declined"
    assert client.get(url).status_code == 200


def test_my_bookings_take_the_same_queries_for_one_and_for_many(client: Client, sandbox: Sandbox) -> None:
    user = make_user()
    client.force_login(user)
    counts = []
    for day in (30, 40, 50, 60):
        put_nights(client, start=day)
        press(client)
        _checkout, payment = last()
        sandbox.pay(str(payment.session_id))
        reconcile_payment(payment=payment, actor_label="test")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/it/me/bookings/")
        counts.append(len(queries))
    assert len(page.context["cards"]) == 4
    assert counts[1] == counts[-1], counts
