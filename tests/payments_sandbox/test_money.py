# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is asked for in whatever order: no money is made or lost, nothing exceeds its source, and disk and memory agree."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path

import stripe
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from marketplace.payments.sandbox import Config, Sandbox
from marketplace.payments.sandbox.client import client_for
from marketplace.payments.sandbox.errors import ApiError
from marketplace.payments.sandbox.store import Store
from tests.payments_sandbox.conftest import Witness
from tests.payments_sandbox.steps import new_host, open_session

KINDS = (
    "checkout.session",
    "payment_intent",
    "charge",
    "refund",
    "transfer",
    "transfer_reversal",
    "payout",
    "dispute",
    "_entry",
    "_key",
    "event",
    "v2.core.event",
)
CENTS = st.integers(1, 60_000)
INDEX = st.integers(0, 5)


class Marketplace(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.sandbox = Sandbox(Config(seed=7, state_dir=Path(self.folder.name)))
        self.witness = Witness()
        self.witness.mock = None
        self.client = client_for(self.sandbox, witness=self.witness)
        self.hosts = [new_host(self.client, self.sandbox), new_host(self.client, self.sandbox, active=False)]

    def things(self, kind: str) -> list[dict]:
        return list(self.sandbox.store.every(kind))

    def one(self, kind: str, index: int) -> str:
        found = self.things(kind)
        return found[index % len(found)]["id"] if found else "nothing"

    def attempt(self, act, *arguments) -> None:
        with contextlib.suppress(stripe.InvalidRequestError, stripe.IdempotencyError, ApiError):
            act(*arguments)

    @rule(amount=st.integers(50, 60_000), manual=st.booleans())
    def guest_starts(self, amount, manual):
        data = {"payment_intent_data": {"capture_method": "manual"}} if manual else {}
        open_session(self.client, self.sandbox, amount=amount, **data)

    @rule(index=INDEX, card=st.sampled_from(["success", "three_d_secure", "declined", "no_funds"]))
    def guest_pays(self, index, card):
        self.attempt(self.sandbox.pay, self.one("checkout.session", index), card)

    @rule(index=INDEX, succeed=st.booleans())
    def guest_answers(self, index, succeed):
        self.attempt(lambda: self.sandbox.authenticate(self.one("checkout.session", index), succeed=succeed))

    @rule(index=INDEX)
    def session_is_closed(self, index):
        self.attempt(self.client.v1.checkout.sessions.expire, self.one("checkout.session", index))

    @rule(index=INDEX, amount=CENTS)
    def capture(self, index, amount):
        self.attempt(self.client.v1.payment_intents.capture, self.one("payment_intent", index), {"amount_to_capture": amount})

    @rule(index=INDEX)
    def cancel(self, index):
        self.attempt(self.client.v1.payment_intents.cancel, self.one("payment_intent", index))

    @rule(index=INDEX, amount=CENTS, key=st.sampled_from(["a", "b", None]))
    def refund(self, index, amount, key):
        options = {"idempotency_key": key} if key else {}
        self.attempt(self.client.v1.refunds.create, {"charge": self.one("charge", index), "amount": amount}, options)

    @rule(index=INDEX, amount=CENTS, host=st.integers(0, 1), free=st.booleans())
    def transfer(self, index, amount, host, free):
        params = {"amount": amount, "currency": "eur", "destination": self.hosts[host]}
        self.attempt(self.client.v1.transfers.create, params if free else {**params, "source_transaction": self.one("charge", index)})

    @rule(index=INDEX, amount=CENTS)
    def reverse(self, index, amount):
        self.attempt(self.client.v1.transfers.reversals.create, self.one("transfer", index), {"amount": amount})

    @rule(amount=CENTS, host=st.integers(0, 2))
    def pay_out(self, amount, host):
        options = {"stripe_account": self.hosts[host]} if host < 2 else {}
        self.attempt(self.client.v1.payouts.create, {"amount": amount, "currency": "eur"}, options)

    @rule(index=INDEX)
    def dispute(self, index):
        self.attempt(self.sandbox.dispute, self.one("charge", index))

    @rule(index=INDEX, won=st.booleans())
    def decide(self, index, won):
        self.attempt(lambda: self.sandbox.decide_dispute(self.one("dispute", index), won=won))

    @rule(seconds=st.sampled_from([1, 1800, 86_400, 7 * 86_400]))
    def time_passes(self, seconds):
        self.sandbox.advance(seconds)

    @rule(status=st.sampled_from(["active", "restricted", "pending"]))
    def capability_changes(self, status):
        self.sandbox.set_capability(self.hosts[1], status)

    @invariant()
    def no_money_is_made_or_lost(self):
        if not hasattr(self, "sandbox"):
            return
        purses = self.sandbox.bank.vault.purses()
        assert sum(purses.values()) == 0
        for account in ("platform", *self.hosts):
            assert sum(self.sandbox.bank.vault.funds(account)) == purses.get(account, 0)
        for host in self.hosts:
            assert purses.get(host, 0) >= 0

    @invariant()
    def nothing_exceeds_its_source(self):
        if not hasattr(self, "sandbox"):
            return
        for charge in self.things("charge"):
            if not charge["id"].startswith("ch_"):
                continue
            if charge["captured"]:
                back = sum(refund["amount"] for refund in self.things("refund") if refund["charge"] == charge["id"])
                assert back == charge["amount_refunded"] <= charge["amount_captured"] <= charge["amount"]
            sent = [t["amount"] - t["amount_reversed"] for t in self.things("transfer") if t["source_transaction"] == charge["id"]]
            assert sum(sent) <= charge["amount_captured"]
        for transfer in self.things("transfer"):
            back = sum(r["amount"] for r in self.things("transfer_reversal") if r["transfer"] == transfer["id"])
            assert back == transfer["amount_reversed"] <= transfer["amount"]

    @invariant()
    def answers_are_stripes(self):
        if hasattr(self, "sandbox"):
            assert not self.witness.found, self.witness.found[:3]

    def teardown(self) -> None:
        if not hasattr(self, "sandbox"):
            return
        kept = {kind: self.things(kind) for kind in KINDS}
        self.sandbox.close()
        disk = Store(Path(self.folder.name) / "sandbox.sqlite3")
        read = {kind: list(disk.every(kind)) for kind in KINDS}
        disk.close()
        self.folder.cleanup()
        assert json.loads(json.dumps(kept)) == read


TestMarketplace = Marketplace.TestCase
TestMarketplace.settings = settings(
    max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
