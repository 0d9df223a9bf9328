# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What guests, hosts and the marketplace do, in the words the tests use."""

from __future__ import annotations

from typing import Any

import stripe

from marketplace.payments.sandbox import Sandbox


def open_session(client: stripe.StripeClient, sandbox: Sandbox, *, amount: int = 26_050, **more: Any) -> stripe.checkout.Session:
    intent: dict[str, Any] = {"transfer_group": "payment-1", "metadata": {"payment": "1"}, **more.pop("payment_intent_data", {})}
    params: Any = {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {"currency": "eur", "unit_amount": amount, "product_data": {"name": "Due notti a Zavattarello"}},
            }
        ],
        "success_url": "http://shop.example/ok?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://shop.example/back",
        "expires_at": sandbox.clock.now() + 1800,
        "customer_email": "ospite@example.org",
        "payment_intent_data": intent,
        **more,
    }
    return client.v1.checkout.sessions.create(params)


def paid_charge(client: stripe.StripeClient, sandbox: Sandbox, *, amount: int = 26_050) -> stripe.Charge:
    session = open_session(client, sandbox, amount=amount)
    assert sandbox.pay(session.id) == "complete"
    return charge_of(client, session.id)


def charge_of(client: stripe.StripeClient, session_id: str) -> stripe.Charge:
    session = client.v1.checkout.sessions.retrieve(session_id, {"expand": ["payment_intent.latest_charge"]})
    assert session.payment_intent is not None
    assert not isinstance(session.payment_intent, str)
    charge = session.payment_intent.latest_charge
    assert charge is not None
    assert not isinstance(charge, str)
    return charge


def new_host(client: stripe.StripeClient, sandbox: Sandbox, *, active: bool = True) -> str:
    account = client.v2.core.accounts.create(
        {
            "contact_email": "cascina@example.org",
            "display_name": "Cascina Malpensata",
            "dashboard": "express",
            "identity": {"country": "it", "entity_type": "individual"},
            "configuration": {"recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}},
            "defaults": {"responsibilities": {"fees_collector": "application", "losses_collector": "application"}},
            "include": ["configuration.recipient", "requirements", "identity", "defaults"],
        }
    )
    if active:
        sandbox.onboard(account.id)
    return account.id
