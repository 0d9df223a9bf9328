# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the page of the search shows beside its hits: what was understood, what may be narrowed, and what to try when nothing fits."""

from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import format_interval
from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext

from catalogue.vocabulary import Amenity
from marketplace.territory.models import Municipality

from .answer import Facets
from .links import Links
from .query import KIND_CHOICES, SORT_CHOICES, SearchRequest

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
    if request.check_in and request.check_out:
        dates = format_interval(request.check_in, request.check_out, skeleton="MMMd", locale=locale_of(request))
        chips.append(Chip(f"{dates} · {count_nights(request.nights)}", links.without("check_in", "check_out"), "calendar"))
    if request.adults is not None and "adults" in links.params:
        chips.append(Chip(count_guests(request), links.without("adults", "children", "children_ages"), "people"))
    for code in request.municipalities:
        name = places[code].name if code in places else code
        chips.append(Chip(name, links.without_value("municipality", code), "pin"))
    chips += [
        Chip(str(Amenity(value).label), links.without_value("amenity", value), SIGNS.get(value, "check")) for value in request.amenities
    ]
    if price := price_words(request):
        chips.append(Chip(price, links.without("price_min", "price_max"), "coin"))
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


def price_words(request: SearchRequest) -> str:
    low, high = (
        None if price is None else format_decimal(price, locale=locale_of(request)) for price in (request.price_min, request.price_max)
    )
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
    return {
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
