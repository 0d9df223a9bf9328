# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Times, terms and sums of calls in words."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.utils.translation import get_language, gettext, ngettext

from marketplace.formats import locale, money, number

from ..models import Term
from ..vocabulary import Measure

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


class OnItsClocks(Protocol):
    """A call, or what is known of one."""

    @property
    def zone(self) -> ZoneInfo: ...

    @property
    def time_zone(self) -> str: ...


def moment(instant: datetime, call: OnItsClocks) -> str:
    """ "30 November 2026, 23:59" on the clocks of the call's zone."""
    return format_datetime(instant, "d. MMMM y, HH:mm" if _german() else "d MMMM y, HH:mm", tzinfo=call.zone, locale=locale())


def _german() -> bool:
    return (get_language() or "it").startswith("de")


def zone_words(instant: datetime, call: OnItsClocks) -> str:
    """ "Europe/Rome, UTC+1": the offset in force at `instant`."""
    offset = instant.astimezone(call.zone).utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"{call.time_zone.replace('_', ' ')}, UTC{sign}{hours}{f':{rest:02d}' if rest else ''}"


def time_left(instant: datetime, now: datetime) -> str:
    """ "12 days", "5 hours", "40 minutes": what is left until `instant`, rounded down, at least a minute."""
    left = instant - now
    if left >= 2 * DAY:
        return ngettext("%(count)d day", "%(count)d days", left // DAY) % {"count": left // DAY}
    if left >= 2 * HOUR:
        return ngettext("%(count)d hour", "%(count)d hours", left // HOUR) % {"count": left // HOUR}
    minutes = max(1, left // MINUTE)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def euros(amount: Decimal) -> str:
    """ "1.200 €" in the reader's language; cents only where there are any."""
    return money(amount, whole=True)


def sum_of(term: Term) -> str:
    """ "800 € a month"; "" for a term without an amount."""
    if term.amount is None:
        return ""
    return gettext("%(amount)s %(per)s") % {"amount": euros(term.amount), "per": term.get_per_display()}


def quantity_of(term: Term) -> str:
    """ "40 m²", "1 work", "2 days"; "" for a term without a quantity."""
    if term.quantity is None:
        return ""
    count = 1 if term.quantity == 1 else 2  # which form the word takes
    words = {
        Measure.HOURS: ngettext("%(number)s hour", "%(number)s hours", count),
        Measure.WORKS: ngettext("%(number)s work", "%(number)s works", count),
        Measure.DAYS: ngettext("%(number)s day", "%(number)s days", count),
        Measure.NIGHTS: ngettext("%(number)s night", "%(number)s nights", count),
    }
    return words.get(Measure(term.measure), "%(number)s m²") % {"number": number(term.quantity)}
