# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one door by which money becomes true."""

from dataclasses import replace

import stripe
from django.db import transaction
from django.utils import timezone

from .. import gateway, signals
from ..errors import PaymentUnavailable
from ..facts import Facts, dispute_of, facts_of
from ..models import Payment
from .close_orders import close_orders
from .create_fee_payment import is_fee_of
from .post_charge import post_charge
from .settle_orders import confirm_orders, release_in_time, request_orders

State = Payment.State
# What may follow what, by Stripe's word. A closed payment may still turn out paid: then the money goes back.
TRANSITIONS: dict[str, frozenset[str]] = {
    State.CREATED: frozenset({State.EXPIRED, State.CANCELLED}),
    State.OPEN: frozenset({State.AUTHORISED, State.PAID, State.EXPIRED, State.CANCELLED}),
    State.AUTHORISED: frozenset({State.PAID, State.CANCELLED}),
    State.PAID: frozenset(),
    State.EXPIRED: frozenset({State.AUTHORISED, State.PAID}),
    State.CANCELLED: frozenset({State.AUTHORISED, State.PAID}),
}


def reconcile_payment(*, payment: Payment, actor_label: str) -> Payment:
    """Ask Stripe, under the payment's row lock, what has become of it, and bring payment, orders and ledger there.

    May be called by anybody, any number of times, in any order: webhook, success page, sweep. Only a transition has effects
    (order states, nights, ledger, signals), all in one transaction. Raises PaymentUnavailable when Stripe does not answer;
    nothing has changed then.
    """
    with transaction.atomic():
        locked = Payment.objects.select_for_update().get(pk=payment.pk)
        if locked.session_id is None:
            _close_unopened(locked, actor_label)
            return locked
        facts = _ask(locked.session_id)
        _note(locked, facts)
        if facts.state in TRANSITIONS[locked.state]:
            _move(locked, facts, actor_label)
        locked.save()
    return locked


def _ask(session_id: str) -> Facts:
    try:
        facts = facts_of(gateway.retrieve_session(session_id))
        if facts.disputed:  # says only that there was a dispute once: it stays true when the dispute is won
            facts = replace(facts, dispute=dispute_of(one.status for one in gateway.list_disputes(facts.charge_id)))
        return facts
    except stripe.StripeError as silence:
        raise PaymentUnavailable from silence


def _note(payment: Payment, facts: Facts) -> None:
    payment.checked_at = timezone.now()
    payment.intent_id = facts.intent_id or payment.intent_id
    payment.charge_id = facts.charge_id or payment.charge_id
    if facts.dispute != Payment.Dispute.LOST or payment.dispute != facts.dispute:
        payment.bearer = Payment.Bearer.NOBODY
    payment.dispute = facts.dispute
    undecided = facts.dispute == Payment.Dispute.LOST and not payment.bearer
    payment.disputed = facts.dispute == Payment.Dispute.OPEN or undecided


def _move(payment: Payment, facts: Facts, actor_label: str) -> None:
    """Carry out one transition."""
    payment.state = facts.state
    if facts.state == State.PAID:
        payment.paid_at, payment.captured = timezone.now(), gateway.from_cents(facts.captured)
        payment.save()
        release_in_time(payment=payment)
        post_charge(payment=payment, facts=facts)
        confirm_orders(payment=payment, actor_label=actor_label)
        if about := is_fee_of(payment=payment):
            signals.fee_paid.send(sender=Payment, payment=payment, about=about)
        payment.wanted = Payment.Wanted.NOTHING
    elif facts.state == State.AUTHORISED:
        request_orders(payment=payment, actor_label=actor_label)
    else:
        close_orders(payment=payment, actor_label=actor_label)


def _close_unopened(payment: Payment, actor_label: str) -> None:
    """A payment without a session: nobody was given an address to pay at, so time or the guest may close it.

    A session whose creation was never answered lapses at Stripe by itself, at `expires_at` at the latest.
    """
    if payment.state != State.CREATED:
        return
    cancelled = payment.wanted == Payment.Wanted.CANCEL
    if cancelled or payment.expires_at <= timezone.now():
        payment.state = State.CANCELLED if cancelled else State.EXPIRED
        payment.save(update_fields=["state"])
        close_orders(payment=payment, actor_label=actor_label)
