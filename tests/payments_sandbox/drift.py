# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which request parameters the SDK's types know and the description does not, and the other way round."""

from __future__ import annotations

import importlib
from typing import Any, ForwardRef, get_args, get_origin

import stripe
import typing_extensions

from tests.payments_sandbox.types_oracle import imported

FORM = "application/x-www-form-urlencoded"
OPTIONS = set(stripe.RequestOptions.__annotations__)  # of the request, not of the operation
# The operations the gateway uses that take parameters.
OPERATIONS = {
    "/v1/checkout/sessions": "stripe.params.checkout.SessionCreateParams",
    "/v1/checkout/sessions/{session}/expire": "stripe.params.checkout.SessionExpireParams",
    "/v1/payment_intents/{intent}/capture": "stripe.params.PaymentIntentCaptureParams",
    "/v1/payment_intents/{intent}/cancel": "stripe.params.PaymentIntentCancelParams",
    "/v1/refunds": "stripe.params.RefundCreateParams",
    "/v1/transfers": "stripe.params.TransferCreateParams",
    "/v1/transfers/{id}/reversals": "stripe.params.TransferCreateReversalParams",
    "/v1/payouts": "stripe.params.PayoutCreateParams",
    "/v1/balance_settings": "stripe.params.BalanceSettingsUpdateParams",
}


def described(description: Any, path: str) -> set[str]:
    """Dotted names of an operation's parameters in the description."""
    content = description["paths"][path]["post"].get("requestBody", {}).get("content", {})
    return _described(content.get(FORM, {}).get("schema", {}), "")


def _described(schema: Any, prefix: str) -> set[str]:
    found: set[str] = set()
    for branch in [schema, *schema.get("anyOf", [])]:
        if branch.get("type") == "array":
            found |= _described(branch.get("items", {}), prefix)
        for name, inner in branch.get("properties", {}).items():
            found |= {prefix + name} | _described(inner, f"{prefix}{name}.")
    return found


def typed(name: str) -> set[str]:
    """Dotted names of the parameters in an SDK TypedDict."""
    module, _, class_name = name.rpartition(".")
    return _typed(getattr(importlib.import_module(module), class_name), "", 0)


def _typed(hint: Any, prefix: str, depth: int, module: str = "") -> set[str]:
    if isinstance(hint, (str, ForwardRef)):
        text = hint if isinstance(hint, str) else hint.__forward_arg__
        names = {**imported(module), **vars(importlib.import_module(module))}
        return _typed(eval(text, names), prefix, depth, module)
    if typing_extensions.is_typeddict(hint):
        if depth > 8:
            return set()
        found: set[str] = set()
        for name, inner in hint.__annotations__.items():
            if name in OPTIONS:
                continue
            found |= {prefix + name} | _typed(inner, f"{prefix}{name}.", depth + 1, hint.__module__)
        return found
    if get_origin(hint) is None or "Literal" in str(get_origin(hint)):
        return set()
    return set().union(*(_typed(inner, prefix, depth, module) for inner in get_args(hint)))
