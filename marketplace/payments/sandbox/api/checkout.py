# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checkout Sessions, `mode=payment`, hosted page."""

from __future__ import annotations

from ..bank import Bank, Call
from ..clock import DAY, MINUTE
from ..errors import Obj, malformed, refused
from ..forms import Params
from ..lists import PAGE, in_range, page
from ..routing import Routes
from ..sessions import expire
from .lines import read_lines

ROUTES = Routes()
LOCALES = ("auto", "it", "en", "de")
SHORTEST, LONGEST, SMALLEST = 30 * MINUTE, DAY, 50
_INTENT_KEYS = ("capture_method", "description", "metadata", "transfer_group", "receipt_email", "statement_descriptor_suffix")


@ROUTES.add(
    "POST", "/v1/checkout/sessions", "mode", "line_items", "success_url", "cancel_url", "customer_email", "locale", "metadata",
    "client_reference_id", "expires_at", "payment_intent_data", "submit_type", "currency", "ui_mode",
    "excluded_payment_method_types", "allowed_payment_method_types",
)  # fmt: skip
def create(bank: Bank, call: Call) -> Obj:
    """Open a session. `expires_at` is 30 minutes to 24 hours from now (default 24 hours)."""
    params = call.params
    if params.choice("mode", ("payment",)) is None:
        raise malformed("Missing required param: mode.", "mode", code="parameter_missing")
    params.choice("ui_mode", ("hosted_page",))
    intent = _intent_data(params.group("payment_intent_data").only(*_INTENT_KEYS))
    lines = read_lines(bank, params.groups("line_items"))
    total = sum(line["amount_total"] for line in lines)
    if total < SMALLEST:
        raise malformed("The Checkout Session's total amount due must add up to at least €0.50 eur", "line_items", code="amount_too_small")
    expires_at = _expiry(bank, params)
    session = bank.new(
        "checkout.session",
        "cs_test",
        **_constants(),
        mode="payment",
        status="open",
        payment_status="unpaid",
        expires_at=expires_at,
        amount_subtotal=total,
        amount_total=total,
        currency="eur",
        customer_email=params.text("customer_email", longest=512),
        client_reference_id=params.text("client_reference_id", longest=200),
        locale=params.choice("locale", LOCALES),
        metadata=params.metadata(),
        submit_type=params.choice("submit_type", ("auto", "book", "donate", "pay")),
        success_url=_url(params, "success_url", needed=True),
        cancel_url=_url(params, "cancel_url"),
        total_details={"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        _lines=lines,
        _intent=None,
        _email=None,
        _intent_data=intent,
    )
    session["url"] = f"{bank.public_url}/c/pay/{session['id']}"
    bank.watch(expires_at)
    return session


@ROUTES.add("GET", "/v1/checkout/sessions", *PAGE, "created", "payment_intent", "status")
def index(bank: Bank, call: Call) -> Obj:
    """Sessions, newest first."""
    intent, status = call.params.text("payment_intent"), call.params.choice("status", ("open", "complete", "expired"))
    return page(
        call,
        bank.owned(
            "checkout.session",
            call.account,
            lambda s: (
                intent in (None, s["payment_intent"]) and status in (None, s["status"]) and in_range(call.params, "created", s["created"])
            ),
        ),
    )


@ROUTES.add("GET", "/v1/checkout/sessions/{id}")
def retrieve(bank: Bank, call: Call) -> Obj:
    """One session as it is now."""
    return bank.find("checkout.session", call.id, account=call.account)


@ROUTES.add("POST", "/v1/checkout/sessions/{id}/expire")
def close(bank: Bank, call: Call) -> Obj:
    """Close an open session for good."""
    session = bank.find("checkout.session", call.id, account=call.account)
    if session["status"] != "open":
        raise refused(
            f'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of `{session["status"]}`.'
        )
    expire(bank, session)
    return session


@ROUTES.add("GET", "/v1/checkout/sessions/{id}/line_items", *PAGE)
def line_items(bank: Bank, call: Call) -> Obj:
    """What is being paid for."""
    return page(call, bank.find("checkout.session", call.id, account=call.account)["_lines"])


def _intent_data(data: Params) -> Obj:
    return {
        "capture_method": data.choice("capture_method", ("automatic", "automatic_async", "manual"), "automatic_async"),
        "description": data.text("description"),
        "metadata": data.metadata(),
        "transfer_group": data.text("transfer_group"),
        "receipt_email": data.text("receipt_email"),
        "statement_descriptor_suffix": data.text("statement_descriptor_suffix", longest=22),
    }


def _expiry(bank: Bank, params: Params) -> int:
    now = bank.clock.now()
    wanted = params.integer("expires_at")
    if wanted is None:
        return now + LONGEST
    # A caller computes `now + 30 minutes` before the call travels: the seconds lost on the way are forgiven.
    if not now + SHORTEST - MINUTE <= wanted <= now + LONGEST + MINUTE:
        raise malformed(
            "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.",
            "expires_at",
        )
    return wanted


def _url(params: Params, key: str, *, needed: bool = False) -> str | None:
    value = params.must(key) if needed else params.text(key)
    if value is not None and not value.startswith(("http://", "https://")):
        raise malformed("Not a valid URL", params.name(key), code="url_invalid")
    return value


def _constants() -> Obj:
    return {
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "custom_fields": [],
        "custom_text": dict.fromkeys(("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")),
        "customer_creation": "if_required",
        "payment_method_collection": "if_required",
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "phone_number_collection": {"enabled": False},
        "shipping_options": [],
        "ui_mode": "hosted_page",
    }
