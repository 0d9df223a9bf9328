# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import stripe
from django.db import transaction

from .. import signals
from ..gateway import from_cents, to_cents
from ..models import Allocation, LedgerPosting, Payment
from .attribute_refunds import GONE, attribute_refunds, gone_back
from .post_entry import Posting, post_entry
from .promise_refund import promise_refund

Account = LedgerPosting.Account


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
    def refunded_of_payment(self) -> int:
        return sum(one.amount for one in self.refunds if one.status in GONE)

    def _is_ours(self, one: stripe.Transfer | stripe.Refund) -> bool:
        return one.metadata is not None and "order" in one.metadata and one.metadata["order"] == self.order


def record_movements(*, allocation: Allocation, movements: Movements) -> None:
    """Write what Stripe has moved for an order into ledger and figures, each movement once, in one transaction.

    Refunds made by hand at Stripe are attributed first (`attribute_refunds`): they may raise what is promised. Sends `refund_sent` when all
    that was promised has gone back, with `refund`, the EUR in all, and `before`, what had gone when it was last said.
    """
    with transaction.atomic():
        payment = Payment.objects.select_for_update().get(pk=allocation.payment_id)
        attribute_refunds(payment=payment, refunds=movements.refunds)
        locked = Allocation.objects.select_related("order", "business", "payment").get(pk=allocation.pk)
        _post_transfer(payment, locked, movements)
        _post_refunds(payment, locked, movements)
        gone = gone_back(locked)
        if gone > to_cents(locked.refund_target):  # by hand, with the order's number beside it
            promise_refund(allocation=locked, refund=from_cents(gone))
        before = locked.refunded
        locked.refunded = from_cents(gone)
        locked.transferred = from_cents(movements.transferred)
        locked.transfer_id = movements.transfer.id if movements.transfer else ""
        locked.save(update_fields=["refunded", "transferred", "transfer_id"])
        payment.refunded = min(from_cents(movements.refunded_of_payment), payment.captured)
        payment.save(update_fields=["refunded"])
        if before < locked.refunded == locked.refund_target:
            signals.refund_sent.send(sender=Payment, order=locked.order, payment=payment, refund=locked.refunded, before=before)


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
