# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What was understood of the words typed, as chips: each says what it means, and its link takes these words out of the text."""

from dataclasses import dataclass
from typing import Any

from babel.dates import format_skeleton
from django.utils.translation import gettext

from catalogue.vocabulary import BuildingKind, BusinessKind, ExperienceKind, UnitKind
from marketplace.territory.models import Municipality
from residencies.vocabulary import Discipline, Phase

from .calls import only_calls
from .links import Links
from .query import KIND_CHOICES, SearchRequest
from .reading import Dates, Guests, Length, Month, Price, Span, Spot, Thing, Where
from .understanding import OF_CALLS, Understood, text_without
from .wording import KIND_SIGNS, SIGNS, Chip, amenity_words, count_nights, days_words, flex_words, guests_words, locale_of, range_words

SUBKINDS: dict[str, Any] = {"stay": BuildingKind, "experience": ExperienceKind, "business": BusinessKind, "call": Discipline}
SEVERAL = 3  # so many kinds have no name but the one that was typed
FACT_SIGNS = {
    "day": "calendar",
    "nights": "calendar",
    "flex": "calendar",
    "guests": "people",
    "where": "pin",
    "price": "coin",
    "instant": "check",
    "free_cancellation": "check",
    "without": "close",
    "discipline": "brush",
    "phase": "clock",
    "deadline": "calendar",
}
Villages = dict[str, Municipality]


@dataclass(frozen=True, slots=True)
class Question:
    """A name that several places have, and what to click for each."""

    words: str
    chips: list[Chip]


def text_chips(request: SearchRequest, links: Links) -> list[Chip]:
    """A chip for each thing understood, and one for the words that are searched as text."""
    chips = [Chip(_label(one, request), _with_text(links, one.without), _sign(one)) for one in request.understood]
    if text := request.searched or request.named:
        understood = " ".join(one.fact.words for one in request.understood)
        chips.insert(0, Chip(gettext("“%(words)s”") % {"words": text}, _with_text(links, understood), "search"))
    return chips


def questions(request: SearchRequest, links: Links, villages: Villages) -> list[Question]:
    """Which of the places of one name is meant."""
    found = []
    for one in request.understood:
        if one.fact.kind == "where" and one.fact.value.ambiguous:
            chips = [Chip(_name(spot, villages), _choice(spot, one, request, links), "pin") for spot in one.fact.value.spots]
            names = {spot.name for spot in one.fact.value.spots}
            found.append(Question(names.pop() if len(names) == 1 else one.fact.words, chips))
    return found


def _choice(spot: Spot, one: Understood, request: SearchRequest, links: Links) -> str:
    """The search for this place: by its full name, if that is its own; else by where it is."""
    where: Where = one.fact.value
    if where.radius_km and len(spot.points) == 1:
        near = "{},{}".format(*spot.points[0])
        return links.but(q=one.without, near=near, radius_km=f"{where.radius_km:g}")
    if len({other.name for other in where.spots}) == len(where.spots):
        return links.but(q=f"{spot.name} {one.without}")
    return links.but(q=one.without, municipality=list(spot.codes))


def _name(spot: Spot, villages: Villages) -> str:
    village = villages.get(spot.codes[0]) if spot.kind == "locality" and spot.codes else None
    return f"{spot.name} ({village.name})" if village else spot.name


def _with_text(links: Links, text: str) -> str:
    return links.but(q=text)


def _sign(one: Understood) -> str:
    if one.fact.kind in ("amenity", "equipment"):
        return SIGNS.get(one.fact.value, "check")
    return KIND_SIGNS[one.fact.value.kind] if one.fact.kind == "what" else FACT_SIGNS[one.fact.kind]


def _label(one: Understood, request: SearchRequest) -> str:
    value, kind = one.value, one.fact.kind
    if kind == "day" and only_calls(request):
        return days_words(value.first, value.last, locale_of(request)) if isinstance(value, Span) else _when(value, request)
    if kind == "day":
        words = _when(value, request)
        return words if isinstance(value, Dates) or value.nights else f"{words} · {count_nights(request.nights)}"
    if kind == "flex":
        return flex_words(value)
    if kind == "without":
        return gettext("Not needed: %(what)s") % {"what": _wish(value)}
    if kind in ("amenity", "equipment", "instant", "free_cancellation"):
        return _wish(kind if kind in ("instant", "free_cancellation") else value)
    return _of_call(kind, value, request) if kind in OF_CALLS else _of_value(one, request)


def _of_value(one: Understood, request: SearchRequest) -> str:
    value = one.value
    if isinstance(value, Length):
        length = count_nights(value.nights)
        return " · ".join([gettext("Weekend"), length]) if value.weekend else length
    if isinstance(value, Guests):
        return guests_words(value.adults or request.adults or 0, value.children)
    if isinstance(value, Where):
        return _where(value)
    if isinstance(value, Price):
        return _price(value, request)
    if isinstance(value, Thing) and len(value.subkinds) < SEVERAL:
        return _thing(value)
    return one.fact.words


def _wish(value: Any) -> str:
    if value not in ("instant", "free_cancellation"):
        return amenity_words(value)
    return gettext("Booked at once") if value == "instant" else gettext("Free cancellation")


def _of_call(kind: str, value: Any, request: SearchRequest) -> str:
    if kind == "discipline":
        return str(Discipline(value).label)
    if kind == "phase":
        return ", ".join(str(Phase(phase).label) for phase in value)
    return gettext("Deadline in %(month)s") % {"month": format_skeleton("yMMMM", value.first, locale=locale_of(request))}


def _when(value: Any, request: SearchRequest) -> str:
    locale = locale_of(request)
    if isinstance(value, Dates):
        return days_words(value.check_in, value.check_out, locale)
    if isinstance(value, Month):
        return str(format_skeleton("yMMMM", value.first, locale=locale))
    if isinstance(value, Span):
        return gettext("arriving %(days)s") % {"days": days_words(value.first, value.last, locale)}
    return ""


def _where(where: Where) -> str:
    names = " / ".join(dict.fromkeys(spot.name for spot in where.spots))
    if where.radius_km is None:
        return names
    return gettext("Within %(km)s km of %(place)s") % {"km": f"{where.radius_km:g}", "place": names}


def _price(price: Price, request: SearchRequest) -> str:
    words = range_words(request, price.low, price.high)
    per = {"night": gettext("per night"), "person": gettext("a person"), "total": gettext("in total")}.get(price.per)
    return f"{words} {per}" if per else words


def _thing(thing: Thing) -> str:
    labels = [str(SUBKINDS[thing.kind](value).label) for value in thing.subkinds] + [str(UnitKind(value).label) for value in thing.units]
    what = ", ".join(labels) or str(dict(KIND_CHOICES)[thing.kind])
    if thing.sleeps:
        what += " " + gettext("for %(count)s") % {"count": thing.sleeps}
    return what


def with_text(request: SearchRequest, text: str) -> str:
    """The text typed with `text` instead of what is searched of it."""
    return " ".join([text, *(one.fact.words for one in request.understood)])


def without_facts(request: SearchRequest, *kinds: str) -> str:
    """The text typed without what was understood of these kinds."""
    return text_without(request.q, [one.fact for one in request.understood if one.fact.kind in kinds])
