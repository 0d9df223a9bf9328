# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How amounts and moments are written in each language, for texts that are kept with a quote."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from babel.dates import format_datetime
from django.conf import settings
from django.utils import translation

from .clock import ROME

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
MOMENT = {"de": "d. MMMM y, HH:mm"}


def money(amount: Decimal) -> str:
    """EUR in the active language: “1.234,50 €” in Italian and German, “€1,234.50” in English."""
    sign, plain = ("−" if amount < 0 else ""), f"{abs(amount):,.2f}"
    if (translation.get_language() or "it").startswith("en"):
        return f"{sign}€{plain}"
    return f"{sign}{plain.translate(str.maketrans(',.', '.,'))} €"


def moment(instant: datetime) -> str:
    """Date and hour in Europe/Rome, in the active language."""
    code = (translation.get_language() or "it").split("-")[0]
    return format_datetime(instant, MOMENT.get(code, "d MMMM y, HH:mm"), tzinfo=ROME, locale=code)


def in_all_languages(*texts: Callable[[], str]) -> list[dict[str, str]]:
    """Each text in every language of the site, keyed by its code."""
    labels: list[dict[str, str]] = [{} for _text in texts]
    for code in LANGUAGES:
        with translation.override(code):
            for label, text in zip(labels, texts, strict=True):
                label[code] = text()
    return labels
