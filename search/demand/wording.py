# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The counts' short values in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from babel.dates import format_date, format_skeleton
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.vocabulary import BuildingKind, UnitKind

from ..access import ACCESS_CHOICES
from ..query import AMENITY_CHOICES, KIND_CHOICES
from ..wording import CLDR
from .facts import GUESTS, NIGHTS


def wish_words(wishes: Iterable[str]) -> str:
    labels: dict[str, Any] = dict([*ACCESS_CHOICES, *UnitKind.choices, *BuildingKind.choices, *AMENITY_CHOICES])
    labels |= {"instant": _("Booked at once"), "free_cancellation": _("Free cancellation")}
    return ", ".join(str(labels.get(wish, wish)) for wish in wishes)


def kind_words(kind: str) -> str:
    return str(dict(KIND_CHOICES).get(kind, ""))


def group_words(least: int, groups: tuple[int, ...]) -> str:
    """“3–4”, “8 or more”; nothing if it was not said."""
    if not least:
        return ""
    later = [other for other in groups if other > least]
    if not later:
        return _("%(least)s or more") % {"least": least}
    return str(least) if later[0] == least + 1 else f"{least}–{later[0] - 1}"


def nights_words(least: int) -> str:
    return group_words(least, NIGHTS)


def guests_words(least: int, children: bool) -> str:
    words = group_words(least, GUESTS)
    return _("%(guests)s, with children") % {"guests": words} if words and children else words


def arrival_words(arrival: str) -> str:
    """A week by its Monday, or a month."""
    year, _sign, part = arrival.partition("-")
    if part.startswith("W"):
        return _("week of %(day)s") % {"day": week_words(date.fromisocalendar(int(year), int(part[1:]), 1))}
    return str(format_skeleton("yMMMM", date(int(year), int(part), 1), locale=_locale())) if part else ""


def week_words(monday: date) -> str:
    return str(format_date(monday, "long", locale=_locale()))


def _locale() -> str:
    return CLDR.get((get_language() or "it")[:2], "it")


def price_words(euro: int) -> str:
    return _("up to %(euro)s € a night") % {"euro": euro} if euro else ""
