# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How a booking is named in mails, on the payment page and in calendars: in the guest's language, whatever the active one is."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime, format_interval
from django.utils import timezone

from marketplace.booking.models import Booking
from marketplace.localised import localised


def date_span(*, start: date, end: date, language: str) -> str:
    """As “3–5 giugno 2027”."""
    return str(format_interval(start, end, skeleton="yMMMMd", locale=language))


def moment(*, at: datetime, language: str) -> str:
    """As “giovedì 3 giugno 2027, 15:00”, Europe/Rome."""
    local = timezone.localtime(at)
    return f"{format_date(local.date(), format='full', locale=language)}, {format_datetime(local, 'HH:mm', locale=language)}"


def when_of(*, booking: Booking, language: str) -> str:
    """Nights as a span of dates, sessions as a moment, goods as nothing."""
    if booking.check_in and booking.check_out:
        return date_span(start=booking.check_in, end=booking.check_out, language=language)
    return moment(at=booking.starts_at, language=language) if booking.product.parent_id else ""


def title_of(*, booking: Booking, language: str) -> str:
    """As “Mulino del Gatto, Camera grande · 3–5 giugno 2027”."""
    product = booking.product
    title = localised(product, "title", language)
    if product.parent_id:
        whole = localised(product.parent, "title", language)
        title = f"{whole}, {title}" if booking.check_in else whole
    if booking.quantity > 1:
        title = f"{booking.quantity} × {title}"
    when = when_of(booking=booking, language=language)
    return f"{title} · {when}" if when else title
