# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is no longer needed is erased, and nothing before its time."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.accounts.domain.erase_user import erase_user
from marketplace.accounts.models import User
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.models import Booking
from marketplace.checkout.models import Checkout, IdempotentRequest
from marketplace.compliance.domain.erase_expired import erase_expired
from marketplace.compliance.models import IllegalContentNotice
from marketplace.compliance.retention import RETENTION
from marketplace.messages.domain.queue_mail import queue_mail
from marketplace.messages.domain.write_message import write_message
from marketplace.messages.models import GuestMessage, OutgoingMail
from marketplace.payments.domain.forget_payers import NOBODY, forget_payers
from marketplace.payments.models import Payment, StripeEvent
from search.models import Demand, RareWord, WantedWord
from tests.checkout.guest import ANNA, book, hold
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def age(rows: Any, **fields: Any) -> None:
    rows.update(**fields)


def ago(days: float) -> Any:
    return timezone.now() - days * DAY


@pytest.mark.parametrize(("days", "name"), [(29, "Anna Rossi"), (31, "")])
def test_an_unpaid_booking_forgets_its_guest_after_thirty_days(days: int, name: str) -> None:
    checkout = book(hold())
    set_order_state(order=checkout.orders.get(), state="expired", actor_label="test")
    age(Checkout.objects, created_at=ago(days))
    erase_expired()
    checkout.refresh_from_db()
    assert checkout.name == name
    assert (checkout.orders.get().guest_email == "") == (name == "")


def paid_and_unpaid() -> tuple[Checkout, Checkout]:
    """Two bookings of one guest: one confirmed, one that ran out."""
    kept, lost = book(hold()), book(hold())
    set_order_state(order=kept.orders.get(), state="confirmed", actor_label="test")
    set_order_state(order=lost.orders.get(), state="expired", actor_label="test")
    return kept, lost


def payer_of(checkout: Checkout) -> str:
    return str(Payment.objects.filter(allocations__order__checkouts=checkout).distinct().get().email)


@pytest.mark.parametrize(("days", "forgotten"), [(29, []), (31, ["lost"]), (10 * 365, ["lost"]), (12 * 365, ["kept", "lost"])])
def test_a_payment_forgets_who_did_not_pay_after_thirty_days_and_who_did_after_the_civil_codes_ten_years(
    days: int, forgotten: list[str]
) -> None:
    kept, lost = paid_and_unpaid()
    age(Checkout.objects, created_at=ago(days))
    erase_expired()
    assert payer_of(kept) == (NOBODY if "kept" in forgotten else ANNA.email)
    assert payer_of(lost) == (NOBODY if "lost" in forgotten else ANNA.email)
    assert [payment.amount for payment in Payment.objects.all()] == [160, 160], "amounts are the books"
    assert forget_payers(orders=lost.orders.values_list("pk", flat=True)) == (0 if forgotten else 1), "twice changes nothing more"


def test_who_erases_the_account_stays_the_payer_of_what_was_paid_only() -> None:
    kept, lost = paid_and_unpaid()
    anna = make_user()
    Order.objects.update(user=anna)
    age(Booking.objects, starts_at=ago(3))
    erase_user(user=anna)
    assert (payer_of(kept), payer_of(lost)) == (ANNA.email, NOBODY)


def test_a_payment_of_two_orders_keeps_its_payer_as_long_as_one_needs_it() -> None:
    both = book(hold(), hold())
    first, second = both.orders.order_by("pk")
    assert forget_payers(orders=[first.pk]) == 0
    assert payer_of(both) == ANNA.email
    assert forget_payers(orders=[first.pk, second.pk]) == 1
    assert payer_of(both) == NOBODY


def test_a_booking_still_to_be_paid_is_not_forgotten() -> None:
    checkout = book(hold())
    age(Checkout.objects, created_at=ago(31))
    erase_expired()
    checkout.refresh_from_db()
    assert checkout.name == "Anna Rossi"


@pytest.mark.parametrize(("days", "left"), [(364, 1), (366, 0)])
def test_conversations_end_a_year_after_the_stay_and_the_receipt_stays(days: int, left: int) -> None:
    checkout = book(hold())
    order = checkout.orders.get()
    set_order_state(order=order, state="confirmed", actor_label="test")
    write_message(order=order, sender="guest", text="A che ora?")
    age(Booking.objects, starts_at=ago(days))
    age(Checkout.objects, created_at=ago(days + 30))
    erase_expired()
    checkout.refresh_from_db()
    assert GuestMessage.objects.count() == left
    assert bool(checkout.phone) == bool(checkout.note) == bool(left)
    assert checkout.name == "Anna Rossi"


@pytest.mark.parametrize(("years", "name"), [(10, "Anna Rossi"), (12, "")])
def test_a_receipt_is_kept_for_the_civil_codes_ten_years(years: int, name: str) -> None:
    checkout = book(hold())
    set_order_state(order=checkout.orders.get(), state="confirmed", actor_label="test")
    age(Checkout.objects, created_at=ago(years * 365))
    erase_expired()
    checkout.refresh_from_db()
    assert checkout.name == name


@pytest.mark.parametrize(
    ("cause", "days", "kept"), [("account-code-1", 2, False), ("confirmed-guest-1", 2, True), ("confirmed-guest-1", 91, False)]
)
def test_sent_mails_lose_their_words_and_are_never_sent_twice(cause: str, days: int, kept: bool) -> None:
    mail = {"dedupe_key": cause, "to": "anna@posta.example", "language": "it", "template": "compliance/mail/notice_received"}
    notice = IllegalContentNotice(url="https://oltrepo.example/x", reason="falso")
    queue_mail(**mail, context={"notice": notice})
    age(OutgoingMail.objects, state="sent", created_at=ago(days), sent_at=ago(days))
    erase_expired()
    sent = OutgoingMail.objects.get()
    assert bool(sent.text) == kept
    assert ("anna" in sent.to) == kept
    assert queue_mail(**mail, context={"notice": notice}) is None


def test_a_mail_that_waits_keeps_its_words() -> None:
    notice = IllegalContentNotice(url="https://oltrepo.example/x", reason="falso")
    queue_mail(
        dedupe_key="account-x", to="a@posta.example", language="it", template="compliance/mail/notice_received", context={"notice": notice}
    )
    age(OutgoingMail.objects, created_at=ago(400))
    erase_expired()
    assert OutgoingMail.objects.get().text


def test_the_small_things_go_when_their_day_is_over() -> None:
    for number, days in enumerate((0.5, 1.5)):
        IdempotentRequest.objects.create(client="c", key=str(number), fingerprint="f", created_at=ago(days))
    for number, days in enumerate((89, 91)):
        StripeEvent.objects.create(event_id=f"evt_{number}", type="t", received_at=ago(days), processed_at=ago(days))
    StripeEvent.objects.create(event_id="evt_open", type="t", received_at=ago(91))
    Session.objects.create(session_key="old", session_data="x", expire_date=ago(1))
    Session.objects.create(session_key="new", session_data="x", expire_date=ago(-1))
    never, fresh = make_user(date_joined=ago(31)), make_user(date_joined=ago(29))
    for number, days in enumerate((300, 400)):
        IllegalContentNotice.objects.create(
            url=f"https://o.example/{number}", reason="r", name="Anna", email="a@p.example", outcome="rejected", decided_at=ago(days)
        )
    erase_expired()
    assert list(IdempotentRequest.objects.values_list("key", flat=True)) == ["0"]
    assert set(StripeEvent.objects.values_list("event_id", flat=True)) == {"evt_0", "evt_open"}
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert not User.objects.filter(pk=never.pk).exists()
    assert User.objects.filter(pk=fresh.pk).exists()
    assert list(IllegalContentNotice.objects.order_by("pk").values_list("name", flat=True)) == ["Anna", ""]


def test_counts_of_searches_go_after_twenty_five_months_and_rare_words_with_their_month() -> None:
    today = timezone.localdate()
    for weeks in (104, 112):
        Demand.objects.create(asked_in=today - timedelta(days=today.weekday() + 7 * weeks), searches=1)
    for days in (700, 830):
        WantedWord.objects.create(month=(today - timedelta(days=days)).replace(day=1), word="sauna", searches=5)
    this_month = today.replace(day=1)
    for month in (this_month, (this_month - DAY).replace(day=1)):
        RareWord.objects.create(month=month, word="a" * 32, asker="b" * 32)
    erase_expired()
    assert (Demand.objects.count(), WantedWord.objects.count()) == (1, 1)
    assert Demand.objects.get().asked_in > today - timedelta(days=740)
    assert RareWord.objects.get().month == this_month


def test_doing_it_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    checkout = book(hold())
    set_order_state(order=checkout.orders.get(), state="expired", actor_label="test")
    age(Checkout.objects, created_at=ago(31))
    assert erase_expired()["unpaid"] == 1
    assert set(erase_expired().values()) == {0}
    call_command("erase_expired")
    assert "unpaid: 0" in capsys.readouterr().out


def test_every_row_of_the_table_says_what_why_and_until_when() -> None:
    names = [row.name for row in RETENTION]
    assert len(names) == len(set(names))
    assert all(str(row.what) and str(row.purpose) and str(row.until) for row in RETENTION)
