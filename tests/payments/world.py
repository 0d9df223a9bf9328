# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""One payment and everything that can happen to it: guest, host, Stripe, lost answers, time. Rules of the state machine act on it."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import stripe
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from oscar.apps.order.models import Order

from marketplace.errors import Refused
from marketplace.payments import gateway, signals
from marketplace.payments.domain.cancel_order import cancel_order
from marketplace.payments.domain.compare_with_stripe import compare_with_stripe
from marketplace.payments.domain.decide_dispute import decide_dispute
from marketplace.payments.domain.receive_event import fetch_lost_events
from marketplace.payments.domain.reconcile_payment import reconcile_payment
from marketplace.payments.domain.refund_order import refund_order
from marketplace.payments.domain.release_transfers import release_transfers
from marketplace.payments.domain.sweep_payments import sweep_payments
from marketplace.payments.models import Allocation, Payment
from marketplace.payments.sandbox import Config, Sandbox
from marketplace.payments.sandbox.client import client_for
from marketplace.payments.sandbox.errors import ApiError
from tests.factories import make_business, make_municipality, make_stay, make_tariff, make_unit

from .shop import balance, connect, nights_kept, order_nights, payment_for, reopen, state_of, webhook

SIGNALS = ("order_requested", "order_confirmed", "order_expired", "order_cancelled", "order_declined", "refund_sent")
# Emptied after every example; the guards of ledger and audit log sleep meanwhile.
TABLES = """
    payments_ledgerposting payments_ledgerentry payments_allocation payments_payment payments_stripeevent payments_comparison
    booking_booking booking_hold booking_occupancy order_line order_order
    django_tasks_database_dbtaskresult accounts_auditentry outbox_outgoingmail outbox_guestmessage
"""
# What a page or a worker lives through: the domain says no, or Stripe says nothing.
SETBACKS = (Refused, stripe.StripeError)


class World:
    """What a test can do to one payment, and what it can ask about it."""

    def __init__(self, *, on_request: bool, private: bool, orders: int, paid_out_early: bool) -> None:
        self.sandbox = Sandbox(Config(webhook_secret="whsec_test", seed=3))
        self._using = gateway.using(client_for(self.sandbox))
        self._using.__enter__()
        webhook(self.sandbox)
        self.began, self._real_now, self._ahead = timezone.now(), timezone.now, timedelta(0)
        timezone.now = lambda: datetime.now(UTC) + self._ahead  # type: ignore[assignment]
        self.heard: Counter[tuple[str, int]] = Counter()
        self._receivers = [self._listen(name) for name in SIGNALS]
        municipality = make_municipality()
        make_tariff(municipality, "1.50")
        regime = "private_short_let" if private else "business"
        self.orders: list[Order] = []
        for _ in range(orders):
            business = make_business(municipality=municipality, regime=regime)
            self.orders.append(order_nights(make_unit(stay=make_stay(business=business), night="79.99"), start=6))
        self.payment = payment_for(*self.orders, capture="manual" if on_request else "automatic")
        if paid_out_early:  # so that cancelling by half meets a transfer that has gone
            Allocation.objects.filter(payment=self.payment).update(release_at=timezone.now())
        self.accounts = [connect(self.sandbox, order) for order in self.orders]
        self.sandbox.outbox.clear()
        self.given_address = False
        self.disputes: list[str] = []
        # Whether people at Stripe or a bank moved money without asking us: it may be the platform's own for a while.
        self.beside = False

    def _listen(self, name: str) -> tuple[str, Any]:
        def hear(sender: Any, order: Order, **more: Any) -> None:
            self.heard[name, order.pk] += 1

        getattr(signals, name).connect(hear)
        return name, hear

    def close(self) -> None:
        timezone.now = self._real_now
        for name, hear in self._receivers:
            getattr(signals, name).disconnect(hear)
        self._using.__exit__(None, None, None)
        self.sandbox.close()
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("; ".join(f"DELETE FROM {table}" for table in TABLES.split()))
            cursor.execute("SET session_replication_role = DEFAULT")

    # --- what happens ---

    def open(self) -> None:
        with suppress(*SETBACKS):
            self.payment = reopen(self.payment)
            self.given_address = self.given_address or bool(self.payment.session_url)

    def pay(self, card: str) -> None:
        """Only a guest who was given an address can pay."""
        session = Payment.objects.get(pk=self.payment.pk).session_id
        if self.given_address and session:
            with suppress(ApiError):
                self.sandbox.pay(session, card)

    def deliver(self, number: int, *, again: bool) -> None:
        waiting = len(self.sandbox.outbox.pending())
        if waiting:
            self.sandbox.outbox.deliver(number % waiting, keep=again)

    def lose(self, number: int) -> None:
        waiting = len(self.sandbox.outbox.pending())
        if waiting:
            self.sandbox.outbox.drop(number % waiting)

    def work(self) -> None:
        """A worker does all that was queued; a task that fails is not tried again by itself."""
        while (waiting := DBTaskResult.objects.order_by("enqueued_at").first()) is not None:
            args = waiting.args_kwargs
            task = waiting.task
            waiting.delete()
            with suppress(*SETBACKS):
                task.func(*args["args"], **args["kwargs"])

    def look(self) -> None:
        with suppress(*SETBACKS):
            reconcile_payment(payment=self.payment, actor_label="success page")

    def act(self, verb: Any, number: int, **more: Any) -> None:
        with suppress(*SETBACKS):
            verb(order=self.orders[number % len(self.orders)], **more)

    def cancel(self, number: int) -> None:
        self.act(cancel_order, number, actor_label="guest")

    def meet(self, trouble: tuple[str, str] | None) -> None:
        """Stripe will fail at one kind of call, as often as the SDK tries."""
        if trouble:
            self.sandbox.arm(kind=trouble[0], at=1, times=3, path=trouble[1])

    def pass_time(self, seconds: int) -> None:
        self._ahead += timedelta(seconds=seconds)
        self.sandbox.advance(seconds)

    def sweep(self) -> None:
        with suppress(*SETBACKS):
            sweep_payments()

    def pay_out(self) -> None:
        with suppress(*SETBACKS):
            release_transfers()

    def charge(self) -> dict[str, Any] | None:
        """The captured charge as Stripe has it."""
        return next((one for one in self.sandbox.store.every("charge") if one["captured"]), None)

    def refund_by_hand(self, cents: int) -> None:
        """Staff press “Refund” in Stripe's dashboard, which knows no orders."""
        charge = self.charge()
        if charge and charge["amount_captured"] - charge["amount_refunded"] >= cents:
            with suppress(*SETBACKS):
                gateway.create_refund(
                    charge_id=charge["id"], amount=gateway.from_cents(cents), idempotency_key=f"hand-{charge['amount_refunded']}-{cents}"
                )
                self.beside = True

    def refund_by_staff(self, number: int, cents: int) -> None:
        self.act(refund_order, number, amount=gateway.from_cents(cents), actor=None, actor_label="staff", why="Rumore.")

    def dispute(self) -> None:
        charge = self.charge()
        if charge:
            with suppress(ApiError):
                self.disputes.append(self.sandbox.dispute(charge["id"]))
                self.beside = True

    def decide(self, *, won: bool) -> None:
        for one in self.disputes:
            with suppress(ApiError):
                self.sandbox.decide_dispute(one, won=won)

    def settle(self, bearer: Payment.Bearer) -> None:
        """Staff look after a lost dispute."""
        with suppress(*SETBACKS):
            decide_dispute(payment=self.payment, bearer=bearer, actor=None, actor_label="staff")

    def come_to_rest(self) -> None:
        """Stripe is well again, what is disputed is decided, six weeks pass, and all jobs run."""
        self.sandbox.faults.clear()
        self.decide(won=True)
        self.settle(Payment.Bearer.PLATFORM)
        for account in self.accounts:
            self.sandbox.set_capability(account, "active")
        for days in (0, 3, 35):
            self.pass_time(days * 86_400 + 120)
            self.sandbox.outbox.deliver_all()
            fetch_lost_events(since=timezone.now() - timedelta(days=30))
            self.work()
            for _ in range(2):
                self.sweep()
                self.work()
            self.pay_out()
        self.sweep()
        self.work()

    # --- what can be asked ---

    def at_stripe(self) -> tuple[str, str]:
        """Status of session and intent, as Stripe has them."""
        store = self.sandbox.store
        session = store.get("checkout.session", Payment.objects.get(pk=self.payment.pk).session_id or "") or {}
        intent = store.get("payment_intent", session.get("payment_intent") or "") or {}
        return session.get("status") or "none", intent.get("status") or "none"

    def moved(self, kind: str, order: Order) -> list[Any]:
        return [one for one in self.sandbox.store.every(kind) if one["metadata"].get("order") == order.number]

    def shares(self) -> list[Allocation]:
        return list(Allocation.objects.filter(payment=self.payment).select_related("order", "payment").order_by("pk"))

    def check(self) -> None:
        """What holds at every moment."""
        session, intent = self.at_stripe()
        for share in self.shares():
            order, state = share.order, state_of(share.order)
            if state in ("confirmed", "completed"):
                assert intent == "succeeded", "confirmed, but not paid"
            assert nights_kept(order) == (state in ("pending", "requested", "confirmed")), f"nights of a {state} order"
            if state in ("expired", "declined") or (state == "cancelled" and not self.heard["order_confirmed", order.pk]):
                assert session == "expired" or intent == "canceled" or not self.given_address, (
                    f"{state}, but Stripe says {session}/{intent}"
                )
            sent = [one["amount"] - one["amount_reversed"] for one in self.moved("transfer", order)]
            back = sum(one["amount"] for one in self.moved("refund", order))
            assert len(sent) <= 1, "a second transfer"
            assert back <= share.refund_target * 100, "more back than promised"
            assert self.beside or sum(sent) + back <= share.gross * 100, "refunded with the platform's own money"
        once = {what: times for what, times in self.heard.items() if what[0] != "refund_sent"}
        assert max(once.values(), default=1) == 1, f"said twice: {once}"

    def check_rest(self) -> None:
        """What holds when everything has come to rest."""
        self.check()
        assert compare_with_stripe(since=self.began - timedelta(days=1)) == []
        assert balance("stripe") == self.sandbox.bank.vault.held("platform")
        assert balance("guest") == 0, "guests wait for money"
        assert balance("business") == 0, "businesses wait for money"
        kept = Decimal(0)
        for share, account in zip(self.shares(), self.accounts, strict=True):
            state = state_of(share.order)
            assert state in ("confirmed", "cancelled", "declined", "expired"), f"left {state}"
            paid = share.payment.state == "paid"
            assert share.refunded == share.refund_target
            assert paid or not share.refund_target
            assert share.transferred == (share.transfer_target if paid else 0)
            assert self.sandbox.bank.vault.held(account) == share.transferred * 100
            assert bool(self.heard["refund_sent", share.order_id]) == bool(share.refund_target)
            kept += share.gross - share.refunded if paid else 0
        assert self.sandbox.bank.vault.held("guests") == balance("losses") - kept * 100
