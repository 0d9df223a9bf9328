# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What an event is about, and what is looked at then. An event never says what is true."""

import logging
from collections.abc import Callable

import stripe
from django.utils import timezone

from catalogue.models import Business

from .. import gateway
from ..errors import PaymentUnavailable
from ..models import Payment, StripeEvent
from .connect_business import refresh_readiness
from .converge_allocation import converge_allocation
from .post_disputes import post_disputes
from .reconcile_payment import reconcile_payment

logger = logging.getLogger(__name__)


def process_event(*, event: StripeEvent) -> StripeEvent:
    """Look at what the event is about, and mark it processed only when that has succeeded; otherwise the sweep tries again.

    Events of unknown kinds and about foreign objects are marked and ignored. Called with no transaction open. Raises
    PaymentUnavailable when Stripe does not answer.
    """
    if event.processed_at is not None:
        return event
    try:
        handled = _handle(event.type, event.object_id)
    except stripe.InvalidRequestError as refusal:  # the object does not exist, or is not for us
        handled = f"refused: {refusal.code}"
    except stripe.StripeError as silence:
        raise PaymentUnavailable from silence
    event.processed_at, event.error = timezone.now(), handled[:300]
    event.save(update_fields=["processed_at", "error"])
    return event


def _handle(type_: str, object_id: str) -> str:
    """Empty when something was looked at, else why not."""
    if type_.startswith("v2.core.account"):
        business = Business.objects.filter(stripe_account=object_id).first() if object_id else None
        return "" if business and refresh_readiness(business=business) else "no such business"
    find = next((find for prefix, find in FINDERS if type_.startswith(prefix)), None)
    if find is None:
        return "of no interest"
    payment = find(object_id)
    if payment is None:
        return "no such payment"
    payment = reconcile_payment(payment=payment, actor_label="webhook")
    if type_.startswith("v1.charge.dispute."):
        post_disputes(payment=payment)
    if payment.state == Payment.State.PAID and type_.startswith(MOVES_MONEY):
        for allocation in payment.allocations.all():
            converge_allocation(allocation=allocation)
    return ""


def _by_session(session_id: str) -> Payment | None:
    payment = Payment.objects.filter(session_id=session_id).first()
    if payment is not None:
        return payment
    # The answer to its creation may have been lost: the session names its payment.
    session = gateway.retrieve_session(session_id)
    return _adopt(session.client_reference_id or "", session_id)


def _adopt(reference: str, session_id: str) -> Payment | None:
    Payment.objects.filter(reference=reference, session_id=None).update(session_id=session_id)
    payment = Payment.objects.filter(reference=reference, session_id=session_id).first()
    if payment is not None and payment.state == Payment.State.CREATED:
        Payment.objects.filter(pk=payment.pk, state=Payment.State.CREATED).update(state=Payment.State.OPEN)
    return payment


def _by_intent(intent_id: str) -> Payment | None:
    payment = Payment.objects.filter(intent_id=intent_id).first()
    if payment is not None:
        return payment
    metadata = gateway.retrieve_intent(intent_id).metadata
    reference = metadata["payment"] if metadata and "payment" in metadata else ""
    return Payment.objects.filter(reference=reference).first()


def _by_charge(charge_id: str) -> Payment | None:
    payment = Payment.objects.filter(charge_id=charge_id).first()
    if payment is not None:
        return payment
    intent = gateway.retrieve_charge(charge_id).payment_intent
    return _by_intent(intent if isinstance(intent, str) else intent.id) if intent else None


def _by_transfer(transfer_id: str) -> Payment | None:
    return Payment.objects.filter(reference=gateway.make_client().v1.transfers.retrieve(transfer_id).transfer_group or "").first()


def _by_refund(refund_id: str) -> Payment | None:
    charge = gateway.make_client().v1.refunds.retrieve(refund_id).charge
    return _by_charge(charge if isinstance(charge, str) else charge.id) if charge else None


def _by_dispute(dispute_id: str) -> Payment | None:
    charge = gateway.make_client().v1.disputes.retrieve(dispute_id).charge
    return _by_charge(charge if isinstance(charge, str) else charge.id)


# The first prefix that fits says how the payment is found.
FINDERS: tuple[tuple[str, Callable[[str], Payment | None]], ...] = (
    ("v1.checkout.session.", _by_session),
    ("v1.payment_intent.", _by_intent),
    ("v1.charge.dispute.", _by_dispute),
    ("v1.charge.refund.", _by_refund),
    ("v1.charge.", _by_charge),
    ("v1.refund.", _by_refund),
    ("v1.transfer.", _by_transfer),
)
MOVES_MONEY = ("v1.charge.", "v1.refund.", "v1.transfer.")
