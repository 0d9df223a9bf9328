# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Refunds: never more than is left, never on a disputed charge."""

from __future__ import annotations

from ..bank import Bank, Call
from ..errors import Obj, malformed, refused
from ..forms import Params
from ..lists import PAGE, in_range, page
from ..routing import Routes
from ..vault import GUESTS, PLATFORM

ROUTES = Routes()
REASONS = ("duplicate", "fraudulent", "requested_by_customer")


@ROUTES.add("POST", "/v1/refunds", "charge", "payment_intent", "amount", "reason", "metadata")
def create(bank: Bank, call: Call) -> Obj:
    """Give back all that is left, or `amount` cents of it."""
    params = call.params
    amount, reason, metadata = params.cents("amount"), params.choice("reason", REASONS), params.metadata()
    charge = _charge_of(bank, call.account, params)
    left = charge["amount_captured"] - charge["amount_refunded"]
    if any(one["status"] != "won" for one in bank.store.every("dispute") if one["charge"] == charge["id"]):
        raise refused(f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed")
    if left <= 0:
        raise refused(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if amount is not None and amount > left:
        raise refused(f"Refund amount (€{amount / 100:.2f}) is greater than unrefunded amount on charge (€{left / 100:.2f})", "amount")
    refund = _give_back(bank, charge, left if amount is None else amount)
    refund.update(reason=reason, metadata=metadata)
    bank.events.emit("refund.created", refund)
    bank.events.emit("charge.refunded", charge)
    return refund


@ROUTES.add("GET", "/v1/refunds", *PAGE, "charge", "payment_intent", "created")
def index(bank: Bank, call: Call) -> Obj:
    """Refunds, newest first."""
    charge, intent = call.params.text("charge"), call.params.text("payment_intent")
    return page(
        call,
        bank.owned(
            "refund",
            call.account,
            lambda r: (
                charge in (None, r["charge"]) and intent in (None, r["payment_intent"]) and in_range(call.params, "created", r["created"])
            ),
        ),
    )


@ROUTES.add("GET", "/v1/refunds/{id}")
def retrieve(bank: Bank, call: Call) -> Obj:
    """One refund as it is now."""
    return bank.find("refund", call.id, account=call.account, param="refund")


def _charge_of(bank: Bank, account: str, params: Params) -> Obj:
    charge_id, intent_id = params.text("charge"), params.text("payment_intent")
    if (charge_id is None) == (intent_id is None):
        raise malformed("You must provide exactly one of the following parameters: charge, payment_intent.")
    if charge_id is None:
        assert intent_id is not None
        intent = bank.find("payment_intent", intent_id, account=account, param="payment_intent")
        if intent["status"] != "succeeded":
            raise refused(
                f"This PaymentIntent ({intent_id}) does not have a successful charge to refund.", code="payment_intent_unexpected_state"
            )
        charge_id = intent["latest_charge"]
    charge = bank.find("charge", charge_id, account=account, param="charge")
    if not charge["captured"]:
        raise refused(f"Charge {charge['id']} has not been captured; cancel its PaymentIntent instead.", code="charge_not_refundable")
    return charge


def _give_back(bank: Bank, charge: Obj, amount: int) -> Obj:
    refund = bank.new(
        "refund",
        "re",
        amount=amount,
        charge=charge["id"],
        currency="eur",
        destination_details={
            "type": "card",
            "card": {"type": "refund", "reference_status": "pending", "reference_type": "acquirer_reference_number"},
        },
        payment_intent=charge["payment_intent"],
        payment_method=charge["payment_method"],
        status="succeeded",
    )
    del refund["livemode"]  # refunds have none
    bank.vault.move(source=PLATFORM, target=GUESTS, amount=amount, cause=refund["id"])
    line = bank.vault.report(owner=PLATFORM, kind="refund", category="refund", amount=-amount, source=refund["id"])
    refund["balance_transaction"] = line["id"]
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    return refund
