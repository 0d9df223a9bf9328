# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime, timedelta

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
        starts_at, ends_at = _from_to(hold)
        return Booking.objects.create(
            order=order,
            line=line,
            hold=hold,
            product_id=hold.product_id,
            occupancy=hold.occupancy,
            check_in=hold.check_in,
            check_out=hold.check_out,
            starts_at=starts_at,
            ends_at=ends_at,
            adults=hold.adults,
            children=hold.children,
            children_ages=hold.children_ages,
            quantity=hold.quantity,
            quote=hold.quote,
            total=hold.total,
        )


def _from_to(hold: Hold) -> tuple[datetime, datetime | None]:
    """From the check-in hour to the check-out hour in Europe/Rome, from start to end of the session; for goods from now, with no end."""
    if hold.check_in is not None and hold.check_out is not None:
        stay = Unit.objects.select_related("parent__stay").get(pk=hold.product_id).stay
        return rome_instant(hold.check_in, stay.check_in_from), rome_instant(hold.check_out, stay.check_out_by)
    session = Session.objects.select_related("parent__experience").filter(pk=hold.product_id).first()
    if session is None:
        return timezone.now(), None
    return session.starts_at, session.starts_at + timedelta(minutes=session.experience.duration_minutes)
