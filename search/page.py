# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the page of the search shows beside its hits: what was understood, what may be narrowed, and what to try when nothing fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_interval, format_skeleton
from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.vocabulary import Amenity, CancellationTier
from marketplace.territory.models import Municipality

from .access import ACCESS_CHOICES
from .answer import Facets
from .links import Links
from .prices import BANDS, band_edges
from .query import INSTANT_CHOICES, KIND_CHOICES, SORT_CHOICES, SearchRequest
from .when import MOST_FLEX, Nights

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
}
KIND_SIGNS = {"stay": "bed", "experience": "walk", "business": "house", "good": "basket"}
TERMS = [
    (CancellationTier.FLEXIBLE.value, _("Flexible cancellation")),
    (CancellationTier.MODERATE.value, _("Moderate cancellation")),
    (CancellationTier.STRICT.value, _("Strict cancellation")),
    (CancellationTier.NON_REFUNDABLE.value, _("Non-refundable")),
]
DATES = ("check_in", "check_out", "flex", "when", "nights", "weekend")
MONTHS_SHOWN = 12
CLDR = {"it": "it", "en": "en_GB", "de": "de"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood; `url` is the search without it."""

    words: str
    url: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A tick of a facet; `count` is what there is with it, whatever else of this facet is ticked."""

    value: str
    label: str
    count: int
    selected: bool


def understood(request: SearchRequest, places: dict[str, Municipality], links: Links) -> list[Chip]:
    """Chips of what narrows the search."""
    chips = [Chip(f"“{request.q}”", links.without("q"), "search")] if request.q else []
    labels = dict(KIND_CHOICES)
    chips += [Chip(str(labels[kind]), links.without_value("kind", kind), KIND_SIGNS[kind]) for kind in request.kinds]
    if request.has_dates:
        chips.append(Chip(date_words(request), links.without(*DATES), "calendar"))
    if request.adults is not None and "adults" in links.params:
        chips.append(Chip(count_guests(request), links.without("adults", "children", "children_ages"), "people"))
    for code in request.municipalities:
        name = places[code].name if code in places else code
        chips.append(Chip(name, links.without_value("municipality", code), "pin"))
    chips += [Chip(area, links.without_value("area", area), "pin") for area in request.areas]
    chips += [
        Chip(str(Amenity(value).label), links.without_value("amenity", value), SIGNS.get(value, "check")) for value in request.amenities
    ]
    for name, labels_of, sign in (
        ("access", ACCESS_CHOICES, "step-free"),
        ("instant", INSTANT_CHOICES, "check"),
        ("cancellation", TERMS, "info"),
    ):
        values = getattr(request, name)
        chips += [Chip(str(dict(labels_of)[value]), links.without_value(name, value), sign) for value in values]
    chips += [Chip(band_words(request, name), links.without_value("band", name), "coin") for name in request.bands]
    if price := price_words(request):
        chips.append(Chip(price, links.without("price_min", "price_max", "price_per"), "coin"))
    if request.bbox:
        chips.append(Chip(gettext("This part of the map"), links.without("bbox"), "map"))
    if request.near:
        spot = _village_at(request.near, places)
        near = gettext("Near %(place)s") % {"place": spot.name} if spot else gettext("Near a place")
        if request.radius_km:
            km = format_decimal(request.radius_km, locale=locale_of(request))
            words = gettext("Within %(km)s km of %(place)s") if spot else gettext("Within %(km)s km")
            near = words % {"km": km, "place": spot.name if spot else ""}
        chips.append(Chip(near, links.without("near", "radius_km"), "pin"))
    return chips


def locale_of(request: SearchRequest) -> str:
    """The CLDR locale of the language asked in."""
    return CLDR.get(request.lang, "it")


def count_nights(nights: int) -> str:
    return ngettext("%(count)s night", "%(count)s nights", nights) % {"count": nights}


def count_guests(request: SearchRequest) -> str:
    adults = request.adults or 0
    text = ngettext("%(count)s adult", "%(count)s adults", adults) % {"count": adults}
    if request.children:
        text += ", " + ngettext("%(count)s child", "%(count)s children", request.children) % {"count": request.children}
    return text


def nights_words(request: SearchRequest, nights: Nights) -> str:
    return str(format_interval(nights.check_in, nights.check_out, skeleton="MMMd", locale=locale_of(request)))


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
    return f"{words} · {gettext('at the weekend')} · {length}" if request.weekend else f"{words} · {length}"


def flex_words(days: int) -> str:
    return ngettext("± %(count)s day", "± %(count)s days", days) % {"count": days}


def price_words(request: SearchRequest) -> str:
    """The price limits, with “per night” where they are meant so although there are dates."""
    words = _range_words(request, request.price_min, request.price_max)
    return f"{words} {gettext('per night')}" if words and request.has_dates and request.price_per == "night" else words


def band_words(request: SearchRequest, name: str) -> str:
    """A price band in EUR: for the nights asked, or for one."""
    return _range_words(request, *band_edges(name, request.price_nights))


def _range_words(request: SearchRequest, lowest: Decimal | int | None, highest: Decimal | int | None) -> str:
    low, high = (None if price is None else format_decimal(price, locale=locale_of(request)) for price in (lowest, highest))
    if low is not None and high is not None:
        return gettext("%(low)s–%(high)s €") % {"low": low, "high": high}
    if high is not None:
        return gettext("up to %(high)s €") % {"high": high}
    return gettext("from %(low)s €") % {"low": low} if low is not None else ""


def facet_options(request: SearchRequest, facets: Facets, places: dict[str, Municipality]) -> dict[str, list[Option]]:
    """The ticks of each facet, with counts; what nobody offers is left out, what is chosen stays."""
    kinds = [Option(value, str(label), facets["kind"].get(value, 0), value in request.kinds) for value, label in KIND_CHOICES]
    amenities = [Option(value, str(label), facets["amenity"].get(value, 0), value in request.amenities) for value, label in Amenity.choices]
    villages = [
        Option(code, place.name, facets["municipality"].get(code, 0), code in request.municipalities) for code, place in places.items()
    ]
    own = {"access": request.access, "instant": request.instant, "cancellation": request.cancellation}
    areas = [Option(area, area, facets["area"].get(area, 0), area in request.areas) for area in {*facets["area"], *request.areas}]
    bands = [Option(name, band_words(request, name), facets["band"].get(name, 0), name in request.bands) for name in BANDS]
    return {
        **{
            name: _offered(Option(value, str(label), facets[name].get(value, 0), value in own[name]) for value, label in choices)
            for name, choices in (("access", ACCESS_CHOICES), ("instant", INSTANT_CHOICES), ("cancellation", TERMS))
        },
        "area": sorted(areas, key=lambda option: option.label),
        "band": _offered(bands),
        "kind": kinds,
        "amenity": sorted(_offered(amenities), key=lambda option: -option.count),
        "municipality": sorted(_offered(villages), key=lambda option: option.label),
    }


def _offered(options: Iterable[Option]) -> list[Option]:
    return [option for option in options if option.count or option.selected]


def sort_options(request: SearchRequest) -> list[tuple[str, str, bool]]:
    """Value, label and whether chosen; nearest only where there is a place to be near to."""
    return [(value, str(label), value == request.sort) for value, label in SORT_CHOICES if value != "distance" or request.near]


RADII = (5, 10, 20, 40)  # km
Selects = tuple[list[tuple[str, str, bool]], list[tuple[str, str, bool]]]


def near_options(request: SearchRequest, places: dict[str, Municipality]) -> Selects:
    """Value, label and whether chosen: near which village, and how far at most. A place that is no village keeps its line."""
    spot = _village_at(request.near, places) if request.near else None
    villages = [(f"{place.latitude},{place.longitude}", place.name, place is spot) for place in places.values()]
    if request.near and spot is None:
        villages.insert(0, (f"{request.near[0]},{request.near[1]}", gettext("This place"), True))
    radii = sorted({float(km) for km in RADII} | ({request.radius_km} if request.radius_km else set()))
    far = [
        (f"{km:g}", gettext("%(km)s km") % {"km": format_decimal(km, locale=locale_of(request))}, km == request.radius_km) for km in radii
    ]
    return villages, far


def _village_at(near: tuple[float, float], places: dict[str, Municipality]) -> Municipality | None:
    return next((place for place in places.values() if (place.latitude, place.longitude) == near), None)


def flex_options(request: SearchRequest | None) -> list[tuple[int, str, bool]]:
    """Days, label and whether chosen."""
    chosen = request.flex if request else 0
    return [(days, flex_words(days) if days else gettext("exact dates"), days == chosen) for days in range(MOST_FLEX + 1)]


def month_options(request: SearchRequest | None, lang: str, today: date) -> list[tuple[str, str, bool]]:
    """The months to come, as `when` takes them; what is chosen is among them."""
    firsts = [date(today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1, 1) for n in range(MONTHS_SHOWN)]
    chosen = str(request.when) if request and request.when else ""
    months = [(f"{first:%Y-%m}", str(format_skeleton("yMMMM", first, locale=CLDR.get(lang, "it")))) for first in firsts]
    if chosen and request and chosen not in dict(months):
        months.append((chosen, date_words(request)))
    return [(value, label, value == chosen) for value, label in months]
