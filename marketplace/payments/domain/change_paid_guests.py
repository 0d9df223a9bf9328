# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.booking.domain.change_guests import GuestsChange, change_guests
from marketplace.booking.models import Booking

from ..models import Payment
from .promise_refund import promise_refund


def change_paid_guests(
    *,
    booking: Booking,
    adults: int,
    children: int,
    children_ages: Sequence[int] | None = None,
    actor: User | None = None,
    actor_label: str = "guest",
) -> GuestsChange:
    """Change the guests of a booking and promise back the tourist tax of whoever no longer comes; the money follows after commit.

    One transaction, the payment locked before its orders, so that a cancellation comes wholly before or wholly after. Raises what
    `change_guests` raises.
    """
    with transaction.atomic():
        payment = Payment.objects.select_for_update().filter(allocations__order=booking.order_id).first()
        change = change_guests(
            booking=booking, adults=adults, children=children, children_ages=children_ages, actor=actor, actor_label=actor_label
        )
        if payment and change.back:
            allocation = payment.allocations.select_related("payment", "order", "business").get(order=booking.order_id)
            promise_refund(allocation=allocation, refund=allocation.refund_target + change.back)
        return change
