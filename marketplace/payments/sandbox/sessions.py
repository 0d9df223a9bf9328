# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a Checkout Session: paid, waiting for authentication, declined, expired."""

from __future__ import annotations

import copy
from typing import Literal

from . import intents
from .bank import Bank
from .cards import Card
from .errors import Obj, refused

Outcome = Literal["complete", "authenticate", "declined"]


def pay(bank: Bank, session: Obj, card: Card, *, email: str | None = None) -> Outcome:
    """The guest pays an open session with a test card. Raises ApiError when the session is not open."""
    _must_be_open(session)
    intent = _intent_of(bank, session)
    session["_email"] = session["customer_email"] or email
    if card.decline_code is not None:
        intents.decline(bank, intent, card)
        return "declined"
    if card.challenge:
        intents.challenge(bank, intent, card, f"{bank.public_url}/c/3ds/{session['id']}", session["url"])
        return "authenticate"
    intents.succeed(bank, intent, card)
    _complete(bank, session, intent)
    return "complete"


def authenticate(bank: Bank, session: Obj, *, succeed: bool) -> Outcome:
    """The guest answers the 3-D Secure question. Raises ApiError when none is being asked."""
    _must_be_open(session)
    intent = bank.store.get("payment_intent", session["_intent"] or "")
    if intent is None or intent["status"] != "requires_action":
        raise refused("No authentication is being asked for", code="payment_intent_unexpected_state")
    card = Card[intent["_card"]]
    if not succeed:
        intents.fail_challenge(bank, intent, card)
        return "declined"
    intents.succeed(bank, intent, card)
    _complete(bank, session, intent)
    return "complete"


def expire(bank: Bank, session: Obj) -> None:
    """Close an open session; an attempt that is still under way is cancelled with it."""
    session.update(status="expired", url=None)
    intent = bank.store.get("payment_intent", session["_intent"] or "")
    if intent is not None and intent["status"] in intents.CANCELABLE:
        intents.cancel(bank, intent, "automatic")
    bank.events.emit("checkout.session.expired", session)


def settle(bank: Bank, intent_id: str) -> None:
    """An authorisation was captured: the session that asked for it counts as paid."""
    for found in bank.store.every("checkout.session"):
        if found["_intent"] == intent_id:
            session = bank.find("checkout.session", found["id"])
            session["payment_status"] = "paid"


def _must_be_open(session: Obj) -> None:
    if session["status"] != "open":
        raise refused(f"This Checkout Session is {session['status']}.", code="checkout_session_not_open")


def _intent_of(bank: Bank, session: Obj) -> Obj:
    """The session's PaymentIntent, made at the first attempt to pay."""
    known = bank.store.get("payment_intent", session["_intent"] or "")
    if known is not None:
        return known
    intent = intents.create(bank, amount=session["amount_total"], **copy.deepcopy(session["_intent_data"]))
    session.update(payment_intent=intent["id"], _intent=intent["id"])
    return intent


def _complete(bank: Bank, session: Obj, intent: Obj) -> None:
    session.update(
        status="complete",
        url=None,
        payment_status="paid" if intent["status"] == "succeeded" else "unpaid",
        customer_details={
            "address": None,
            "business_name": None,
            "email": session["_email"],
            "individual_name": None,
            "name": None,
            "phone": None,
            "tax_exempt": "none",
            "tax_ids": [],
        },
    )
    bank.events.emit("checkout.session.completed", session)
