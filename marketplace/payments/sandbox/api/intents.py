# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""PaymentIntents: read, capture, cancel. They are made by Checkout Sessions."""

from __future__ import annotations

from .. import intents, sessions
from ..bank import Bank, Call
from ..errors import Obj
from ..lists import PAGE, in_range, page
from ..routing import Routes

ROUTES = Routes()
REASONS = ("abandoned", "duplicate", "fraudulent", "requested_by_customer")


@ROUTES.add("GET", "/v1/payment_intents", *PAGE, "created")
def index(bank: Bank, call: Call) -> Obj:
    """Intents, newest first."""
    return page(call, bank.owned("payment_intent", call.account, lambda i: in_range(call.params, "created", i["created"])))


@ROUTES.add("GET", "/v1/payment_intents/{id}")
def retrieve(bank: Bank, call: Call) -> Obj:
    """One intent as it is now."""
    return bank.find("payment_intent", call.id, account=call.account, param="intent")


@ROUTES.add("POST", "/v1/payment_intents/{id}/capture", "amount_to_capture", "metadata")
def capture(bank: Bank, call: Call) -> Obj:
    """Take what was authorised, or part of it."""
    amount, metadata = call.params.cents("amount_to_capture"), call.params.metadata()
    intent = bank.find("payment_intent", call.id, account=call.account, param="intent")
    intents.capture(bank, intent, amount)
    intent["metadata"].update(metadata)
    sessions.settle(bank, intent["id"])
    return intent


@ROUTES.add("POST", "/v1/payment_intents/{id}/cancel", "cancellation_reason")
def cancel(bank: Bank, call: Call) -> Obj:
    """Let go of what was authorised."""
    reason = call.params.choice("cancellation_reason", REASONS)
    intent = bank.find("payment_intent", call.id, account=call.account, param="intent")
    intents.cancel(bank, intent, reason)
    return intent
