# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the page of the search shows beside its hits: what was understood, what may be narrowed, and what to try when nothing fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_skeleton
from babel.numbers import format_decimal
from django.utils.translation import gettext

from marketplace.booking.clock import rome_now
from marketplace.territory.models import Municipality
from residencies.vocabulary import Discipline

from .access import ACCESS_CHOICES
from .answer import Facets
from .calls import asks_for_calls, only_calls
from .chips import text_chips
from .links import Links
from .prices import BANDS
from .query import AMENITY_CHOICES, INSTANT_CHOICES, KIND_CHOICES, PHASE_CHOICES, SORT_CHOICES, SearchRequest
from .units import MOST_DATES_WITH_BANDS
from .when import MOST_FLEX
from .wording import (
    CLDR,
    KIND_SIGNS,
    SIGNS,
    TERMS,
    Chip,
    amenity_words,
    band_words,
    count_guests,
    date_words,
    flex_words,
    locale_of,
    period_words,
    price_words,
)

DATES = ("check_in", "check_out", "flex", "when", "nights", "weekend")
MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Option:
    """A tick of a facet; `count` is what there is with it, whatever else of this facet is ticked (None: not counted). `said`: by the words
    typed."""

    value: str
    label: str
    count: int | None
    selected: bool
    said: bool = False


def understood(request: SearchRequest, places: dict[str, Municipality], links: Links) -> list[Chip]:
    """Chips of what narrows the search: what was typed first, then what was chosen."""
    chips, given = text_chips(request, links), links.params
    labels = dict(KIND_CHOICES)
    chips += [Chip(str(labels[kind]), links.without_value("kind", kind), KIND_SIGNS[kind]) for kind in given.getlist("kind")]
    if request.has_dates and ("check_in" in given or "when" in given):
        chips.append(Chip(period_words(request) if only_calls(request) else date_words(request), links.without(*DATES), "calendar"))
    if request.adults is not None and "adults" in given:
        chips.append(Chip(count_guests(request), links.without("adults", "children", "children_ages"), "people"))
    for code in given.getlist("municipality"):
        name = places[code].name if code in places else code
        chips.append(Chip(name, links.without_value("municipality", code), "pin"))
    chips += [Chip(area, links.without_value("area", area), "pin") for area in given.getlist("area")]
    for value in given.getlist("amenity"):
        chips.append(Chip(amenity_words(value), links.without_value("amenity", value), SIGNS.get(value, "check")))
    for name, labels_of, sign in (
        ("access", ACCESS_CHOICES, "step-free"),
        ("instant", INSTANT_CHOICES, "check"),
        ("cancellation", TERMS, "info"),
        ("discipline", Discipline.choices, "brush"),
        ("phase", PHASE_CHOICES, "clock"),
    ):
        chips += [Chip(str(dict(labels_of)[value]), links.without_value(name, value), sign) for value in given.getlist(name)]
    chips += [Chip(band_words(request, name), links.without_value("band", name), "coin") for name in request.bands]
    if ("price_min" in given or "price_max" in given) and (price := price_words(request)):
        chips.append(Chip(price, links.without("price_min", "price_max", "price_per"), "coin"))
    return chips + _place_chips(request, places, links)


def _place_chips(request: SearchRequest, places: dict[str, Municipality], links: Links) -> list[Chip]:
    chips = []
    if request.bbox:
        chips.append(Chip(gettext("This part of the map"), links.without("bbox"), "map"))
    if request.near and "near" in links.params:
        spot = _village_at(request.near, places)
        near = gettext("Near %(place)s") % {"place": spot.name} if spot else gettext("Near a place")
        if request.radius_km:
            km = format_decimal(request.radius_km, locale=locale_of(request))
            words = gettext("Within %(km)s km of %(place)s") if spot else gettext("Within %(km)s km")
            near = words % {"km": km, "place": spot.name if spot else ""}
        chips.append(Chip(near, links.without("near", "radius_km"), "pin"))
    return chips


def facet_options(request: SearchRequest, facets: Facets, places: dict[str, Municipality], links: Links) -> dict[str, list[Option]]:
    """The ticks of each facet, with counts; what nobody offers is left out, what is chosen stays."""

    def options(name: str, labels: Iterable[tuple[str, Any]], chosen: tuple[str, ...]) -> list[Option]:
        ticked, counted = links.params.getlist(name), name != "band" or bands_are_counted(request)
        return [
            Option(
                value, str(label), facets[name].get(value, 0) if counted else None, value in chosen, value in chosen and value not in ticked
            )
            for value, label in labels
        ]

    areas = options("area", [(area, area) for area in {*facets["area"], *request.areas}], request.areas)
    villages = options("municipality", [(code, place.name) for code, place in places.items()], request.municipalities)
    calls = asks_for_calls(request)
    return {
        "discipline": _offered(options("discipline", Discipline.choices, request.disciplines)) if calls else [],
        "phase": _offered(options("phase", PHASE_CHOICES, request.phases)) if calls else [],
        "access": _offered(options("access", ACCESS_CHOICES, request.access)),
        "instant": _offered(options("instant", INSTANT_CHOICES, request.instant)),
        "cancellation": _offered(options("cancellation", TERMS, request.cancellation)),
        "area": sorted(areas, key=lambda option: option.label),
        "band": _offered(options("band", [(name, band_words(request, name)) for name in BANDS], request.bands)),
        "kind": options("kind", KIND_CHOICES, request.kinds),
        "amenity": sorted(_offered(options("amenity", AMENITY_CHOICES, request.amenities)), key=lambda option: -(option.count or 0)),
        "municipality": sorted(_offered(villages), key=lambda option: option.label),
    }


def _offered(options: Iterable[Option]) -> list[Option]:
    return [option for option in options if option.count != 0 or option.selected]


def bands_are_counted(request: SearchRequest) -> bool:
    """Whether the facet of price bands has numbers: not for a month of dates. One may choose a band all the same."""
    return len(request.stays(rome_now().date())) <= MOST_DATES_WITH_BANDS


def sort_options(request: SearchRequest) -> list[tuple[str, str, bool]]:
    """Value, label and whether chosen; nearest only where there is a place to be near to, the lowest price where there are prices."""
    left_out = {"" if request.near else "distance", "price" if only_calls(request) and request.sort != "price" else ""}
    return [(value, str(label), value == request.sort) for value, label in SORT_CHOICES if value not in left_out]


RADII = (5, 10, 20, 40)  # km
Selects = tuple[list[tuple[str, str, bool]], list[tuple[str, str, bool]]]


def near_options(request: SearchRequest, places: dict[str, Municipality], links: Links) -> Selects:
    """Value, label and whether chosen: near which village, and how far at most. A place that is no village keeps its line."""
    chosen, radius = (request.near, request.radius_km) if "near" in links.params else (None, None)
    spot = _village_at(chosen, places) if chosen else None
    villages = [(f"{place.latitude},{place.longitude}", place.name, place is spot) for place in places.values()]
    if chosen and spot is None:
        villages.insert(0, (f"{chosen[0]},{chosen[1]}", gettext("This place"), True))
    radii = sorted({float(km) for km in RADII} | ({radius} if radius else set()))
    far = [(f"{km:g}", gettext("%(km)s km") % {"km": format_decimal(km, locale=locale_of(request))}, km == radius) for km in radii]
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
