# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money, dates and counts as a reader of each language writes them (Babel's CLDR data)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Literal

from babel import dates as babel_dates
from babel.core import Locale
from babel.numbers import format_currency, format_decimal
from django.utils import timezone
from django.utils.translation import get_language

# CLDR locale per interface language: "en" is a European reader's English, day before month.
LOCALES = {"it": "it_IT", "en": "en_GB", "de": "de_DE"}
SKELETONS = {"short": "EEEdMMM", "daymonth": "dMMMM"}
PATTERNS = {"number": "d", "month": "LLL", "weekday": "EEEE"}


def locale(language: str | None = None) -> Locale:
    """The CLDR locale of an interface language (the active one by default)."""
    code = (language or get_language() or "it").split("-")[0]
    return Locale.parse(LOCALES.get(code, code))


def money(value: Decimal | int | float | str | None, currency: str = "EUR", *, whole: bool = False) -> str:
    """Euros as text: "260,50 €" in Italian and German, "€260.50" in English. `whole` drops ",00"."""
    if value is None or value == "":
        return ""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return ""
    if whole and amount == amount.to_integral_value():
        return format_currency(amount, currency, format=_whole_pattern(), locale=locale(), currency_digits=False, decimal_quantization=True)
    return format_currency(amount, currency, locale=locale())


def _whole_pattern() -> str:
    return locale().currency_formats["standard"].pattern.replace(".00", "")


def number(value: Decimal | int | float | None) -> str:
    """A plain number with the language's separators."""
    return "" if value is None else format_decimal(value, locale=locale())


def day(value: dt.date | dt.datetime | None, style: str = "long") -> str:
    """A date: "3 giugno 2027" (long), "giovedì 3 giugno 2027" (full), "gio 3 giu" (short), "3 giugno" (daymonth), or one part of it."""
    if value is None or value == "":
        return ""
    plain = _as_date(value)
    if style in PATTERNS:
        return babel_dates.format_date(plain, format=PATTERNS[style], locale=locale())
    if style in SKELETONS:
        return babel_dates.format_skeleton(SKELETONS[style], plain, locale=locale())
    return babel_dates.format_date(plain, format=style, locale=locale())


def month(value: dt.date) -> str:
    """A month and its year: "giugno 2027"."""
    return babel_dates.format_skeleton("yMMMM", value, locale=locale())


def interval(start: dt.date | None, end: dt.date | None) -> str:
    """Two dates as one phrase: "3–5 giugno 2027"."""
    if start is None or end is None:
        return day(start or end)
    first, last = _as_date(start), _as_date(end)
    if first == last:
        return day(first)
    # CLDR has no interval of long month names for Italian; all our languages put the day first.
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{day(first, 'daymonth')} – {day(last)}"
    return f"{day(first).split()[0]}–{day(last)}"


def clock(value: dt.datetime | dt.time | None) -> str:
    """A clock time in Rome: "15:42"."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).time() if timezone.is_aware(value) else value.time()
    return value.strftime("%H:%M")


def weekday_names(style: Literal["abbreviated", "narrow", "short", "wide"] = "abbreviated") -> list[str]:
    """Monday to Sunday."""
    names = babel_dates.get_day_names(style, context="stand-alone", locale=locale())
    return [names[index] for index in range(7)]


def _as_date(value: dt.date | dt.datetime) -> dt.date:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value
