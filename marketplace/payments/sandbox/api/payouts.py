# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Payouts to bank accounts, asked for by hand."""

from __future__ import annotations

from ..bank import Bank, Call
from ..clock import DAY
from ..errors import Obj, malformed, refused
from ..lists import PAGE, in_range, page
from ..routing import Routes

ROUTES = Routes()
ON_THE_WAY = 2 * DAY
STATES = ("pending", "paid", "failed", "canceled", "in_transit")


@ROUTES.add("POST", "/v1/payouts", "amount", "currency", "description", "metadata")
def create(bank: Bank, call: Call) -> Obj:
    """Send `amount` cents of the available balance to the bank; it arrives after two days."""
    amount, metadata = call.params.cents("amount"), call.params.metadata()
    if amount is None:
        raise malformed("Missing required param: amount.", "amount", code="parameter_missing")
    if call.params.must("currency").lower() != "eur":
        raise malformed("The sandbox knows euro only", "currency")
    if amount > bank.vault.funds(call.account)[0]:
        raise refused("You have insufficient funds in your Stripe account for this transfer.", code="balance_insufficient")
    arrival = bank.clock.now() + ON_THE_WAY
    payout = bank.new(
        "payout",
        "po",
        account=call.account,
        amount=amount,
        arrival_date=arrival,
        automatic=False,
        currency="eur",
        description=call.params.text("description"),
        metadata=metadata,
        method="standard",
        reconciliation_status="not_applicable",
        source_type="card",
        status="pending",
        type="bank_account",
    )
    bank.vault.move(source=call.account, target=f"bank:{call.account}", amount=amount, cause=payout["id"])
    line = bank.vault.report(owner=call.account, kind="payout", category="payout", amount=-amount, source=payout["id"])
    payout.update(balance_transaction=line["id"], _lines=[line["id"]])
    bank.watch(arrival)
    bank.events.emit("payout.created", payout)
    return payout


@ROUTES.add("GET", "/v1/payouts", *PAGE, "created", "arrival_date", "status")
def index(bank: Bank, call: Call) -> Obj:
    """Payouts, newest first."""
    status = call.params.choice("status", STATES)
    return page(
        call,
        bank.owned(
            "payout",
            call.account,
            lambda p: (
                status in (None, p["status"])
                and in_range(call.params, "created", p["created"])
                and in_range(call.params, "arrival_date", p["arrival_date"])
            ),
        ),
    )


@ROUTES.add("GET", "/v1/payouts/{id}")
def retrieve(bank: Bank, call: Call) -> Obj:
    """One payout as it is now."""
    return bank.find("payout", call.id, account=call.account)


def arrive(bank: Bank, payout: Obj) -> None:
    """The money has reached the bank."""
    payout["status"] = "paid"
    bank.events.emit("payout.paid", payout)
