# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads of this room."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from .models import Allocation, Payment, StripeEvent

SILENCE = timedelta(minutes=1)
# A request waits for its host for two days, and nothing happens at Stripe meanwhile.
SILENCE_OF_REQUESTS = timedelta(minutes=15)
# So often Stripe may refuse before people are told.
STUCK_AFTER = 4
State = Payment.State


def payments_to_look_at(*, now: datetime) -> QuerySet[Payment]:
    """Payments that may have moved without our hearing of it: open and not asked about for a minute, with a wish that Stripe
    has not fulfilled, unanswered past the host's deadline, or never opened and past their time.
    """
    silent = Q(checked_at=None, created_at__lte=now - SILENCE) | Q(checked_at__lte=now - SILENCE)
    silent_request = Q(checked_at=None) | Q(checked_at__lte=now - SILENCE_OF_REQUESTS)
    return Payment.objects.filter(
        (Q(state=State.OPEN) & silent)
        | (Q(state=State.AUTHORISED) & (~Q(wanted="") | Q(respond_by__lte=now) | silent_request))
        | (Q(state=State.CREATED) & (Q(expires_at__lte=now) | Q(wanted=Payment.Wanted.CANCEL)))
    ).order_by(F("checked_at").asc(nulls_first=True), "pk")


def allocations_to_converge(*, now: datetime) -> QuerySet[Allocation]:
    """Where Stripe is not yet what we promised: refunds to send, transfers to take back, transfers to send. What Stripe has refused
    waits for its next turn; what is disputed cannot be refunded.
    """
    to_refund = Q(refunded__lt=F("refund_target"), payment__disputed=False)
    to_reverse = Q(transferred__gt=F("transfer_target"))
    to_transfer = Q(released=True, transfer_id="", transfer_target__gt=0, business__payouts_active=True, payment__disputed=False)
    due = Q(retry_at=None) | Q(retry_at__lte=now)
    return Allocation.objects.filter(due, to_refund | to_reverse | to_transfer, payment__state=State.PAID).order_by("pk")


def stuck_allocations() -> QuerySet[Allocation]:
    """What Stripe keeps refusing and people must look at: a promise to a guest or a business that is not kept."""
    open_ = (
        Q(refunded__lt=F("refund_target"))
        | Q(transferred__gt=F("transfer_target"))
        | Q(released=True, transferred__lt=F("transfer_target"))
    )
    return Allocation.objects.filter(open_, attempt__gt=STUCK_AFTER, payment__state=State.PAID)


def events_to_process(*, now: datetime) -> QuerySet[StripeEvent]:
    """Events whose processing has not succeeded; the newest minute belongs to the task that was queued with them."""
    return StripeEvent.objects.filter(processed_at=None, received_at__lte=now - SILENCE).order_by("received_at")
