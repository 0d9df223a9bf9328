# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one door to Stripe: typed verbs, and the only place that knows keys, addresses and cents.

Amounts come in as Decimal EUR and are turned into integer cents here; Stripe's objects go out as the SDK's own classes,
whose amounts are cents (`from_cents` turns them back). Every verb that creates something takes an idempotency key: the
same key may be sent again after an answer was lost; with other amounts, or after a definitive refusal, it needs a new one.

Raises `stripe.StripeError` and its kinds. `stripe.InvalidRequestError` is a definitive refusal; `stripe.APIConnectionError`
and `stripe.APIError` say nothing about what happened: ask again, never assume.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

import stripe
from django.conf import settings
from stripe.params.checkout import SessionCreateParams, SessionCreateParamsLineItem
from stripe.params.v2.core import EventListParams

API_VERSION = "2026-10-28.endive"
TIMEOUT = (3.05, 20.0)  # seconds to connect, to read
RETRIES = 2
PAGE = 100
CENT = Decimal("0.01")
# Paid days later, or not at all: nobody keeps nights free that long.
SLOW_METHODS: list[Literal["customer_balance", "multibanco", "sepa_debit"] | str] = ["customer_balance", "multibanco", "sepa_debit"]

Capture = Literal["automatic", "manual"]
Locale = Literal["it", "en", "de"]


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """One line of what the guest pays, as the payment page shows it. `amount` is EUR per piece."""

    name: str
    amount: Decimal
    quantity: int = 1
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Notification:
    """A thin event: something happened to an object. What it is now has to be asked."""

    id: str
    type: str
    object_id: str
    created: dt.datetime


class BadNotificationError(ValueError):
    """A webhook body that Stripe has not signed, or signed too long ago, or that is no thin event."""


def to_cents(amount: Decimal) -> int:
    """EUR as integer cents; raises ValueError for fractions of a cent and for what is not a number."""
    if not amount.is_finite() or amount != amount.quantize(CENT):
        raise ValueError(f"{amount} is not a whole number of cents")
    return int(amount * 100)


def from_cents(cents: int) -> Decimal:
    """Integer cents as EUR with two places."""
    return (Decimal(cents) / 100).quantize(CENT)


def make_client() -> stripe.StripeClient:
    """A client for the configured key and address: Stripe itself, or the sandbox when STRIPE_API_BASE is set."""
    return _chosen or _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@lru_cache(maxsize=4)
def _client(key: str, base: str) -> stripe.StripeClient:
    stripe.enable_telemetry = False
    return stripe.StripeClient(
        key,
        stripe_version=API_VERSION,
        base_addresses={"api": base, "connect": base, "files": base, "meter_events": base} if base else {},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=TIMEOUT),
    )


_chosen: stripe.StripeClient | None = None


@contextmanager
def using(client: stripe.StripeClient | None) -> Iterator[None]:
    """Talk through another client for a while, in all threads of this process: to a sandbox within it, in tests."""
    global _chosen
    before, _chosen = _chosen, client
    try:
        yield
    finally:
        _chosen = before


# --- sessions ----------------------------------------------------------------------------------------------------


def create_checkout_session(
    *,
    reference: str,
    lines: Sequence[SessionLine],
    customer_email: str | None,
    locale: Locale,
    success_url: str,
    cancel_url: str,
    expires_at: dt.datetime,
    capture: Capture,
    transfer_group: str,
    idempotency_key: str,
) -> stripe.checkout.Session:
    """Open a payment page. `expires_at` is 30 minutes to 24 hours ahead; `{CHECKOUT_SESSION_ID}` in `success_url` is filled in."""
    params: SessionCreateParams = {
        "mode": "payment",
        "line_items": [_line(line) for line in lines],
        "success_url": success_url,
        "cancel_url": cancel_url,
        "client_reference_id": reference,
        "metadata": {"payment": reference},
        "locale": locale,
        "expires_at": int(expires_at.timestamp()),
        "excluded_payment_method_types": SLOW_METHODS,
        "payment_intent_data": {"capture_method": capture, "transfer_group": transfer_group, "metadata": {"payment": reference}},
    }
    if capture == "automatic":
        params["payment_intent_data"]["capture_method"] = "automatic_async"
    if customer_email:
        params["customer_email"] = customer_email
    return make_client().v1.checkout.sessions.create(params, {"idempotency_key": idempotency_key})


def retrieve_session(session_id: str) -> stripe.checkout.Session:
    """The session as it is now, with its intent and the intent's latest charge. Asked once: a row may be locked meanwhile."""
    return make_client().v1.checkout.sessions.retrieve(session_id, {"expand": ["payment_intent.latest_charge"]}, {"max_network_retries": 0})


def expire_session(session_id: str) -> stripe.checkout.Session:
    """Close an open session. Raises InvalidRequestError when it is not open any more: then ask what it has become."""
    return make_client().v1.checkout.sessions.expire(session_id)


def _line(line: SessionLine) -> SessionCreateParamsLineItem:
    product: stripe.params.checkout.SessionCreateParamsLineItemPriceDataProductData = {"name": line.name[:250]}
    if line.description:
        product["description"] = line.description[:500]
    return {
        "quantity": line.quantity,
        "price_data": {"currency": "eur", "unit_amount": to_cents(line.amount), "product_data": product},
    }


# --- intents, refunds ----------------------------------------------------------------------------------------------


def retrieve_intent(intent_id: str) -> stripe.PaymentIntent:
    """The intent as it is now, with its latest charge."""
    return make_client().v1.payment_intents.retrieve(intent_id, {"expand": ["latest_charge"]})


def capture_intent(intent_id: str, *, amount: Decimal | None = None, idempotency_key: str) -> stripe.PaymentIntent:
    """Take what was authorised, all or `amount` EUR; what is left is let go."""
    options: stripe.RequestOptions = {"idempotency_key": idempotency_key}
    if amount is None:
        return make_client().v1.payment_intents.capture(intent_id, {"expand": ["latest_charge"]}, options)
    return make_client().v1.payment_intents.capture(
        intent_id, {"amount_to_capture": to_cents(amount), "expand": ["latest_charge"]}, options
    )


def cancel_intent(intent_id: str, *, idempotency_key: str) -> stripe.PaymentIntent:
    """Let go of what was authorised. Raises InvalidRequestError when it was captured or has lapsed."""
    return make_client().v1.payment_intents.cancel(
        intent_id, {"cancellation_reason": "requested_by_customer"}, {"idempotency_key": idempotency_key}
    )


def retrieve_charge(charge_id: str) -> stripe.Charge:
    """The charge as it is now, with its balance transaction (fee and net)."""
    return make_client().v1.charges.retrieve(charge_id, {"expand": ["balance_transaction"]})


def create_refund(*, charge_id: str, amount: Decimal, idempotency_key: str, order: str = "") -> stripe.Refund:
    """Give `amount` EUR back to the guest. Raises InvalidRequestError for more than is left and for disputed charges."""
    return make_client().v1.refunds.create(
        {"charge": charge_id, "amount": to_cents(amount), "metadata": {"order": order} if order else {}},
        {"idempotency_key": idempotency_key},
    )


def retrieve_refund(refund_id: str) -> stripe.Refund:
    """The refund as it is now."""
    return make_client().v1.refunds.retrieve(refund_id)


def retrieve_dispute(dispute_id: str) -> stripe.Dispute:
    """The dispute as it is now."""
    return make_client().v1.disputes.retrieve(dispute_id)


def list_disputes(charge_id: str) -> list[stripe.Dispute]:
    """All disputes of a charge, newest first. Asked once: a row may be locked meanwhile."""
    return list(make_client().v1.disputes.list({"charge": charge_id, "limit": PAGE}, {"max_network_retries": 0}).auto_paging_iter())


def list_refunds(charge_id: str) -> list[stripe.Refund]:
    """All refunds of a charge, newest first."""
    return list(make_client().v1.refunds.list({"charge": charge_id, "limit": PAGE}).auto_paging_iter())


# --- transfers -----------------------------------------------------------------------------------------------------


def list_transfers(transfer_group: str) -> list[stripe.Transfer]:
    """All transfers of a group, newest first. Look here before creating one: an answer may have been lost."""
    return list(make_client().v1.transfers.list({"transfer_group": transfer_group, "limit": PAGE}).auto_paging_iter())


def create_transfer(
    *, amount: Decimal, destination: str, charge_id: str, transfer_group: str, idempotency_key: str, order: str = ""
) -> stripe.Transfer:
    """Send `amount` EUR out of a charge to a business. Raises InvalidRequestError when the business cannot receive yet."""
    return make_client().v1.transfers.create(
        {
            "amount": to_cents(amount),
            "currency": "eur",
            "destination": destination,
            "source_transaction": charge_id,
            "transfer_group": transfer_group,
            "metadata": {"order": order} if order else {},
        },
        {"idempotency_key": idempotency_key},
    )


def retrieve_transfer(transfer_id: str) -> stripe.Transfer:
    """The transfer as it is now."""
    return make_client().v1.transfers.retrieve(transfer_id)


def create_reversal(*, transfer_id: str, amount: Decimal, idempotency_key: str) -> stripe.TransferReversal:
    """Take `amount` EUR of a transfer back from the business. Raises InvalidRequestError for more than is left."""
    return make_client().v1.transfers.reversals.create(transfer_id, {"amount": to_cents(amount)}, {"idempotency_key": idempotency_key})


# --- events, balance -----------------------------------------------------------------------------------------------


def parse_notification(body: bytes, signature: str | None) -> Notification:
    """Read a webhook's body, signed with one of our secrets: each destination has its own, and a rotated one is valid beside its
    successor for a while. Raises BadNotificationError.
    """
    client, wrong = make_client(), stripe.SignatureVerificationError("no secret is configured", "")
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            return _notification(client.parse_event_notification(body, signature, secret))
        except stripe.SignatureVerificationError as error:
            wrong = error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadNotificationError(str(error)) from error
    raise BadNotificationError(str(wrong)) from wrong


def list_events(*, since: dt.datetime, types: Sequence[str] = ()) -> Iterator[Notification]:
    """Thin events created after `since` (Stripe keeps 30 days), newest first: what a lost webhook would have said."""
    params: EventListParams = {"created": {"gte": since.astimezone(dt.UTC).isoformat()}, "limit": PAGE}
    if types:
        params["types"] = list(types)
    for event in make_client().v2.core.events.list(params).auto_paging_iter():
        yield _notification(event)


def list_balance_transactions(*, since: dt.datetime, until: dt.datetime) -> Iterator[stripe.BalanceTransaction]:
    """Every movement of the platform's balance in [since, until), newest first; amounts, fees and nets in cents."""
    return (
        make_client()
        .v1.balance_transactions.list({"created": {"gte": int(since.timestamp()), "lt": int(until.timestamp())}, "limit": PAGE})
        .auto_paging_iter()
    )


def _notification(event: Any) -> Notification:
    """`event` is one of the SDK's 300 classes of events or notifications; they share these names, not a base."""
    related = getattr(event, "related_object", None)
    return Notification(
        id=str(event.id),
        type=str(event.type),
        object_id=str(related.id) if related is not None else "",
        created=dt.datetime.fromisoformat(str(event.created)),
    )
