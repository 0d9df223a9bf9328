# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a PaymentIntent: challenged, declined, authorised, captured, cancelled, lapsed."""

from __future__ import annotations

from typing import Any

from .bank import Bank
from .cards import Card
from .clock import DAY
from .errors import Obj, refused
from .shapes import public, shape
from .vault import GUESTS, PLATFORM, STRIPE, fee_for

AUTHORISED_FOR = 7 * DAY  # card payments started by the customer
CANCELABLE = ("requires_payment_method", "requires_capture", "requires_confirmation", "requires_action")
_CARD_WORDS = {"generic_decline": "Your card was declined.", "insufficient_funds": "Your card has insufficient funds."}


def create(bank: Bank, *, amount: int, capture_method: str, **given: Any) -> Obj:
    """A new intent of `amount` cents, waiting for a payment method."""
    intent = bank.new(
        "payment_intent",
        "pi",
        amount=amount,
        amount_capturable=0,
        amount_details={"tip": {}},
        amount_received=0,
        capture_method=capture_method,
        confirmation_method="automatic",
        currency="eur",
        payment_method_options={
            "card": {"installments": None, "mandate_options": None, "network": None, "request_three_d_secure": "automatic"}
        },
        payment_method_types=["card"],
        status="requires_payment_method",
        **given,
    )
    intent["client_secret"] = f"{intent['id']}_secret_{bank.ids.new('s')}"
    bank.events.emit("payment_intent.created", intent)
    return intent


def decline(bank: Bank, intent: Obj, card: Card) -> None:
    """The bank says no; the guest may try again."""
    words = _CARD_WORDS[card.decline_code or "generic_decline"]
    charge = _charge(bank, intent, card)
    charge.update(
        status="failed", paid=False, captured=False, failure_code="card_declined", failure_message=words,
        outcome=_outcome("declined_by_network", card.decline_code, "issuer_declined", words),
    )  # fmt: skip
    _failed(bank, intent, {"code": "card_declined", "decline_code": card.decline_code, "message": words}, charge["id"])
    bank.events.emit("charge.failed", charge)


def challenge(bank: Bank, intent: Obj, card: Card, url: str, return_url: str | None) -> None:
    """Ask for 3-D Secure."""
    intent.update(
        status="requires_action",
        next_action={"type": "redirect_to_url", "redirect_to_url": {"url": url, "return_url": return_url}},
        _card=card.name,
    )
    bank.events.emit("payment_intent.requires_action", intent)


def fail_challenge(bank: Bank, intent: Obj, card: Card) -> None:
    """3-D Secure was refused or failed; the guest may try again."""
    words = "We are unable to authenticate your payment method. Please choose a different payment method and try again."
    _failed(bank, intent, {"code": "payment_intent_authentication_failure", "message": words}, intent["latest_charge"])


def succeed(bank: Bank, intent: Obj, card: Card) -> None:
    """Authorise and, unless capture is manual, capture."""
    charge = _charge(bank, intent, card)
    intent.update(latest_charge=charge["id"], payment_method=charge["payment_method"], next_action=None, last_payment_error=None)
    if intent["capture_method"] != "manual":
        _take(bank, intent, charge, intent["amount"])
        bank.events.emit("payment_intent.succeeded", intent)
        bank.events.emit("charge.succeeded", charge)
        return
    until = bank.clock.now() + AUTHORISED_FOR
    charge.update(captured=False, _capture_before=until)
    charge["payment_method_details"]["card"]["capture_before"] = until
    intent.update(status="requires_capture", amount_capturable=intent["amount"], _capture_before=until)
    bank.watch(until)
    bank.events.emit("charge.succeeded", charge)
    bank.events.emit("payment_intent.amount_capturable_updated", intent)


def capture(bank: Bank, intent: Obj, amount: int | None) -> None:
    """Take all or part of what was authorised; the rest is let go. Raises ApiError."""
    if intent["status"] != "requires_capture":
        raise refused(
            f"This PaymentIntent could not be captured because it has a status of {intent['status']}. "
            "Only a PaymentIntent with one of the following statuses may be captured: requires_capture.",
            code="payment_intent_unexpected_state",
        )
    wanted = intent["amount_capturable"] if amount is None else amount
    if wanted > intent["amount_capturable"]:
        raise refused(
            f"The requested capture amount is greater than the amount you can capture for this charge ({intent['amount_capturable']}).",
            "amount_to_capture",
            code="amount_too_large",
        )
    charge = bank.find("charge", intent["latest_charge"])
    _take(bank, intent, charge, wanted)
    bank.events.emit("charge.captured", charge)
    bank.events.emit("payment_intent.succeeded", intent)


def cancel(bank: Bank, intent: Obj, reason: str | None) -> None:
    """Let go of an intent and of what it had authorised. Raises ApiError."""
    if intent["status"] not in CANCELABLE:
        raise refused(
            f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}. Only a PaymentIntent with one of "
            f"the following statuses may be canceled: {', '.join(CANCELABLE)}, processing.",
            code="payment_intent_unexpected_state",
        )
    if intent["status"] == "requires_capture":
        charge = bank.find("charge", intent["latest_charge"])
        charge.update(refunded=True, amount_refunded=charge["amount"])  # an authorisation let go shows as refunded
        bank.events.emit("charge.refunded", charge)
    intent.update(status="canceled", cancellation_reason=reason, canceled_at=bank.clock.now(), amount_capturable=0, next_action=None)
    bank.events.emit("payment_intent.canceled", intent)


def lapse(bank: Bank, intent: Obj) -> None:
    """The authorisation ran out before it was captured."""
    charge = bank.find("charge", intent["latest_charge"])
    bank.events.emit("charge.expired", charge)
    cancel(bank, intent, "expired")


def _take(bank: Bank, intent: Obj, charge: Obj, amount: int) -> None:
    """Move the money: the guest's card pays the platform, the platform pays the processing fee."""
    fee = fee_for(amount)
    bank.vault.move(source=GUESTS, target=PLATFORM, amount=amount, cause=charge["id"])
    bank.vault.move(source=PLATFORM, target=STRIPE, amount=fee, cause=charge["id"])
    line = bank.vault.report(
        owner=PLATFORM, kind="charge", category="charge", amount=amount, fee=fee, source=charge["id"], available_on=bank.vault.later()
    )
    charge.update(captured=True, amount_captured=amount, balance_transaction=line["id"])
    charge["payment_method_details"]["card"].pop("capture_before", None)
    intent.update(status="succeeded", amount_received=amount, amount_capturable=0)


def _failed(bank: Bank, intent: Obj, error: Obj, charge: str | None) -> None:
    intent.update(
        status="requires_payment_method",
        next_action=None,
        latest_charge=charge,
        last_payment_error={"type": "card_error", **error, **({"charge": charge} if charge else {})},
    )
    bank.events.emit("payment_intent.payment_failed", intent)


def _charge(bank: Bank, intent: Obj, card: Card) -> Obj:
    return bank.new(
        "charge",
        "ch",
        amount=intent["amount"],
        amount_captured=0,
        amount_refunded=0,
        billing_details=dict.fromkeys(("address", "email", "name", "phone", "tax_id")),
        captured=False,
        currency="eur",
        description=intent["description"],
        disputed=False,
        fraud_details={},
        metadata=public(intent["metadata"]),
        outcome=_outcome("approved_by_network", None, "authorized", "Payment complete."),
        paid=True,
        payment_intent=intent["id"],
        payment_method=bank.ids.new("pm"),
        payment_method_details={"type": "card", "card": _card_details(card)},
        receipt_email=intent["receipt_email"],
        refunded=False,
        status="succeeded",
        transfer_group=intent["transfer_group"],
    )


def _outcome(network: str, reason: str | None, type_: str, message: str) -> Obj:
    return {
        "advice_code": None, "network_advice_code": None, "network_decline_code": None, "network_status": network,
        "reason": reason, "risk_level": "normal", "seller_message": message, "type": type_,
    }  # fmt: skip


def _card_details(card: Card) -> Obj:
    return {
        **{key: value for key, value in shape("payment_method_details_card").items() if key != "object"},
        "brand": "visa",
        "country": "IT",
        "exp_month": 12,
        "exp_year": 2034,
        "funding": "credit",
        "last4": card.last4,
        "network": "visa",
    }
