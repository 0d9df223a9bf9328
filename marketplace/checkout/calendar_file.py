# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The booking as a calendar file, RFC 5545."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from oscar.apps.order.models import Order

from catalogue.models import Stay
from marketplace.booking.models import Booking
from marketplace.booking.states import OrderState
from marketplace.localised import localised

from .links import booking_url
from .queries import experience_of, stays_of
from .words import title_of

CANCELLED = {OrderState.CANCELLED, OrderState.DECLINED, OrderState.EXPIRED}
TENTATIVE = {OrderState.PENDING, OrderState.REQUESTED}


def ics_of(*, order: Order, language: str) -> str:
    """One event a booking: nights as whole days (the end is the day of check-out), sessions with their hour."""
    with override(language):
        calendar = Calendar()
        calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//marketplace//{language.upper()}")
        calendar.add("version", "2.0")
        bookings = [booking for booking in order.bookings.all() if booking.check_in or booking.product.parent_id]
        stays = stays_of(bookings=bookings)
        for booking in bookings:
            event = Event()
            event.add("uid", f"{order.number}-{booking.pk}@{settings.ALLOWED_HOSTS[0]}")
            event.add("dtstamp", timezone.now())
            event.add("summary", title_of(booking=booking, language=language).split(" · ")[0])
            if booking.check_in:
                event.add("dtstart", booking.check_in)
                event.add("dtend", booking.check_out)
            else:
                event.add("dtstart", booking.starts_at)
                event.add("dtend", booking.starts_at + _duration(booking))
            where = _where(booking, stays)
            if where:
                event.add("location", where)
            event.add("status", "CANCELLED" if booking.cancelled_at else _status(order))
            event.add("url", booking_url(order=order, language=language))
            event.add("description", _("Booking %(number)s") % {"number": order.number})
            calendar.add_component(event)
        return str(calendar.to_ical().decode())


def _status(order: Order) -> str:
    """RFC 5545, 3.8.1.11: what the host has not accepted, or nobody has paid, is tentative."""
    if order.status in CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if order.status in TENTATIVE else "CONFIRMED"


def _duration(booking: Booking) -> timedelta:
    experience = experience_of(booking=booking)
    return timedelta(minutes=experience.duration_minutes if experience else 0)


def _where(booking: Booking, stays: dict[int, Stay]) -> str:
    """The address of a stay, the meeting point of an experience; in the active language."""
    experience, stay = experience_of(booking=booking), stays.get(booking.product_id)
    place = stay or experience
    if place is None:
        return ""
    meeting = localised(experience, "meeting_point", (get_language() or "it")[:2]) if experience else ""
    return ", ".join(str(part) for part in (meeting, place.address, place.locality, place.municipality.name) if part)
