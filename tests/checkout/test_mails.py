# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who is told what, in which language, and only once."""

from datetime import timedelta

import pytest
import stripe
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from marketplace import formats
from marketplace.checkout.domain.pay_checkout import pay_checkout
from marketplace.checkout.domain.start_checkout import Customer
from marketplace.messages.models import OutgoingMail
from marketplace.payments import gateway
from marketplace.payments.domain.accept_request import accept_request
from marketplace.payments.domain.cancel_order import cancel_order
from marketplace.payments.domain.decline_request import decline_request
from marketplace.payments.domain.reconcile_payment import reconcile_payment
from marketplace.payments.errors import CardRefused
from marketplace.payments.models import Payment
from marketplace.payments.sandbox import Sandbox
from tests.factories import make_business, make_municipality, make_stay, make_unit

from .guest import ANNA, book, hold

pytestmark = pytest.mark.django_db(transaction=True)


def mail(key: str) -> OutgoingMail:
    return OutgoingMail.objects.get(dedupe_key__startswith=key)


def pay(sandbox: Sandbox, customer: Customer = ANNA, **stay: object) -> Payment:
    business = make_business(
        email="gestore@posta.example",
        municipality=make_municipality(name="Varzi"),
        name="Cascina Gatto",
        vat_number="01234567890",
        phone="+39 0383 000000",
    )
    unit = make_unit(
        stay=make_stay(business=business, title="Mulino del Gatto", arrival="La chiave è dal fornaio.", **stay), title="Camera grande"
    )
    payment = pay_checkout(checkout=book(hold(unit), customer=customer))
    assert payment is not None
    sandbox.pay(str(payment.session_id))
    return reconcile_payment(payment=payment, actor_label="test")


def test_a_paid_guest_gets_receipt_arrival_terms_and_calendar(sandbox: Sandbox) -> None:
    payment = pay(sandbox)
    reconcile_payment(payment=payment, actor_label="again")
    sent = mail("confirmed-guest")
    assert (sent.to, sent.language, sent.subject) == ("anna@posta.example", "it", "Prenotato: Mulino del Gatto, Camera grande")
    for piece in (
        "160,00",
        "La chiave è dal fornaio.",
        "Varzi",
        "Se annulli",
        "/it/bookings/",
        "CIN IT",
        "Cascina Gatto",
        "01234567890",
        "0383 000000",
        "Pagato il",
    ):
        assert piece in sent.text.replace("\xa0", " "), piece
    assert 'class="button"' in sent.html or "/it/bookings/" in sent.html
    event = Calendar.from_ical(sent.attachments[0]["content"]).walk("VEVENT")[0]
    assert (event.decoded("dtend") - event.decoded("dtstart")).days == 2
    assert sent.reply_to == "", "an answer would quote the secret link to the host"


def test_the_host_hears_of_the_booking_with_the_guests_message(sandbox: Sandbox) -> None:
    pay(sandbox)
    sent = mail("confirmed-host")
    assert sent.to == "gestore@posta.example"
    assert "Arriviamo in treno." in sent.text
    assert sent.reply_to == "anna@posta.example"


@pytest.mark.parametrize(("language", "subject"), [("en", "Booked: Mulino"), ("de", "Gebucht: Mulino")])
def test_mails_speak_the_guests_language(sandbox: Sandbox, language: str, subject: str) -> None:
    pay(sandbox, Customer(email="g@posta.example", name="G", language=language))
    sent = mail("confirmed-guest")
    assert sent.subject.startswith(subject)
    assert f"/{language}/bookings/" in sent.text


def test_a_request_asks_the_host_and_is_answered_yes(sandbox: Sandbox) -> None:
    payment = pay(sandbox, instant_booking=False)
    asked = mail("requested-host")
    assert "/it/requests/" in asked.text
    with override("it"):
        deadline = f"{formats.day(payment.respond_by)}, {formats.clock(payment.respond_by)}"
    assert deadline in asked.subject
    assert deadline in asked.text
    assert deadline in mail("requested-guest").text
    assert not OutgoingMail.objects.filter(dedupe_key__startswith="confirmed").exists()
    accept_request(order=payment.allocations.get().order, actor_label="host link")
    assert mail("confirmed-guest").to == "anna@posta.example"


def test_a_declined_guest_reads_the_hosts_reason(sandbox: Sandbox) -> None:
    payment = pay(sandbox, instant_booking=False)
    decline_request(order=payment.allocations.get().order, actor_label="host link", why="Rifacciamo il tetto.")
    assert "Rifacciamo il tetto." in mail("declined-guest").text


def test_a_cancellation_tells_both_and_names_the_amount(sandbox: Sandbox) -> None:
    payment = pay(sandbox)
    cancel_order(order=payment.allocations.get().order, actor_label="guest link", why="Piove.")
    assert "160,00" in mail("cancelled-guest").text.replace("\xa0", " ")
    assert "Piove." in mail("cancelled-host").text


def test_when_the_bank_refuses_after_the_hosts_yes_both_are_told_so(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = pay(sandbox, instant_booking=False)

    def refuse(intent_id: str, **more: object) -> None:
        raise stripe.CardError("refused", None, "card_declined")

    monkeypatch.setattr(gateway, "capture_intent", refuse)
    with pytest.raises(CardRefused):
        accept_request(order=payment.allocations.get().order, actor_label="host link")
    assert "48" not in mail("card_refused-guest").text
    assert "Anna Rossi" in mail("card_refused-host").text
    assert not OutgoingMail.objects.filter(dedupe_key__startswith="unanswered").exists()


@pytest.mark.parametrize("ahead", [30, 300])
def test_the_host_reads_when_the_share_leaves(sandbox: Sandbox, ahead: int) -> None:
    unit = make_unit(stay=make_stay(business=make_business(email="gestore@posta.example")))
    payment = pay_checkout(checkout=book(hold(unit, start=ahead)))
    assert payment is not None
    sandbox.pay(str(payment.session_id))
    reconcile_payment(payment=payment, actor_label="test")
    leaves = payment.allocations.get().release_at
    assert leaves <= timezone.now() + timedelta(days=85)
    with override("it"):
        assert formats.day(leaves) in mail("confirmed-host").text
