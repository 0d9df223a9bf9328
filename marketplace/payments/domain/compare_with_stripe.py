# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Does the ledger say what Stripe says? Every movement of the platform's balance, to the cent."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import stripe
from django.db.models import Sum
from django.utils import timezone

from .. import gateway
from ..models import Comparison, LedgerEntry, LedgerPosting, Payment
from .post_charge import post_fee

logger = logging.getLogger(__name__)
# Moving our own balance to our own bank is no matter of guests and businesses, and not in this ledger.
OUR_OWN = frozenset({"payout", "payout_cancel", "payout_failure", "stripe_fee"})
SECOND, WEEK = timedelta(seconds=1), timedelta(days=7)
FEE_OF_CHARGE = frozenset({"charge", "payment"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A movement on which ledger and Stripe do not agree; cents that our balance at Stripe changed by, as each says."""

    stripe_id: str
    at_stripe: int
    in_ledger: int

    def __str__(self) -> str:
        return f"{self.stripe_id}: Stripe {self.at_stripe / 100:.2f} €, ledger {self.in_ledger / 100:.2f} €"


def compare_with_stripe(*, since: datetime, until: datetime | None = None) -> list[Difference]:
    """Compare all movements in [since, until), log what differs and keep it for staff. Fees of charges, known only here, are posted first.

    A movement we wrote down up to a week after Stripe made it is found all the same. Raises stripe.StripeError when Stripe does
    not answer.
    """
    until = until or timezone.now() + SECOND
    around = gateway.list_balance_transactions(since=since - WEEK, until=max(until, timezone.now() + SECOND))
    lines = [line for line in around if line.type not in OUR_OWN]
    _post_fees(lines)
    at_stripe: dict[str, int] = defaultdict(int)
    for line in lines:
        at_stripe[_source(line)] += line.net
    asked = {_source(line) for line in lines if since.timestamp() <= line.created < until.timestamp()}
    in_ledger = _in_ledger(asked, since, until)
    differences = [
        Difference(source, at_stripe.get(source, 0), in_ledger.get(source, 0))
        for source in sorted({*asked, *in_ledger})
        if at_stripe.get(source, 0) != in_ledger.get(source, 0)
    ]
    Comparison.objects.create(since=since, until=until, movements=len(asked), differences=[asdict(one) for one in differences])
    for difference in differences:
        logger.error("ledger and Stripe differ", extra={"difference": str(difference)})
    return differences


def _source(line: stripe.BalanceTransaction) -> str:
    source = line.source
    return source if isinstance(source, str) else source.id if source else line.id


def _post_fees(lines: Iterable[stripe.BalanceTransaction]) -> None:
    fees = {_source(line): line.fee for line in lines if line.fee and line.type in FEE_OF_CHARGE}
    for payment in Payment.objects.filter(charge_id__in=fees):
        post_fee(payment=payment, source=payment.charge_id, fee=fees[payment.charge_id])


def _in_ledger(sources: Iterable[str], since: datetime, until: datetime) -> dict[str, int]:
    """What our entries say: of every movement Stripe lists, and of every one we believe to have happened in that time."""
    listed = set(sources)
    ours = LedgerEntry.objects.filter(at__gte=since, at__lt=until).exclude(stripe_id="").values_list("stripe_id", flat=True)
    sums = (
        LedgerPosting.objects.filter(account=LedgerPosting.Account.STRIPE, entry__stripe_id__in=listed | set(ours))
        .values_list("entry__stripe_id")
        .annotate(Sum("cents"))
    )
    return dict(sums)
