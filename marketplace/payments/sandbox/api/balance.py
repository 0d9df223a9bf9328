# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Balance, balance transactions and the payout schedule."""

from __future__ import annotations

from ..bank import Bank, Call
from ..errors import Obj
from ..lists import PAGE, in_range, page
from ..routing import Routes
from ..store import Store

ROUTES = Routes()
INTERVALS = ("daily", "manual", "monthly", "weekly")


@ROUTES.add("GET", "/v1/balance")
def balance(bank: Bank, call: Call) -> Obj:
    """What is available and what is pending, in cents."""
    available, pending = bank.vault.funds(call.account)
    return {
        "object": "balance",
        "livemode": False,
        "available": [{"amount": available, "currency": "eur", "source_types": {"card": available}}],
        "pending": [{"amount": pending, "currency": "eur", "source_types": {"card": pending}}],
    }


@ROUTES.add("GET", "/v1/balance_transactions", *PAGE, "created", "currency", "payout", "source", "type")
def index(bank: Bank, call: Call) -> Obj:
    """Every movement of the account, newest first; `payout` gives those a payout is made of."""
    params = call.params
    source, kind, payout = params.text("source"), params.text("type"), params.text("payout")
    inside = None if payout is None else set(bank.find("payout", payout, account=call.account, param="payout")["_lines"])
    found = bank.owned(
        "balance_transaction",
        call.account,
        lambda line: (
            source in (None, line["source"])
            and kind in (None, line["type"])
            and params.text("currency") in (None, line["currency"])
            and (inside is None or line["id"] in inside)
            and in_range(params, "created", line["created"])
        ),
    )
    return page(call, [_as_of(bank, line) for line in found])


@ROUTES.add("GET", "/v1/balance_transactions/{id}")
def retrieve(bank: Bank, call: Call) -> Obj:
    """One movement."""
    return _as_of(bank, bank.find("balance_transaction", call.id, account=call.account))


@ROUTES.add("GET", "/v1/balance_settings")
def settings(bank: Bank, call: Call) -> Obj:
    """How the account is paid out."""
    return _settings(_interval(bank.store, call.account))


@ROUTES.add("POST", "/v1/balance_settings", "payments")
def set_settings(bank: Bank, call: Call) -> Obj:
    """Set the payout schedule; only its interval is known here."""
    schedule = call.params.group("payments").only("payouts").group("payouts").only("schedule").group("schedule").only("interval")
    wanted = schedule.choice("interval", INTERVALS)
    known = bank.store.get("_schedule", call.account)
    if wanted is not None and known is None:
        bank.store.add("_schedule", {"id": call.account, "interval": wanted})
    elif wanted is not None and known is not None:
        known["interval"] = wanted
    return _settings(_interval(bank.store, call.account))


def _as_of(bank: Bank, line: Obj) -> Obj:
    return {**line, "status": "available" if line["available_on"] <= bank.clock.now() else "pending"}


def _interval(store: Store, account: str) -> str:
    known = store.get("_schedule", account)
    return str(known["interval"]) if known else "manual"


def _settings(interval: str) -> Obj:
    return {
        "object": "balance_settings",
        "payments": {
            "debit_negative_balances": None,
            "payouts": {
                "minimum_balance_by_currency": None,
                "schedule": {"interval": interval},
                "statement_descriptor": None,
                "status": "enabled",
            },
            "settlement_timing": {"delay_days": 7},
        },
    }
