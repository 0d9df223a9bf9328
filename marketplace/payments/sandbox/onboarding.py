# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a connected account: it asks for transfers, gives its data, may send or may not."""

from __future__ import annotations

from typing import Literal

from .bank import Bank
from .clock import MINUTE, rfc3339
from .errors import Obj

LINK_LASTS = 5 * MINUTE
Status = Literal["active", "pending", "restricted"]
_DETAILS: dict[Status, list[Obj]] = {
    "active": [],
    "pending": [{"code": "determining_status", "resolution": "no_resolution"}],
    "restricted": [{"code": "requirements_past_due", "resolution": "provide_info"}],
}
_ASKED = ("identity.individual", "configuration.recipient.default_outbound_destination")


def new_account(
    bank: Bank, *, email: str, name: str | None, metadata: dict[str, str], entity_type: str | None, locales: list[str] | None
) -> Obj:
    """An account that has yet to give its data: transfers to it are restricted."""
    account: Obj = {
        "id": bank.ids.new("acct"),
        "object": "v2.core.account",
        "applied_configurations": ["recipient"],
        "closed": False,
        "configuration": {"customer": None, "merchant": None, "recipient": _recipient()},
        "contact_email": email,
        "contact_phone": None,
        "created": rfc3339(bank.clock.now()),
        "dashboard": "express",
        "defaults": {
            "currency": "eur",
            "locales": locales,
            "profile": None,
            "responsibilities": {
                "fees_collector": "application",
                "losses_collector": "application",
                "requirements_collector": "stripe",
            },
        },
        "display_name": name,
        "future_requirements": None,
        "identity": {
            "attestations": None, "business_details": None, "country": "it", "entity_type": entity_type, "individual": None,
        },
        "livemode": False,
        "metadata": metadata,
        "requirements": _requirements(_ASKED),
    }  # fmt: skip
    bank.store.add("v2.core.account", account)
    bank.events.emit("v2.core.account.created", account)
    return account


def complete(bank: Bank, account_id: str) -> None:
    """The host has given everything: transfers and payouts become active."""
    account = bank.find("v2.core.account", account_id)
    account["requirements"] = _requirements(())
    bank.events.emit("v2.core.account[requirements].updated", account)
    set_capability(bank, account_id, "active")


def set_capability(bank: Bank, account_id: str, status: Status) -> None:
    """Switch transfers and payouts of an account, as Stripe does when it checks, or stops, a business."""
    account = bank.find("v2.core.account", account_id)
    balance = account["configuration"]["recipient"]["capabilities"]["stripe_balance"]
    for name in ("payouts", "stripe_transfers"):
        balance[name] = _capability(status)
    bank.events.emit("v2.core.account[configuration.recipient].capability_status_updated", account)


def _recipient() -> Obj:
    balance = {"payouts": _capability("restricted"), "stripe_transfers": _capability("restricted")}
    return {"applied": True, "capabilities": {"bank_accounts": None, "cards": None, "stripe_balance": balance}}


def _capability(status: Status) -> Obj:
    return {"status": status, "status_details": [dict(detail) for detail in _DETAILS[status]]}


def _requirements(asked: tuple[str, ...]) -> Obj:
    return {
        "entries": [
            {
                "awaiting_action_from": "user",
                "description": description,
                "errors": [],
                "impact": {"restricts_capabilities": []},
                "minimum_deadline": {"status": "currently_due"},
                "requested_reasons": [{"code": "routine_onboarding"}],
            }
            for description in asked
        ],
        "summary": {"minimum_deadline": {"status": "currently_due", "time": None} if asked else None},
    }
