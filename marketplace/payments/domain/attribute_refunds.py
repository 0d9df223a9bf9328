# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Refunds made by hand in Stripe's dashboard name no order; which orders they are for is decided once, and the ledger remembers it."""

from collections.abc import Sequence

import stripe
from django.db.models import Sum

from ..gateway import from_cents, to_cents
from ..models import Allocation, LedgerEntry, LedgerPosting, Payment
from .post_entry import Posting, post_entry
from .promise_refund import promise_refund

Account = LedgerPosting.Account
# A refund that is still under way has left our balance already.
GONE = frozenset({"succeeded", "pending", "requires_action"})


def attribute_refunds(*, payment: Payment, refunds: Sequence[stripe.Refund]) -> None:
    """Attribute each refund that names no order of this payment, once. In the caller's transaction, payment locked.

    First it keeps promises not yet kept, then it is a new promise for what is left of each order, always in the sequence of the orders
    (docs/decisions/0043). One that failed came back to us: its orders are owed it again.
    """
    numbers = set(payment.allocations.values_list("order__number", flat=True))
    for refund in refunds:
        if _order_of(refund) in numbers:
            continue
        if refund.status in GONE:
            _attribute(payment, refund)
        else:
            _take_back(payment, refund)


def spread(*, payment: Payment, cents: int) -> list[tuple[Allocation, int]]:
    """`cents` spread over the payment's orders: what is promised and has not gone, then what is left of each."""
    shares = list(payment.allocations.select_related("order", "business", "payment").order_by("pk"))
    parts = dict.fromkeys(range(len(shares)), 0)
    for room in (
        [to_cents(share.refund_target) - gone_back(share) for share in shares],
        [to_cents(share.gross - share.refund_target) for share in shares],
    ):
        for number, most in enumerate(room):
            part = min(most, cents)
            parts[number] += part
            cents -= part
    return [(share, parts[number]) for number, share in enumerate(shares) if parts[number]]


def gone_back(allocation: Allocation) -> int:
    """Cents that have gone back to the guest for this order by whatever way: all the ledger says of the guest but the promises."""
    moved = LedgerPosting.objects.filter(entry__payment=allocation.payment_id, account=Account.GUEST, order=allocation.order_id)
    return int(moved.exclude(entry__cause__startswith="promise-").aggregate(sum=Sum("cents"))["sum"] or 0)


def _order_of(refund: stripe.Refund) -> str:
    return str(refund.metadata["order"]) if refund.metadata is not None and "order" in refund.metadata else ""


def _attribute(payment: Payment, refund: stripe.Refund) -> None:
    if LedgerEntry.objects.filter(cause=f"refund-{refund.id}").exists():
        return
    parts = spread(payment=payment, cents=refund.amount)
    _post(payment, f"refund-{refund.id}", parts, refund)
    for share, _part in parts:
        promise_refund(allocation=share, refund=from_cents(gone_back(share)))


def _take_back(payment: Payment, refund: stripe.Refund) -> None:
    entry = LedgerEntry.objects.filter(cause=f"refund-{refund.id}").first()
    if entry is None:  # it failed before we heard of it: nothing has moved in the end
        return
    sides = entry.postings.filter(account=Account.GUEST).select_related("order__allocation__business")
    _post(payment, f"refund-failed-{refund.id}", [(side.order.allocation, -side.cents) for side in sides if side.order], refund)


def _post(payment: Payment, cause: str, parts: Sequence[tuple[Allocation, int]], refund: stripe.Refund) -> None:
    postings = [Posting(Account.GUEST, cents, share.order, share.business) for share, cents in parts]
    moved = -refund.amount if cause.startswith("refund-failed-") else refund.amount
    rest = Posting(Account.GUEST, moved - sum(cents for _share, cents in parts))
    post_entry(cause=cause, payment=payment, postings=[*postings, rest, Posting(Account.STRIPE, -moved)], stripe_id=refund.id)
