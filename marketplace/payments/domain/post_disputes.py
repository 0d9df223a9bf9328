# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from .. import gateway
from ..models import LedgerPosting, Payment
from .post_entry import Posting, post_entry

Account = LedgerPosting.Account


def post_disputes(*, payment: Payment) -> None:
    """Write what disputes of this payment have moved: the amount to the guest and back, and Stripe's fee, each once. Asks Stripe.

    Who bears a lost dispute is decided by people (`decide_dispute`); until then it stands as the guest's debt, of no order.
    """
    for dispute in gateway.list_disputes(payment.charge_id):
        for line in dispute.balance_transactions:
            postings = [
                Posting(Account.GUEST, -line.amount),
                Posting(Account.STRIPE_FEES, line.fee),
                Posting(Account.STRIPE, line.net),
            ]
            post_entry(cause=f"dispute-{line.id}", payment=payment, postings=postings, stripe_id=dispute.id)
