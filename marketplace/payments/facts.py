# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What Stripe says now about a session, in our words: one call, nothing remembered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import stripe

from .models import Payment

State = Payment.State


@dataclass(frozen=True, slots=True)
class Facts:
    """A Checkout Session with its intent and charge. Amounts in cents; empty strings where there is nothing yet."""

    session_id: str
    reference: str
    session_status: str
    payment_status: str
    intent_id: str = ""
    intent_status: str = ""
    charge_id: str = ""
    captured: int = 0
    disputed: bool = False  # ever; how it stands is asked separately
    dispute: Payment.Dispute = Payment.Dispute.NONE

    @property
    def state(self) -> Payment.State:
        """The payment's state. Money counts only when Stripe says paid: a session may be complete and unpaid."""
        if self.session_status == "expired":
            return State.EXPIRED
        if self.session_status != "complete":
            return State.OPEN
        if self.intent_status == "requires_capture":
            return State.AUTHORISED
        if self.intent_status == "canceled":
            return State.CANCELLED
        if self.intent_status == "succeeded" and self.payment_status == "paid" and self.captured:
            return State.PAID
        return State.OPEN


def facts_of(session: stripe.checkout.Session) -> Facts:
    """Read a session fetched by `gateway.retrieve_session`."""
    intent = session.payment_intent
    charge = intent.latest_charge if isinstance(intent, stripe.PaymentIntent) else None
    facts = Facts(
        session_id=session.id,
        reference=session.client_reference_id or "",
        session_status=session.status or "",
        payment_status=session.payment_status,
    )
    if isinstance(intent, stripe.PaymentIntent):
        facts = replace(facts, intent_id=intent.id, intent_status=intent.status)
    if isinstance(charge, stripe.Charge):
        captured = charge.amount_captured if charge.captured else 0
        facts = replace(facts, charge_id=charge.id, captured=captured, disputed=charge.disputed)
    return facts


def dispute_of(statuses: Iterable[str]) -> Payment.Dispute:
    """How the disputes of a charge stand in all: one lost is lost, else one open is open. An inquiry (`warning_…`) has moved no money."""
    stand = {_STANDS.get(status, Payment.Dispute.OPEN) for status in statuses}
    return next((one for one in (Payment.Dispute.LOST, Payment.Dispute.OPEN, Payment.Dispute.WON) if one in stand), Payment.Dispute.NONE)


_STANDS = {
    "won": Payment.Dispute.WON,
    "prevented": Payment.Dispute.WON,
    "warning_closed": Payment.Dispute.WON,
    "lost": Payment.Dispute.LOST,
}
