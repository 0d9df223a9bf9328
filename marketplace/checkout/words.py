# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How a booking is named in mails, on the payment page and in calendars: in the guest's language, whatever the active one is."""

from datetime import date, datetime

from django.utils.translation import override

from marketplace import formats
from marketplace.booking.models import Booking, Hold
from marketplace.localised import localised


def date_span(*, start: date, end: date, language: str) -> str:
    """As “3–5 giugno 2027”."""
    with override(language):
        return formats.interval(start, end)


def moment(*, at: datetime, language: str) -> str:
    """As “giovedì 3 giugno 2027, 15:00”, Europe/Rome."""
    with override(language):
        return f"{formats.day(at, 'full')}, {formats.clock(at)}"


def when_of(*, thing: Booking | Hold, language: str) -> str:
    """Nights as a span of dates, sessions as a moment, goods as nothing."""
    if thing.check_in and thing.check_out:
        return date_span(start=thing.check_in, end=thing.check_out, language=language)
    session = getattr(thing.product, "session", None) if thing.product.parent_id else None
    return moment(at=session.starts_at, language=language) if session else ""


def name_of(*, thing: Booking | Hold, language: str) -> str:
    """As “Mulino del Gatto, Camera grande” or “2 × Miele di castagno”."""
    product = thing.product
    name = str(localised(product, "title", language))
    if product.parent_id:
        whole = str(localised(product.parent, "title", language))
        name = f"{whole}, {name}" if thing.check_in else whole
    return f"{thing.quantity} × {name}" if thing.quantity > 1 else name


def title_of(*, booking: Booking, language: str) -> str:
    """As “Mulino del Gatto, Camera grande · 3–5 giugno 2027”."""
    name, when = name_of(thing=booking, language=language), when_of(thing=booking, language=language)
    return f"{name} · {when}" if when else name
