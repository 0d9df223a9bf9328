# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from decimal import Decimal

from django.db import transaction

from ..gateway import from_cents, to_cents
from ..models import Allocation, LedgerPosting
from .post_entry import Posting, post_entry
from .share_gross import Shares, shares_after_refund

Account = LedgerPosting.Account


def promise_refund(*, allocation: Allocation, refund: Decimal) -> None:
    """Write down that `refund` EUR in all shall go back for this order, and what the business gets then. In the caller's
    transaction, payment locked; `converge_allocation` keeps the promise after commit. A promise is never lowered.
    """
    if refund <= allocation.refund_target:
        return
    full = full_shares(allocation)
    before = shares_after_refund(full, refunded=to_cents(allocation.refund_target))
    after = shares_after_refund(full, refunded=to_cents(refund))
    allocation.refund_target, allocation.transfer_target = refund, from_cents(after.transfer)
    allocation.save(update_fields=["refund_target", "transfer_target"])
    _post(allocation, before, after)
    _converge_on_commit(allocation)


def full_shares(allocation: Allocation) -> Shares:
    """The shares as agreed when the order was placed."""
    return Shares(
        commission=to_cents(allocation.commission),
        withheld=to_cents(allocation.withheld),
        tourist_tax=to_cents(allocation.tourist_tax),
        transfer=to_cents(allocation.transfer),
        tax_in_gross=to_cents(allocation.tax_in_gross),
    )


def _post(allocation: Allocation, before: Shares, after: Shares) -> None:
    less = (
        (Account.BUSINESS, before.transfer - after.transfer),
        (Account.COMMISSION, before.commission - after.commission),
        (Account.WITHHELD, before.withheld - after.withheld),
        (Account.TOURIST_TAX, before.tourist_tax - after.tourist_tax),
        (Account.GUEST, after.total - before.total),
    )
    post_entry(
        cause=f"promise-{allocation.order_id}-{to_cents(allocation.refund_target)}",
        payment=allocation.payment,
        postings=[Posting(account, cents, allocation.order, allocation.business) for account, cents in less],
    )


def _converge_on_commit(allocation: Allocation) -> None:
    from ..tasks import converge

    transaction.on_commit(lambda: converge.enqueue(allocation.pk))
