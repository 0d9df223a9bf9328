# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A hit as the card of the list shows it: the facts that matter for what was asked come first."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_datetime
from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext

from catalogue.vocabulary import BuildingKind, BusinessKind, CancellationTier, ExperienceKind
from marketplace.booking.clock import rome_now

from .answer import Hit
from .call_cards import call_facts, phase_words
from .calls import only_calls
from .query import SearchRequest
from .why import Reason, reasons
from .wording import SIGNS, TERMS, amenity_words, count_guests, count_nights, locale_of, nights_words

SUBKINDS: dict[str, Any] = {"stay": BuildingKind, "experience": ExperienceKind, "business": BusinessKind}
# What is worth a word where nothing was asked for, the rarest first.
TELLING = ("studio", "pool", "charger", "step_free", "river_view", "pets", "fireplace", "bikes", "hill_view", "garden")
MOST_FACTS = 3


@dataclass(slots=True)
class Card:
    """Parameters of the face's card, and for the map. `badge`: of a call, where it stands."""

    hit: Hit
    url: str
    what: str
    price: Decimal | None
    price_unit: str
    from_price: bool
    facts: list[tuple[str, str]] = field(default_factory=list)
    why: list[Reason] = field(default_factory=list)
    badge: str = ""

    @property
    def several(self) -> bool:
        """Whether several units are free for the dates asked."""
        return self.hit.total_price is not None and len(self.hit.units) > 1


def card_of(hit: Hit, request: SearchRequest) -> Card:
    total = hit.total_price is not None
    return Card(
        hit=hit,
        url=address_of(hit, request),
        what="" if only_calls(request) else _what(hit),  # the title of the page says it
        price=hit.total_price if total else hit.from_price,
        price_unit=_unit_words(hit, request),
        from_price=not total and hit.kind == "stay",
        facts=[*_facts(hit, request)[:MOST_FACTS], *_terms(hit)] if hit.call is None else [*_away(hit, request), *call_facts(hit.call)],
        why=reasons(hit, request),
        badge=phase_words(hit.call) if hit.call else "",
    )


def address_of(hit: Hit, request: SearchRequest) -> str:
    """The page of the hit, with the dates and guests asked where it can use them."""
    if hit.nights is None:
        return hit.url
    check_in, check_out = hit.nights
    params: dict[str, Any] = {"check_in": check_in.isoformat(), "check_out": check_out.isoformat(), "adults": request.adults}
    if request.children:
        params |= {"children": request.children, "children_ages": request.children_ages}
    return f"{hit.url}?{urlencode(params, doseq=True)}"


def _what(hit: Hit) -> str:
    kinds = SUBKINDS.get(hit.kind)
    if kinds and hit.subkind in kinds.values:
        return str(kinds(hit.subkind).label)
    return {"good": gettext("Local product"), "call": gettext("Call for artists")}.get(hit.kind, "")


def _unit_words(hit: Hit, request: SearchRequest) -> str:
    if hit.total_price is not None:
        guests = count_guests(request)
        return f"{count_nights(request.nights)}, {guests}" if hit.kind == "stay" else guests
    words = {"stay": gettext("per night"), "experience": gettext("per person"), "good": gettext("each")}
    return words.get(hit.kind, "")


def _away(hit: Hit, request: SearchRequest) -> list[tuple[str, str]]:
    if hit.distance_km is None:
        return []
    km = format_decimal(round(hit.distance_km, 1), locale=locale_of(request))
    return [("pin", gettext("%(km)s km away") % {"km": km})]


def _facts(hit: Hit, request: SearchRequest) -> list[tuple[str, str]]:
    facts = []
    locale = locale_of(request)
    if hit.nights is not None and request.is_flexible:
        facts.append(("calendar", nights_words(request, hit.nights)))
    facts += _away(hit, request)
    if hit.starts_at is not None:
        facts.append(("calendar", format_datetime(rome_now(hit.starts_at).replace(tzinfo=None), "EEE d MMM, HH:mm", locale=locale)))
    if hit.places_left is not None:
        facts.append(("people", ngettext("%(count)s place left", "%(count)s places left", hit.places_left) % {"count": hit.places_left}))
    if hit.kind == "stay" and hit.sleeps:
        facts.append(("people", ngettext("sleeps %(count)s", "sleeps %(count)s", hit.sleeps) % {"count": hit.sleeps}))
    asked = [value for value in request.amenities if value in hit.amenities]
    telling = [*asked, *(value for value in TELLING if value in hit.amenities and value not in asked)]
    facts += [(SIGNS[value], amenity_words(value)) for value in telling if value in SIGNS]
    return facts


def _terms(hit: Hit) -> list[tuple[str, str]]:
    """On what terms it is booked: at once or on request, and what a cancellation costs."""
    facts = [("people", gettext("from age %(age)s") % {"age": hit.min_age})] if hit.min_age else []
    if hit.kind == "stay" and hit.instant is not None:
        facts.append(("check", gettext("Booked at once")) if hit.instant else ("clock", gettext("On request")))
    if hit.cancellation in CancellationTier.values:
        facts.append(("info", str(dict(TERMS)[hit.cancellation])))
    return facts
