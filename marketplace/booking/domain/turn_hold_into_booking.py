# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from oscar.apps.order.models import Line, Order

from catalogue.models import Session, Unit

from ..clock import rome_instant
from ..errors import HoldGone
from ..models import Booking, Hold, Occupancy
from .extend_hold import lock_live_hold


def turn_hold_into_booking(*, hold: Hold, order: Order, line: Line) -> Booking:
    """What the hold keeps becomes the order line's, under a row lock, without a moment in which it is free.

    Raises `HoldGone` unless the hold is active and in time.
    """
    with transaction.atomic():
        hold = lock_live_hold(hold=hold)
        if hold.check_in is not None:
            if hold.occupancy is None:
                raise HoldGone
            hold.occupancy.kind = Occupancy.Kind.BOOKING
            hold.occupancy.expires_at = None
            hold.occupancy.save(update_fields=["kind", "expires_at"])
        hold.state = Hold.State.ORDERED
        hold.save(update_fields=["state"])
        return Booking.objects.create(
            order=order,
            line=line,
            hold=hold,
            product_id=hold.product_id,
            occupancy=hold.occupancy,
            check_in=hold.check_in,
            check_out=hold.check_out,
            starts_at=_start(hold),
            adults=hold.adults,
            children=hold.children,
            children_ages=hold.children_ages,
            quantity=hold.quantity,
            quote=hold.quote,
            total=hold.total,
        )


def _start(hold: Hold) -> datetime:
    """Check-in hour in Europe/Rome, start of the session, or now for goods."""
    if hold.check_in is not None:
        unit = Unit.objects.select_related("parent__stay").get(pk=hold.product_id)
        return rome_instant(hold.check_in, unit.stay.check_in_from)
    starts: datetime | None = Session.objects.filter(pk=hold.product_id).values_list("starts_at", flat=True).first()
    return starts or timezone.now()
