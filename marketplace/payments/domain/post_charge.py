# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from ..facts import Facts
from ..gateway import to_cents
from ..models import LedgerPosting, Payment
from .create_fee_payment import is_fee_of
from .post_entry import Posting, post_entry

Account = LedgerPosting.Account


def post_charge(*, payment: Payment, facts: Facts) -> None:
    """The guest's money has come: what is in our balance at Stripe is owed to businesses, municipalities, tax office and us."""
    postings = [Posting(Account.STRIPE, facts.captured)]
    if is_fee_of(payment=payment):
        postings.append(Posting(Account.CALL_FEES, -facts.captured))
    for allocation in payment.allocations.select_related("order", "business"):
        for account, amount in (
            (Account.BUSINESS, allocation.transfer),
            (Account.COMMISSION, allocation.commission),
            (Account.WITHHELD, allocation.withheld),
            (Account.TOURIST_TAX, allocation.tourist_tax),
        ):
            postings.append(Posting(account, -to_cents(amount), allocation.order, allocation.business))
    post_entry(cause=f"charge-{facts.charge_id}", payment=payment, postings=postings, stripe_id=facts.charge_id)


def post_fee(*, payment: Payment, source: str, fee: int) -> None:
    """What Stripe keeps for a movement of our balance, in cents. Known only with the balance transaction, so the daily comparison posts it."""
    post_entry(
        cause=f"fee-{source}",
        payment=payment,
        postings=[Posting(Account.STRIPE_FEES, fee), Posting(Account.STRIPE, -fee)],
        stripe_id=source,
    )
