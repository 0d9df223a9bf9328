# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money in the sandbox: every movement takes from one purse and gives to another, so nothing is made or lost.

Purses: `guests` (the cards), `platform`, one per connected account (`acct_…`), `stripe` (fees), `bank:<owner>`.
Movements of the platform and of connected accounts also appear as balance transactions, as Stripe reports them.
"""

from __future__ import annotations

from .clock import DAY, Clock
from .errors import Obj
from .ids import Ids
from .shapes import shape
from .store import Store

PLATFORM, GUESTS, STRIPE = "platform", "guests", "stripe"
PENDING_DAYS = 7  # Italian accounts: a card payment is pending for a week before it is available
FEE_PERMILLE, FEE_FIXED = 15, 25  # cents: 1.5 % + 0.25 EUR, cards of the European Economic Area
DISPUTE_FEE = 2000  # cents


def fee_for(amount: int) -> int:
    """What the processing of a card payment of `amount` cents costs, in cents, halves rounded up."""
    return (amount * FEE_PERMILLE + 500) // 1000 + FEE_FIXED


class Vault:
    """The purses and the balance transactions."""

    def __init__(self, store: Store, clock: Clock, ids: Ids) -> None:
        self._store, self._clock, self._ids = store, clock, ids
        self._purses: dict[str, int] = {}
        for entry in store.every("_entry"):
            self._tally(entry)

    def move(self, *, source: str, target: str, amount: int, cause: str) -> None:
        """Take `amount` cents from a purse and give them to another; `cause` is the id of what asked for it."""
        if amount < 0:
            raise ValueError("amounts are not negative; swap the purses")
        entry: Obj = {"id": self._ids.new("entry"), "source": source, "target": target, "amount": amount, "cause": cause}
        self._tally(self._store.add("_entry", entry))

    def held(self, purse: str) -> int:
        """Cents in a purse (guests and banks may be below zero: they stand for the world outside)."""
        return self._purses.get(purse, 0)

    def purses(self) -> dict[str, int]:
        """All purses; their sum is always zero."""
        return dict(self._purses)

    def recount(self) -> None:
        """Count again from the entries, after a rollback."""
        self._purses = {}
        for entry in self._store.every("_entry"):
            self._tally(entry)

    def report(
        self, *, owner: str, kind: str, category: str, amount: int, source: str, fee: int = 0, available_on: int | None = None
    ) -> Obj:
        """Write a balance transaction of the platform or of a connected account; `amount` is signed cents."""
        now = self._clock.now()
        details = [{"amount": fee, "application": None, "currency": "eur", "description": "Processing fees", "type": "stripe_fee"}]
        return self._store.add(
            "balance_transaction",
            shape(
                "balance_transaction",
                id=self._ids.new("txn"),
                amount=amount,
                available_on=now if available_on is None else available_on,
                balance_type="payments",
                created=now,
                currency="eur",
                fee=fee,
                fee_details=details if fee else [],
                net=amount - fee,
                reporting_category=category,
                source=source,
                status="available",
                type=kind,
                _account=owner,
            ),
        )

    def funds(self, owner: str) -> tuple[int, int]:
        """Available and pending cents of the platform or of a connected account."""
        now = self._clock.now()
        available = pending = 0
        for line in self._store.every("balance_transaction"):
            if line["_account"] == owner:
                if line["available_on"] <= now:
                    available += line["net"]
                else:
                    pending += line["net"]
        return available, pending

    def later(self) -> int:
        """When a payment taken now becomes available."""
        return self._clock.now() + PENDING_DAYS * DAY

    def _tally(self, entry: Obj) -> None:
        amount = entry["amount"]
        self._purses[entry["source"]] = self.held(entry["source"]) - amount
        self._purses[entry["target"]] = self.held(entry["target"]) + amount
