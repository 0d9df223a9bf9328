# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Times, terms and sums of calls in words."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import get_language, gettext, ngettext

from ..models import Call, Term

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def moment(instant: datetime, call: Call) -> str:
    """ "30 November 2026, 23:59" on the clocks of the call's zone."""
    local = instant.astimezone(call.zone)
    with timezone.override(call.zone):
        return f"{date_format(local, 'DATE_FORMAT')}, {time_format(local, 'TIME_FORMAT')}"


def zone_words(instant: datetime, call: Call) -> str:
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
    whole = amount == amount.to_integral_value()
    text = number_format(amount, decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True)
    return f"€{text}" if (get_language() or "it").startswith("en") else f"{text} €"


def sum_of(term: Term) -> str:
    """ "800 € a month"; "" for a term without an amount."""
    if term.amount is None:
        return ""
    return gettext("%(amount)s %(per)s") % {"amount": euros(term.amount), "per": term.get_per_display()}


def quantity_of(term: Term) -> str:
    """ "40 m²"; "" for a term without a quantity."""
    if term.quantity is None:
        return ""
    return f"{number_format(term.quantity.normalize(), use_l10n=True)} {term.get_measure_display()}"
