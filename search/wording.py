# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Days, counts, prices and signs, as the page of the search and its cards say them."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_interval, format_skeleton
from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.vocabulary import CancellationTier

from .prices import band_edges
from .query import AMENITY_CHOICES, SearchRequest
from .when import Nights

NOUGHT = re.compile(r"\b0(?=\d)")
SIGNS = {
    "wifi": "wifi",
    "kitchen": "kitchen",
    "parking": "parking",
    "charger": "charger",
    "pets": "dog",
    "step_free": "step-free",
    "air_conditioning": "cool",
    "heating": "fire",
    "washing_machine": "washing",
    "pool": "pool",
    "garden": "garden",
    "fireplace": "fire",
    "bikes": "bike",
    "breakfast": "table",
    "cot": "baby",
    "workspace": "desk",
    "studio": "brush",
    "river_view": "view",
    "hill_view": "view",
    "kiln": "fire",
    "press": "print",
}
KIND_SIGNS = {"stay": "bed", "experience": "walk", "business": "house", "good": "basket", "call": "brush"}
_AMENITIES = dict(AMENITY_CHOICES)
TERMS = [
    (CancellationTier.FLEXIBLE.value, _("Flexible cancellation")),
    (CancellationTier.MODERATE.value, _("Moderate cancellation")),
    (CancellationTier.STRICT.value, _("Strict cancellation")),
    (CancellationTier.NON_REFUNDABLE.value, _("Non-refundable")),
]
CLDR = {"it": "it", "en": "en_GB", "de": "de"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood; `url` is the search without it."""

    words: str
    url: str
    sign: str = ""


def locale_of(request: SearchRequest) -> str:
    """The CLDR locale of the language asked in."""
    return CLDR.get(request.lang, "it")


def amenity_words(value: str) -> str:
    """What a house or a studio has, as it is called."""
    return str(_AMENITIES[value])


def count_nights(nights: int) -> str:
    return ngettext("%(count)s night", "%(count)s nights", nights) % {"count": nights}


def count_guests(request: SearchRequest) -> str:
    return guests_words(request.adults or 0, request.children)


def guests_words(adults: int, children: int) -> str:
    text = ngettext("%(count)s adult", "%(count)s adults", adults) % {"count": adults}
    if children:
        text += ", " + ngettext("%(count)s child", "%(count)s children", children) % {"count": children}
    return text


def nights_words(request: SearchRequest, nights: Nights) -> str:
    return days_words(nights.check_in, nights.check_out, locale_of(request))


def days_words(first: date, last: date, locale: str) -> str:
    """From a day to a day, without the noughts that CLDR sets before Italian days: “3–5 giu”."""
    return NOUGHT.sub("", format_interval(first, last, skeleton="MMMd", locale=locale))


def date_words(request: SearchRequest) -> str:
    """When, as a chip says it: “3–5 May · 2 nights”, with “± 2 days”, or “May 2027 · a weekend”."""
    if request.when is None:
        assert request.check_in
        assert request.check_out
        words = f"{nights_words(request, Nights(request.check_in, request.check_out))} · {count_nights(request.nights)}"
        return f"{words} · {flex_words(request.flex)}" if request.flex else words
    if request.when.month:
        words = str(format_skeleton("yMMMM", request.when.first, locale=locale_of(request)))
    else:
        words = gettext("arriving %(days)s") % {"days": nights_words(request, Nights(*request.when))}
    length = count_nights(request.nights)
    return " · ".join([words, gettext("at the weekend"), length] if request.weekend else [words, length])


def period_words(request: SearchRequest) -> str:
    """The same of calls for artists, to which the number of nights and the days of the week mean nothing."""
    if request.when and request.when.month:
        return str(format_skeleton("yMMMM", request.when.first, locale=locale_of(request)))
    first, last = request.when or (request.check_in, request.check_out)
    assert first
    assert last
    words = days_words(first, last, locale_of(request))
    return f"{words} · {flex_words(request.flex)}" if request.flex else words


def flex_words(days: int) -> str:
    return ngettext("± %(count)s day", "± %(count)s days", days) % {"count": days}


def price_words(request: SearchRequest) -> str:
    """The price limits, with “per night” where they are meant so although there are dates."""
    words = range_words(request, request.price_min, request.price_max)
    per_night = gettext("per night")
    return f"{words} {per_night}" if words and request.has_dates and request.price_per == "night" else words


def band_words(request: SearchRequest, name: str) -> str:
    """A price band in EUR: for the nights asked, or for one."""
    return range_words(request, *band_edges(name, request.price_nights))


def range_words(request: SearchRequest, lowest: Decimal | int | None, highest: Decimal | int | None) -> str:
    low, high = (None if price is None else format_decimal(price, locale=locale_of(request)) for price in (lowest, highest))
    if low is not None and high is not None:
        return gettext("%(low)s–%(high)s €") % {"low": low, "high": high}
    if high is not None:
        return gettext("up to %(high)s €") % {"high": high}
    return gettext("from %(low)s €") % {"low": low} if low is not None else ""
