# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Disputes: a cardholder takes the money back. Opened and decided through the control routes or in-process."""

from __future__ import annotations

from ..bank import Bank, Call
from ..clock import DAY
from ..errors import Obj, refused
from ..lists import PAGE, in_range, page
from ..routing import Routes
from ..shapes import shape
from ..vault import DISPUTE_FEE, GUESTS, PLATFORM, STRIPE

ROUTES = Routes()
EVIDENCE = ("cancellation_policy", "customer_email_address", "customer_name", "product_description", "refund_policy",
            "refund_policy_disclosure", "refund_refusal_explanation", "service_date", "uncategorized_text")  # fmt: skip
TIME_TO_ANSWER = 7 * DAY


@ROUTES.add("GET", "/v1/disputes", *PAGE, "charge", "payment_intent", "created")
def index(bank: Bank, call: Call) -> Obj:
    """Disputes, newest first."""
    charge, intent = call.params.text("charge"), call.params.text("payment_intent")
    return page(
        call,
        bank.owned(
            "dispute",
            call.account,
            lambda d: (
                charge in (None, d["charge"]) and intent in (None, d["payment_intent"]) and in_range(call.params, "created", d["created"])
            ),
        ),
    )


@ROUTES.add("GET", "/v1/disputes/{id}")
def retrieve(bank: Bank, call: Call) -> Obj:
    """One dispute as it is now."""
    return bank.find("dispute", call.id, account=call.account)


@ROUTES.add("POST", "/v1/disputes/{id}", "evidence", "metadata", "submit")
def update(bank: Bank, call: Call) -> Obj:
    """Collect evidence; `submit` hands it in."""
    evidence, metadata, submit = call.params.group("evidence").only(*EVIDENCE), call.params.metadata(), call.params.boolean("submit")
    dispute = bank.find("dispute", call.id, account=call.account)
    if dispute["status"] != "needs_response":
        raise refused(f"This dispute is {dispute['status']}; evidence can no longer be changed.")
    dispute["metadata"].update(metadata)
    for key in evidence:
        dispute["evidence"][key] = evidence.text(key, longest=20_000)
        dispute["evidence_details"]["has_evidence"] = True
    if submit:
        dispute["evidence_details"]["submission_count"] += 1
        dispute["status"] = "under_review"
    bank.events.emit("charge.dispute.updated", dispute)
    return dispute


@ROUTES.add("POST", "/v1/disputes/{id}/close")
def close(bank: Bank, call: Call) -> Obj:
    """Accept the loss."""
    dispute = bank.find("dispute", call.id, account=call.account)
    decide(bank, dispute, won=False)
    return dispute


def open_dispute(bank: Bank, charge: Obj, *, reason: str = "fraudulent") -> Obj:
    """The cardholder disputes all of a charge: the platform is debited at once, and a fee. Raises ApiError."""
    amount = charge["amount_captured"] - charge["amount_refunded"]
    if not charge["captured"] or charge["disputed"] or amount <= 0:
        raise refused(f"Charge {charge['id']} cannot be disputed.")
    dispute = bank.new(
        "dispute",
        "du",
        amount=amount,
        balance_transactions=[],
        charge=charge["id"],
        currency="eur",
        enhanced_eligibility_types=[],
        evidence=_no_evidence(),
        evidence_details={
            "due_by": bank.clock.now() + TIME_TO_ANSWER,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        is_charge_refundable=False,
        metadata={},
        payment_intent=charge["payment_intent"],
        reason=reason,
        status="needs_response",
    )
    bank.vault.move(source=PLATFORM, target=GUESTS, amount=amount, cause=dispute["id"])
    bank.vault.move(source=PLATFORM, target=STRIPE, amount=DISPUTE_FEE, cause=dispute["id"])
    line = bank.vault.report(owner=PLATFORM, kind="adjustment", category="dispute", amount=-amount, fee=DISPUTE_FEE, source=dispute["id"])
    dispute["balance_transactions"] = [_copy(line)]
    charge["disputed"] = True
    bank.events.emit("charge.dispute.created", dispute)
    bank.events.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


def decide(bank: Bank, dispute: Obj, *, won: bool) -> None:
    """End a dispute; the amount (not the fee) comes back when it is won. Raises ApiError."""
    if dispute["status"] in ("won", "lost"):
        raise refused("This dispute is already closed.", code="dispute_already_closed")
    dispute["status"] = "won" if won else "lost"
    if won:
        bank.vault.move(source=GUESTS, target=PLATFORM, amount=dispute["amount"], cause=dispute["id"])
        line = bank.vault.report(
            owner=PLATFORM, kind="adjustment", category="dispute_reversal", amount=dispute["amount"], source=dispute["id"]
        )
        dispute["balance_transactions"].append(_copy(line))
        bank.events.emit("charge.dispute.funds_reinstated", dispute)
    bank.events.emit("charge.dispute.closed", dispute)


def _copy(line: Obj) -> Obj:
    return {key: value for key, value in line.items() if not key.startswith("_")}


def _no_evidence() -> Obj:
    blank = {key: value for key, value in shape("dispute_evidence").items() if key != "object"}
    return {**blank, "enhanced_evidence": {}}
