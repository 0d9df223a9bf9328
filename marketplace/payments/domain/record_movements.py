# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import stripe
from django.db import transaction

from .. import signals
from ..gateway import from_cents
from ..models import Allocation, LedgerPosting, Payment
from .post_entry import Posting, post_entry

Account = LedgerPosting.Account
# A refund that is still under way has left our balance already.
GONE = frozenset({"succeeded", "pending", "requires_action"})


@dataclass(frozen=True)
class Movements:
    """What Stripe lists for a payment, read for one order (`order` is its number, which our calls put in the metadata). Cents."""

    order: str
    transfers: Sequence[stripe.Transfer]
    refunds: Sequence[stripe.Refund]

    @cached_property
    def transfer(self) -> stripe.Transfer | None:
        """The transfer of this order: there is never more than one."""
        return next((one for one in self.transfers if self._is_ours(one)), None)

    @cached_property
    def own_refunds(self) -> list[stripe.Refund]:
        return [one for one in self.refunds if self._is_ours(one)]

    @property
    def transferred(self) -> int:
        return self.transfer.amount - self.transfer.amount_reversed if self.transfer else 0

    @property
    def refunded(self) -> int:
        return sum(one.amount for one in self.own_refunds if one.status in GONE)

    @property
    def refunded_of_payment(self) -> int:
        return sum(one.amount for one in self.refunds if one.status in GONE)

    def _is_ours(self, one: stripe.Transfer | stripe.Refund) -> bool:
        return one.metadata is not None and "order" in one.metadata and one.metadata["order"] == self.order


def record_movements(*, allocation: Allocation, movements: Movements) -> None:
    """Write what Stripe has moved for an order into ledger and figures, each movement once, in one transaction.

    Sends `refund_sent` when all that was promised has gone back.
    """
    with transaction.atomic():
        payment = Payment.objects.select_for_update().get(pk=allocation.payment_id)
        locked = Allocation.objects.select_related("order", "business").get(pk=allocation.pk)
        _post_transfer(payment, locked, movements)
        _post_refunds(payment, locked, movements)
        before = locked.refunded
        locked.refunded = min(from_cents(movements.refunded), locked.refund_target)
        locked.transferred = from_cents(movements.transferred)
        locked.transfer_id = movements.transfer.id if movements.transfer else ""
        locked.save(update_fields=["refunded", "transferred", "transfer_id"])
        payment.refunded = min(from_cents(movements.refunded_of_payment), payment.captured)
        payment.save(update_fields=["refunded"])
        if before < locked.refunded == locked.refund_target:
            signals.refund_sent.send(sender=Payment, order=locked.order, payment=payment, refund=locked.refunded)


def _post_transfer(payment: Payment, allocation: Allocation, movements: Movements) -> None:
    transfer = movements.transfer
    if transfer is None:
        return
    _post(payment, allocation, f"transfer-{transfer.id}", Account.BUSINESS, transfer.amount, transfer.id)
    for reversal in transfer.reversals.data:
        _post(payment, allocation, f"reversal-{reversal.id}", Account.BUSINESS, -reversal.amount, reversal.id)


def _post_refunds(payment: Payment, allocation: Allocation, movements: Movements) -> None:
    for refund in movements.own_refunds:
        _post(payment, allocation, f"refund-{refund.id}", Account.GUEST, refund.amount, refund.id)
        if refund.status not in GONE:  # it came back to us; a new one follows
            _post(payment, allocation, f"refund-failed-{refund.id}", Account.GUEST, -refund.amount, refund.id)


def _post(payment: Payment, allocation: Allocation, cause: str, account: LedgerPosting.Account, cents: int, stripe_id: str) -> None:
    """`cents` leave our balance at Stripe for `account` (negative: come back)."""
    postings = [Posting(account, cents, allocation.order, allocation.business), Posting(Account.STRIPE, -cents)]
    post_entry(cause=cause, payment=payment, postings=postings, stripe_id=stripe_id)
