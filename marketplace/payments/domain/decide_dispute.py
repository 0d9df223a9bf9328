# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.db.models import Sum

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User

from ..errors import DisputeNotLost
from ..gateway import from_cents, to_cents
from ..models import LedgerPosting, Payment
from ..outside import be_outside_transactions
from .attribute_refunds import gone_back, spread
from .post_disputes import post_disputes
from .post_entry import Posting, post_entry
from .promise_refund import promise_refund
from .reconcile_payment import reconcile_payment

Account = LedgerPosting.Account
Bearer = Payment.Bearer


def decide_dispute(*, payment: Payment, bearer: Payment.Bearer, actor: User | None, actor_label: str) -> Payment:
    """Staff decide who bears a lost dispute; then what waited moves again. What the bank took for the guest first keeps promises made to them.

    The business bears it: the rest is a refund like any other, its share is taken back. The platform bears it: the rest is its loss, the
    business is paid. Asks Stripe how the dispute stands; called with no transaction open. Raises DisputeNotLost (409), PaymentUnavailable.
    """
    be_outside_transactions()
    reconcile_payment(payment=payment, actor_label=actor_label)
    post_disputes(payment=payment)
    with transaction.atomic():
        locked = Payment.objects.select_for_update().get(pk=payment.pk)
        if locked.dispute != Payment.Dispute.LOST or locked.bearer or not bearer:
            raise DisputeNotLost
        _settle(locked, bearer)
        locked.bearer, locked.disputed = bearer, False
        locked.save(update_fields=["bearer", "disputed"])
        record_audit(
            thing="payment", thing_id=locked.reference, verb="decide-dispute", actor=actor, actor_label=actor_label, after=str(bearer)
        )
        transaction.on_commit(lambda: _converge(locked))
    return locked


def _settle(payment: Payment, bearer: Payment.Bearer) -> None:
    """What stands as a debt of the guest, of no order, becomes what has gone back for orders, and the platform's loss."""
    debts = LedgerPosting.objects.filter(entry__payment=payment, account=Account.GUEST, order=None)
    taken = max(debts.aggregate(sum=Sum("cents"))["sum"] or 0, 0)
    parts = spread(payment=payment, cents=taken)
    if bearer == Bearer.PLATFORM:
        parts = [(share, min(part, to_cents(share.refund_target) - gone_back(share))) for share, part in parts]
    loss = taken - sum(part for _share, part in parts)
    sides = [Posting(Account.GUEST, part, share.order, share.business) for share, part in parts]
    cause = f"dispute-decided-{payment.reference}"
    post_entry(cause=cause, payment=payment, postings=[*sides, Posting(Account.LOSSES, loss), Posting(Account.GUEST, -taken)])
    for share, _part in parts:
        promise_refund(allocation=share, refund=from_cents(gone_back(share)))


def _converge(payment: Payment) -> None:
    from ..tasks import converge

    for pk in payment.allocations.values_list("pk", flat=True):
        converge.enqueue(pk)
