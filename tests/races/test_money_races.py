# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Threads against one PostgreSQL and one Stripe. Each race has a control that goes wrong when its guard is off, so that the
test is known to be able to fail.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core import mail as post_office
from django.db import connection, models, transaction
from oscar.apps.order.models import Order

from marketplace.accounts.models import AuditEntry
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.errors import Refused
from marketplace.messages.domain import send_mails as sending
from marketplace.messages.domain.send_mails import send_mails
from marketplace.messages.models import OutgoingMail
from marketplace.payments import gateway, signals
from marketplace.payments.domain import converge_allocation as converging
from marketplace.payments.domain.accept_request import accept_request
from marketplace.payments.domain.cancel_order import cancel_order
from marketplace.payments.domain.change_paid_guests import change_paid_guests
from marketplace.payments.domain.converge_allocation import converge_allocation
from marketplace.payments.domain.decline_request import decline_request
from marketplace.payments.domain.reconcile_payment import reconcile_payment
from marketplace.payments.domain.sweep_payments import sweep_payments
from marketplace.payments.models import Allocation, Payment
from marketplace.payments.sandbox import Config, Sandbox
from marketplace.payments.sandbox.client import client_for
from marketplace.payments.sandbox.errors import ApiError
from tests.payments.shop import nights_kept, open_for, order_nights, payment_for, reopen, state_of

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    box = Sandbox(Config(webhook_secret="whsec_test"))
    with gateway.using(client_for(box)):
        yield box
    box.close()


def race(sandbox: Sandbox, *acts: Callable[[], Any]) -> list[BaseException]:
    """Runs all acts at once, each in a thread with its own connection; what they raised, refusals apart."""
    start, raised = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        try:
            with gateway.using(client_for(sandbox)), suppress(Refused):
                start.wait()
                act()
        except BaseException as cause:
            raised.append(cause)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


class Meeting:
    """A place where all wait for each other, but not for ever: who is kept away by a lock is not waited for."""

    def __init__(self, parties: int) -> None:
        self.barrier = threading.Barrier(parties)

    def wait(self) -> None:
        with suppress(threading.BrokenBarrierError):
            self.barrier.wait(timeout=0.5)


@pytest.fixture
def mails() -> Iterator[None]:
    """Every confirmation writes a mail, without a key that would hide a second one."""

    def write(order: Order, **more: Any) -> None:
        OutgoingMail.objects.create(
            dedupe_key=f"{order.number}-{threading.get_ident()}", to="anna@posta.example", language="it", subject="Confermato", text="x"
        )

    signals.order_confirmed.connect(write)
    yield
    signals.order_confirmed.disconnect(write)


def without_row_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self.all())


def ask_at_the_same_time(monkeypatch: pytest.MonkeyPatch, parties: int) -> None:
    """Nobody acts on Stripe's answer before all have it."""
    meeting, real = Meeting(parties), gateway.retrieve_session

    def retrieve(session_id: str) -> Any:
        session = real(session_id)
        meeting.wait()
        return session

    monkeypatch.setattr(gateway, "retrieve_session", retrieve)


def confirm_three_times(sandbox: Sandbox) -> tuple[Order, list[BaseException]]:
    """Webhook, success page and sweep learn of a payment at once."""
    order = order_nights()
    payment = open_for(order)
    sandbox.pay(str(payment.session_id))
    raised = race(
        sandbox,
        lambda: reconcile_payment(payment=payment, actor_label="webhook"),
        lambda: reconcile_payment(payment=payment, actor_label="success page"),
        lambda: reconcile_payment(payment=payment, actor_label="sweep"),
    )
    return order, raised


def confirmations(order: Order) -> tuple[int, int, Any]:
    """Transitions, mails, and what shall go back."""
    written = AuditEntry.objects.filter(thing="order", thing_id=order.number, after="confirmed").count()
    return written, OutgoingMail.objects.count(), Allocation.objects.get(order=order).refund_target


def test_webhook_success_page_and_sweep_confirm_an_order_once(sandbox: Sandbox, mails: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_at_the_same_time(monkeypatch, 3)
    order, raised = confirm_three_times(sandbox)
    assert raised == []
    assert confirmations(order) == (1, 1, 0)


def test_control_without_row_locks_they_get_into_each_others_way(sandbox: Sandbox, mails: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_at_the_same_time(monkeypatch, 3)
    without_row_locks(monkeypatch)
    order, raised = confirm_three_times(sandbox)
    assert raised or confirmations(order) != (1, 1, 0)


def consistent(sandbox: Sandbox, order: Order) -> bool:
    """Either paid and standing, or free and never to be paid."""
    session = sandbox.store.get("checkout.session", str(Payment.objects.get(allocations__order=order).session_id))
    assert session is not None
    paid = session["payment_status"] == "paid"
    return (state_of(order), nights_kept(order), paid) in (("confirmed", True, True), ("cancelled", False, False))


def pay(sandbox: Sandbox, payment: Payment) -> None:
    with suppress(ApiError):
        sandbox.pay(str(payment.session_id))


def after(first: threading.Event, act: Callable[[], Any], done: threading.Event) -> Callable[[], Any]:
    """`act`, begun when `first` is set; then `done` is."""

    def run() -> Any:
        first.wait(timeout=20)
        try:
            return act()
        finally:
            done.set()

    return run


@pytest.mark.parametrize(("head_start", "end"), [("nobody", ""), ("guest", "cancelled"), ("money", "confirmed")])
def test_cancelling_and_paying_at_once_ends_in_one_of_both(sandbox: Sandbox, head_start: str, end: str) -> None:
    """Whoever is clearly first wins; of two at once one does, and Stripe and the order agree which."""
    order = order_nights()
    payment = open_for(order)
    cancelled, paid, go = threading.Event(), threading.Event(), threading.Event()
    go.set()
    raised = race(
        sandbox,
        after(paid if head_start == "money" else go, lambda: cancel_order(order=order, actor_label="guest"), cancelled),
        after(cancelled if head_start == "guest" else go, lambda: pay(sandbox, payment), paid),
    )
    reconcile_payment(payment=payment, actor_label="sweep")
    assert raised == []
    assert consistent(sandbox, order)
    assert state_of(order) == end or (not end and state_of(order) in ("confirmed", "cancelled"))


def test_control_who_frees_nights_without_asking_stripe_sells_them_twice(sandbox: Sandbox) -> None:
    order = order_nights()
    payment = open_for(order)

    def cancel_carelessly() -> None:
        set_order_state(order=order, state="cancelled", actor_label="guest")

    race(sandbox, cancel_carelessly, lambda: pay(sandbox, payment))
    assert not consistent(sandbox, order)


def test_of_all_who_decide_about_a_request_the_first_wins(sandbox: Sandbox) -> None:
    for number in range(4):
        order = order_nights(start=30 + 3 * number)
        payment = open_for(order, capture="manual")
        sandbox.pay(str(payment.session_id))
        reconcile_payment(payment=payment, actor_label="webhook")
        raised = race(
            sandbox,
            lambda: accept_request(order=order, actor_label="host"),  # noqa: B023
            lambda: decline_request(order=order, actor_label="helper"),  # noqa: B023
            lambda: cancel_order(order=order, actor_label="guest"),  # noqa: B023
        )
        assert raised == []
        wishes = AuditEntry.objects.filter(thing_id=order.number, verb__startswith="want-")
        wish = wishes.get().verb
        assert state_of(order) == {"want-capture": "confirmed", "want-decline": "declined", "want-cancel": "cancelled"}[wish]
        assert nights_kept(order) == (wish == "want-capture")


def test_control_without_row_locks_two_decisions_are_written_down(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from marketplace.payments.domain import want as wanting

    order = order_nights()
    payment = open_for(order, capture="manual")
    sandbox.pay(str(payment.session_id))
    reconcile_payment(payment=payment, actor_label="webhook")
    without_row_locks(monkeypatch)
    meeting, real = Meeting(2), wanting.record_audit

    def write_slowly(**more: Any) -> Any:
        meeting.wait()
        return real(**more)

    monkeypatch.setattr(wanting, "record_audit", write_slowly)
    race(
        sandbox,
        lambda: accept_request(order=order, actor_label="host"),
        lambda: decline_request(order=order, actor_label="helper"),
    )
    assert AuditEntry.objects.filter(thing_id=order.number, verb__startswith="want-").count() == 2


def guests_changed_after_cancelling(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> bool:
    """A guest changes the guests while the same booking is cancelled in another window: whether the change was written to what had ended."""
    from marketplace.booking.domain import change_guests as changing

    order = order_nights()
    payment = open_for(order)
    sandbox.pay(str(payment.session_id))
    reconcile_payment(payment=payment, actor_label="webhook")
    began, ended, real = threading.Event(), threading.Event(), changing.terms_for

    def price_slowly(unit: Any) -> Any:
        began.set()
        ended.wait(timeout=1)
        return real(unit)

    def cancel() -> None:
        began.wait(timeout=5)
        cancel_order(order=order, actor_label="guest")
        ended.set()

    monkeypatch.setattr(changing, "terms_for", price_slowly)
    booking = order.bookings.get()
    assert race(sandbox, lambda: change_paid_guests(booking=booking, adults=1, children=0), cancel) == []
    assert state_of(order) == "cancelled"
    written = AuditEntry.objects.filter(thing_id=order.number, verb__in=["change_guests", "set_order_state"]).order_by("pk")
    return written.last().verb == "change_guests"


def test_guests_are_not_changed_of_what_is_being_cancelled(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not guests_changed_after_cancelling(sandbox, monkeypatch)


def test_control_without_row_locks_guests_of_a_cancelled_booking_change(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    without_row_locks(monkeypatch)
    assert guests_changed_after_cancelling(sandbox, monkeypatch)


def pages_of_three_clicks(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many sessions a guest could pay, of three clicks of whom none knows of the others."""
    payment = payment_for(order_nights())
    meeting, real = Meeting(3), gateway.create_checkout_session

    def create(**more: Any) -> Any:
        meeting.wait()
        return real(**more)

    monkeypatch.setattr(gateway, "create_checkout_session", create)
    assert race(sandbox, lambda: reopen(payment), lambda: reopen(payment), lambda: reopen(payment)) == []
    return len(list(sandbox.store.every("checkout.session")))


def test_two_clicks_open_one_page(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages_of_three_clicks(sandbox, monkeypatch) == 1


def test_control_with_a_key_of_its_own_every_click_opens_a_page(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    real = gateway.create_checkout_session

    def create(*, idempotency_key: str, **more: Any) -> Any:
        return real(idempotency_key=f"{idempotency_key}-{threading.get_ident()}", **more)

    monkeypatch.setattr(gateway, "create_checkout_session", create)
    assert pages_of_three_clicks(sandbox, monkeypatch) == 3


def refund_in_two_workers(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many refunds of one promise two workers send who look at the same moment."""
    order = order_nights(start=3)
    payment = open_for(order)
    sandbox.pay(str(payment.session_id))
    reconcile_payment(payment=payment, actor_label="webhook")
    cancel_order(order=order, actor_label="guest")
    meeting, real = Meeting(2), gateway.list_refunds

    def look(charge_id: str) -> Any:
        found = real(charge_id)
        meeting.wait()
        return found

    monkeypatch.setattr(gateway, "list_refunds", look)
    share = Allocation.objects.get(order=order)
    race(sandbox, lambda: converge_allocation(allocation=share), lambda: converge_allocation(allocation=share))
    monkeypatch.setattr(gateway, "list_refunds", real)
    sweep_payments()
    return len(list(sandbox.store.every("refund")))


def test_two_workers_send_one_refund(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refund_in_two_workers(sandbox, monkeypatch) == 1
    assert sandbox.bank.vault.held("guests") == -8000


def test_control_without_lock_and_key_two_workers_send_two(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr(converging, "advisory_lock", lambda name: nullcontext(True))
    monkeypatch.setattr(converging, "_key", lambda allocation, what: f"{what}-{threading.get_ident()}")
    assert refund_in_two_workers(sandbox, monkeypatch) == 2


def send_in_two_workers(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    for number in range(6):
        OutgoingMail.objects.create(dedupe_key=str(number), to="anna@posta.example", language="it", subject=f"{number}", text="x")
    meeting, real = Meeting(2), sending._send

    def send(mail: Any, server: Any) -> bool:
        meeting.wait()
        return real(mail, server)

    monkeypatch.setattr(sending, "_send", send)
    assert race(sandbox, send_mails, send_mails) == []
    return sorted(mail.subject for mail in post_office.outbox)


def test_two_workers_send_each_mail_once(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send_in_two_workers(sandbox, monkeypatch) == [str(number) for number in range(6)]


def test_control_without_claims_mails_are_sent_twice(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def claim() -> OutgoingMail | None:
        with transaction.atomic():
            return OutgoingMail.objects.filter(state="waiting").order_by("pk").first()

    monkeypatch.setattr(sending, "_claim", claim)
    assert len(send_in_two_workers(sandbox, monkeypatch)) > 6
