# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Bring Stripe where our promises are: reverse first, then refund, then transfer."""

import logging
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import stripe
from django.db.models import F
from django.utils import timezone

from marketplace.runtime.periodic import advisory_lock

from .. import gateway
from ..models import Allocation, Payment
from ..outside import be_outside_transactions
from ..queries import STUCK_AFTER
from .record_movements import Movements, record_movements

logger = logging.getLogger(__name__)
# Reverse, refund or transfer, and a last look: more steps are never needed, a loop would hide a mistake.
STEPS = 4
LONGEST_PAUSE = timedelta(hours=6)
# So often (half an hour) Stripe may refuse to take money back from a business before the guest is refunded without it.
PATIENCE = 4
Step = Callable[[], object]


def converge_allocation(*, allocation: Allocation) -> Allocation:
    """Make transfer and refund at Stripe what `transfer_target` and `refund_target` say, and the ledger with them.

    Called with no transaction open, at any time, any number of times; one process at a time works on an allocation (an
    advisory lock: no row is locked while Stripe is asked). What exists at Stripe is looked up before anything is created, and the key of
    a creation names the state it starts from, so a lost answer never leads to a second transfer or refund. A definitive refusal raises the
    attempt; silence changes nothing. What is not done now the sweep does later.
    """
    be_outside_transactions()
    with advisory_lock(f"allocation-{allocation.pk}") as gained:
        if gained:
            try:
                _converge(allocation)
            except stripe.InvalidRequestError as refusal:
                _postpone(allocation, refusal)
            except stripe.StripeError as silence:
                logger.info("no answer from Stripe", extra={"allocation": allocation.pk, "code": silence.code})
    allocation.refresh_from_db()
    return allocation


def _converge(allocation: Allocation) -> None:
    for _step in range(STEPS):
        current = _current(allocation)
        if current.payment.state != Payment.State.PAID:
            return
        movements = _look(current)
        record_movements(allocation=current, movements=movements)
        current = _current(allocation)  # what was refunded by hand may have raised a promise
        step = _next_step(current, movements)
        if step is None:
            return
        step()


def _current(allocation: Allocation) -> Allocation:
    return Allocation.objects.select_related("payment", "business", "order").get(pk=allocation.pk)


def _postpone(allocation: Allocation, refusal: stripe.InvalidRequestError) -> None:
    """The next try has another key, and comes after 2, 4, 8, … minutes, at last every six hours. Staff are told of what keeps being refused."""
    attempt = _current(allocation).attempt
    pause = min(timedelta(minutes=2 ** min(attempt, 10)), LONGEST_PAUSE)
    ours = Allocation.objects.filter(pk=allocation.pk)
    ours.update(attempt=F("attempt") + 1, retry_at=timezone.now() + pause, refusal=str(refusal.code or "refused")[:60])
    level = logging.ERROR if attempt >= STUCK_AFTER else logging.WARNING
    logger.log(level, "refused by Stripe", extra={"allocation": allocation.pk, "code": refusal.code, "times": attempt})


def _look(allocation: Allocation) -> Movements:
    """What Stripe knows of this order: its transfer with reversals, and all refunds of the charge."""
    return Movements(
        order=allocation.order.number,
        transfers=gateway.list_transfers(allocation.payment.reference),
        refunds=gateway.list_refunds(allocation.payment.charge_id),
    )


def _next_step(allocation: Allocation, movements: Movements) -> Step | None:
    """The first thing still to do. Money is taken back from the business before it goes to the guest, so that it is not the
    platform's own; only when the business cannot give it back, the guest does not wait for ever (losses are the platform's).
    """
    over = movements.transferred - gateway.to_cents(allocation.transfer_target)
    left = gateway.to_cents(allocation.payment.captured) - movements.refunded_of_payment if not allocation.payment.disputed else 0
    due = min(gateway.to_cents(allocation.refund_target - allocation.refunded), left)
    patient = allocation.reversals_refused < PATIENCE
    if over > 0 and (patient or due <= 0):
        return _reverse(allocation, movements, over)
    if due > 0:
        return _refund(allocation, movements, due)
    if _may_transfer(allocation) and movements.transfer is None:
        return _transfer(allocation)
    return None


def _may_transfer(allocation: Allocation) -> bool:
    business = allocation.business
    return bool(
        allocation.released
        and allocation.transfer_target > Decimal(0)
        and not allocation.payment.disputed
        and business.stripe_account
        and business.payouts_active
    )


def _key(allocation: Allocation, what: str) -> str:
    return f"{allocation.payment.reference}-{allocation.order.number}-{what}-{allocation.attempt}"


def _reverse(allocation: Allocation, movements: Movements, over: int) -> Step:
    assert movements.transfer is not None
    transfer = movements.transfer

    def reverse() -> None:
        key = _key(allocation, f"reversal-after-{transfer.amount_reversed}")
        try:
            gateway.create_reversal(transfer_id=transfer.id, amount=gateway.from_cents(over), idempotency_key=key)
        except stripe.InvalidRequestError:
            Allocation.objects.filter(pk=allocation.pk).update(reversals_refused=F("reversals_refused") + 1)
            raise

    return reverse


def _refund(allocation: Allocation, movements: Movements, due: int) -> Step:
    return lambda: gateway.create_refund(
        charge_id=allocation.payment.charge_id,
        amount=gateway.from_cents(due),
        idempotency_key=_key(allocation, f"refund-{len(movements.own_refunds)}"),
        order=allocation.order.number,
    )


def _transfer(allocation: Allocation) -> Step:
    return lambda: gateway.create_transfer(
        amount=allocation.transfer_target,
        destination=allocation.business.stripe_account,
        charge_id=allocation.payment.charge_id,
        transfer_group=allocation.payment.reference,
        idempotency_key=_key(allocation, "transfer"),
        order=allocation.order.number,
    )
