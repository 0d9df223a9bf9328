# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from oscar.apps.order.models import Order

from marketplace.booking.domain.cancellation import has_begun, refund_due
from marketplace.booking.models import Booking

from ..models import Allocation, Payment

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Plan:
    """What ends and what stays when an order is cancelled. `refunds`: EUR of each that ends; `back`: EUR that go back now, beside what did
    before; `in_all`: what is promised back then altogether."""

    going: Sequence[Booking]
    staying: Sequence[Booking]
    refunds: dict[int, Decimal]
    back: Decimal
    in_all: Decimal


def plan_cancellation(*, order: Order, at: datetime | None) -> Plan:
    """What cancelling `order` at `at` comes to by its terms; without an instant everything ends and comes back. Changes nothing.

    Begun stays and sessions and fetched goods stay, the rest ends. If all ends, what was given back before counts towards the terms
    (docs/decisions/0043); if a part stays, only what was given back for the very things that end does. After a lost dispute nothing
    goes back: the guest's bank has done it.
    """
    bookings = sorted(order.bookings.all(), key=lambda booking: booking.pk)
    standing = [booking for booking in bookings if booking.cancelled_at is None]
    staying = [booking for booking in standing if at is not None and has_begun(booking=booking, at=at)]
    going = [booking for booking in standing if booking not in staying]
    refunds = {b.pk: max(b.refunded, refund_due(booking=b, at=at) if at else b.total) for b in going}
    more = sum((refunds[booking.pk] - booking.refunded for booking in going), NOTHING)
    allocation = getattr(order, "allocation", None)
    if allocation is None or allocation.payment.dispute == Payment.Dispute.LOST:
        return Plan(going, staying, refunds, NOTHING, allocation.refund_target if allocation else NOTHING)
    in_all = _in_all(allocation, bookings, more, everything=not staying)
    return Plan(going, staying, refunds, in_all - allocation.refund_target, in_all)


def _in_all(allocation: Allocation, bookings: Sequence[Booking], more: Decimal, *, everything: bool) -> Decimal:
    before: Decimal = allocation.refund_target
    if everything:
        return max(before, sum((booking.refunded for booking in bookings), NOTHING) + more)
    return min(before + more, allocation.gross)
