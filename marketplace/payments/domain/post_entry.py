# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from oscar.apps.order.models import Order

from catalogue.models import Business

from ..models import LedgerEntry, LedgerPosting, Payment


@dataclass(frozen=True, slots=True)
class Posting:
    """One side: cents, debit positive, credit negative."""

    account: LedgerPosting.Account
    cents: int
    order: Order | None = None
    business: Business | None = None


def post_entry(*, cause: str, payment: Payment, postings: Iterable[Posting], stripe_id: str = "") -> LedgerEntry | None:
    """Write one balanced entry in the caller's transaction; None if this cause was posted before, or moves nothing.

    `stripe_id` is the id of what moved Stripe's balance (charge, refund, transfer, reversal, dispute). Raises ValueError if the
    postings do not add up to zero.
    """
    sides = [posting for posting in postings if posting.cents]
    if sum(posting.cents for posting in sides):
        raise ValueError(f"{cause}: the postings do not balance")
    if not sides:
        return None
    with transaction.atomic():
        entry, created = LedgerEntry.objects.get_or_create(cause=cause, defaults={"payment": payment, "stripe_id": stripe_id})
        if not created:
            return None
        LedgerPosting.objects.bulk_create(
            LedgerPosting(entry=entry, account=side.account, cents=side.cents, order=side.order, business=side.business) for side in sides
        )
    return entry
