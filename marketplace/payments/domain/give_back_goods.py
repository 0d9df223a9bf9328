# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Goods after paying: fetched, given back by the right of withdrawal, back at the host.

Rules: fourteen days from receiving (Codice del consumo art. 52), declared on the page (art. 54-bis); the trader may keep the money until
the goods are back (art. 56 c. 3).
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oscar.apps.order.models import Order

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.booking.domain.cancellation import withdrawal_ends
from marketplace.booking.domain.free_order import free_order
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.errors import WrongState
from marketplace.booking.models import Booking
from marketplace.booking.signals import good_returned, good_withdrawn
from marketplace.booking.states import OrderState

from ..models import Allocation, Payment
from .promise_refund import promise_refund
from .release_of import is_good, release_of

NOTHING = Decimal("0.00")


def collect_good(*, booking: Booking, actor: User | None = None, actor_label: str) -> Booking:
    """The guest has received the goods: the fourteen days begin, and the business is paid after them. Twice is as once. Raises WrongState."""
    with transaction.atomic():
        allocation, good = _lock(booking)
        if good.collected_at is None:
            good.collected_at = timezone.now()
            good.ends_at = withdrawal_ends(collected_at=good.collected_at)
            good.save(update_fields=["collected_at", "ends_at"])
            _note(good, allocation, "collect_good", actor, actor_label)
        return good


def withdraw_good(*, booking: Booking, at: datetime | None = None, actor: User | None = None, actor_label: str = "guest") -> Booking:
    """The guest withdraws from buying goods that were fetched; both are told, and nobody is paid before the goods are back. Twice is as once.

    Raises WrongState before they are fetched (then the order is cancelled) and after the period.
    """
    at = at or timezone.now()
    with transaction.atomic():
        allocation, good = _lock(booking)
        if good.withdrawn_at is None:
            if good.collected_at is None or good.ends_at is None or at >= good.ends_at:
                raise WrongState(_("The time to withdraw from this contract is over, or has not begun."))
            good.withdrawn_at, good.ends_at = max(at, good.collected_at), None
            good.save(update_fields=["withdrawn_at", "ends_at"])
            _note(good, allocation, "withdraw_good", actor, actor_label)
            good_withdrawn.send(sender=Booking, booking=good)
        return good


def take_back_good(*, booking: Booking, actor: User | None = None, actor_label: str) -> Booking:
    """The host has the goods back: what was paid for them is promised to the guest. The pieces go back to the stock, and
    with the last thing of its order the order is cancelled. Raises WrongState unless the guest has withdrawn, and the second time.
    """
    with transaction.atomic():
        allocation, good = _lock(booking)
        if good.withdrawn_at is None:
            raise WrongState(_("No return of these goods is waited for."))
        good.returned_at = good.ends_at = max(timezone.now(), good.withdrawn_at)
        good.refunded = good.total
        good.save(update_fields=["returned_at", "ends_at", "refunded"])
        _note(good, allocation, "take_back_good", actor, actor_label)
        back = _promise(allocation, good) if allocation else NOTHING
        free_order(order=good.order, only=[good])
        if not good.order.bookings.filter(cancelled_at=None).exists():
            set_order_state(order=good.order, state=OrderState.CANCELLED, actor=actor, actor_label=actor_label, why="withdrawal")
        good_returned.send(sender=Booking, booking=good, refund=back)
        return good


def _promise(allocation: Allocation, good: Booking) -> Decimal:
    """EUR that go back now, beside what staff gave back before. Who has won a dispute has had everything from the bank already."""
    if allocation.payment.dispute == Payment.Dispute.LOST:
        return NOTHING
    before = allocation.refund_target
    promise_refund(allocation=allocation, refund=min(before + good.total, allocation.gross))
    return allocation.refund_target - before


def _lock(booking: Booking) -> tuple[Allocation | None, Booking]:
    """The payment before its order before the booking, as everywhere."""
    payment = Payment.objects.select_for_update().filter(allocations__order=booking.order_id).first()
    order = Order.objects.select_for_update(of=("self",)).get(pk=booking.order_id)
    good = Booking.objects.select_for_update(of=("self",)).select_related("product").get(pk=booking.pk)
    good.order = order
    if not is_good(good) or good.cancelled_at or order.status != OrderState.CONFIRMED:
        raise WrongState(_("This is no longer possible for this booking."))
    if payment is None:
        return None, good
    return payment.allocations.select_related("payment", "order", "business").get(order=order), good


def _note(good: Booking, allocation: Allocation | None, verb: str, actor: User | None, actor_label: str) -> None:
    """The audit log, and when the business may be paid now."""
    record_audit(thing="order", thing_id=good.order.number, verb=verb, actor=actor, actor_label=actor_label, after=str(good.pk))
    if allocation:
        bookings = list(good.order.bookings.filter(Q(cancelled_at=None) | Q(pk=good.pk)).select_related("product"))
        allocation.release_at = release_of(bookings, paid_at=allocation.payment.paid_at)
        allocation.save(update_fields=["release_at"])
