# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From the things as they are to their documents, many at once, with a number of queries that does not grow.

A listing that is a draft, not public, or gone has no document. The next kind (campaign) adds a function here and a line to
BUILDERS.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from catalogue.models import Business, Experience, Good, Session, Stay, Unit
from marketplace.booking.clock import rome_now
from marketplace.booking.terms_of_many import load_terms_from
from marketplace.localised import localised
from marketplace.territory.models import Municipality

from .access import access_of
from .call_documents import access_of_call, amenities_of, call_card, call_fields, call_texts, calls_of, home_of
from .compounds import with_parts
from .draws import draws_of
from .offers import day_number, offers_of
from .queue import Key
from .texts import plain_text
from .topics import name_topics
from .words import AMENITIES, KINDS, LANGUAGES, SUBKINDS, typed_words


@dataclass
class Draft:
    """A document on its way: facts for filters, texts by language and weight, and what a hit shows."""

    kind: str
    pk: int
    slug: str
    subkind: str
    since: datetime | None
    municipality: Municipality | None
    place: Any = None
    amenities: list[str] = field(default_factory=list)
    access: list[str] = field(default_factory=list)
    from_price: int | None = None
    min_age: int = 0
    offers: list[dict[str, Any]] = field(default_factory=list)
    sessions: list[dict[str, Any]] = field(default_factory=list)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    card: dict[str, Any] = field(default_factory=dict)
    draws: dict[str, int] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)  # what only this kind has

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """Latitude and longitude: its own, else those of its village."""
        for thing in (self.place, self.municipality):
            if thing is not None and thing.latitude is not None and thing.longitude is not None:
                return thing.latitude, thing.longitude
        return None

    @property
    def instant(self) -> str:
        """Whether it is booked at once, as the facet says it; empty where nothing is booked."""
        return {True: "yes", False: "no"}.get(self.card.get("instant"), "")  # type: ignore[arg-type]

    def document(self) -> dict[str, Any]:
        """The body as Elasticsearch gets it."""
        found = self.coordinates
        return {
            "key": self.key,
            "kind": self.kind,
            "object_id": self.pk,
            "subkind": self.subkind,
            "municipality": self.municipality.istat if self.municipality else "",
            "area": self.municipality.area if self.municipality else "",
            "amenities": self.amenities,
            "access": self.access,
            "instant": self.instant,
            "cancellation": self.card.get("cancellation", ""),
            "from_price": self.from_price,
            "min_age": self.min_age,
            "capacity": max((offer["capacity"] for offer in self.offers), default=None),
            "location": {"lat": found[0], "lon": found[1]} if found else None,
            "since": int(self.since.timestamp()) if self.since else 0,
            "draws": self.draws,
            "offers": self.offers,
            "sessions": self.sessions,
            **self.own,
            **self.texts,
            "card": {**self.card, "slug": self.slug, "village": self.municipality.name if self.municipality else ""},
        }


def build(keys: Iterable[Key], now: datetime | None = None) -> dict[Key, Draft]:
    """The drafts of those of `keys` that the public may see."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for kind, pk in keys:
        wanted[kind].append(pk)
    now = now or timezone.now()
    drafts = {(kind, draft.pk): draft for kind, ids in wanted.items() if kind in BUILDERS for draft in BUILDERS[kind](ids, now)}
    for draft in drafts.values():
        name_topics(draft.texts)
        draft.draws = draws_of(draft.key, now)
    return drafts


def build_stays(ids: Sequence[int], now: datetime) -> list[Draft]:
    stays = Stay.objects.public().filter(pk__in=ids).select_related("municipality", "business").defer("municipality__boundary")
    units: dict[int, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.public().filter(parent__in=ids).order_by("pk"):
        units[unit.parent_id].append(unit)
    offers = _offers([unit.pk for group in units.values() for unit in group], now)
    return [_stay(stay, units[stay.pk], [offer for unit in units[stay.pk] for offer in offers[unit.pk]]) for stay in stays]


def _offers(unit_ids: list[int], now: datetime) -> dict[int, list[dict[str, Any]]]:
    today = rome_now(now).date()
    loaded = load_terms_from(units=unit_ids, start=today, now=now)
    offers: dict[int, list[dict[str, Any]]] = {pk: [] for pk in unit_ids}
    return offers | {terms.unit.pk: offers_of(terms, taken, today) for terms, taken in loaded}


def _stay(stay: Stay, units: list[Unit], offers: list[dict[str, Any]]) -> Draft:
    prices = [offer["price"] for offer in offers if offer["price"] is not None]
    draft = _draft("stay", stay, stay.building_kind, stay.municipality, stay)
    draft.amenities = sorted({*stay.amenities, *(amenity for unit in units for amenity in unit.amenities)})
    draft.access = access_of(stay)
    draft.from_price = min(prices, default=None)
    draft.offers = offers
    for language in LANGUAGES:
        subkinds = typed_words(SUBKINDS, [stay.building_kind, *{unit.kind for unit in units}], language)
        _write(
            draft,
            language,
            stay,
            title=[localised(stay, "title", language)],
            body=[
                *_each(stay, language, "summary", "description", "was", "without_car", "restored_by"),
                *(localised(unit, "title", language) for unit in units),
                *typed_words(AMENITIES, draft.amenities, language),
            ],
            kind=subkinds,
        )
    draft.card |= {"units": [unit.pk for unit in units], "sleeps": max((unit.capacity for unit in units), default=0)}
    draft.card |= {"cancellation": stay.cancellation_tier, "instant": stay.instant_booking}
    return draft


def build_experiences(ids: Sequence[int], now: datetime) -> list[Draft]:
    sessions: dict[int, list[Session]] = defaultdict(list)
    for session in Session.objects.public().filter(parent__in=ids, starts_at__gt=now).order_by("starts_at"):
        sessions[session.parent_id].append(session)
    found = []
    for thing in Experience.objects.public().filter(pk__in=ids).select_related("municipality", "business").defer("municipality__boundary"):
        draft = _draft("experience", thing, thing.kind, thing.municipality, thing)
        draft.from_price, draft.min_age = int(thing.price * 100), thing.min_age
        draft.amenities = ["step_free"] if thing.step_free else []
        draft.sessions = [_session(session) for session in sessions[thing.pk]]
        for language in LANGUAGES:
            texts = _each(thing, language, "summary", "description", "included", "meeting_point")
            body = [*texts, *typed_words(AMENITIES, draft.amenities, language)]
            kind = typed_words(SUBKINDS, [thing.kind], language)
            _write(draft, language, thing, title=[localised(thing, "title", language)], body=body, kind=kind)
        draft.card |= {"minutes": thing.duration_minutes, "price_per": "person", "cancellation": thing.cancellation_tier, "instant": True}
        found.append(draft)
    return found


def _session(session: Session) -> dict[str, Any]:
    return {
        "id": session.pk,
        "starts": int(session.starts_at.timestamp()),
        "day": day_number(rome_now(session.starts_at).date()),
        "places": session.places_left,
    }


def build_goods(ids: Sequence[int], now: datetime) -> list[Draft]:
    found = []
    goods = Good.objects.public().filter(pk__in=ids).select_related("business__municipality").defer("business__municipality__boundary")
    for good in goods:
        draft = _draft("good", good, "", good.business.municipality if good.business else None, good.business)
        draft.from_price = int(good.price * 100)
        for language in LANGUAGES:
            title = [localised(good, "title", language)]
            _write(draft, language, good.business, title=title, body=_each(good, language, "summary", "description"))
        draft.card |= {"price_per": "piece"}
        found.append(draft)
    return found


def build_businesses(ids: Sequence[int], now: datetime) -> list[Draft]:
    found = []
    for business in Business.objects.filter(pk__in=ids, live=True).select_related("municipality").defer("municipality__boundary"):
        draft = _draft("business", business, business.kind, business.municipality, business)
        for language in LANGUAGES:
            kind = typed_words(SUBKINDS, [business.kind], language)
            _write(draft, language, business, title=[business.name], body=_each(business, language, "summary", "story"), kind=kind)
        found.append(draft)
    return found


def build_calls(ids: Sequence[int], now: datetime) -> list[Draft]:
    found = []
    for call in calls_of(ids):
        home = home_of(call)
        draft = _draft("call", call, "", call.municipality, home)
        draft.own, draft.amenities, draft.access = call_fields(call), amenities_of(call), access_of_call(call)
        draft.card |= call_card(call)
        for language in LANGUAGES:
            kind, body = call_texts(call, language)
            _write(draft, language, home, title=[localised(call, "title", language)], body=body, kind=kind)
        found.append(draft)
    return found


Builder = Callable[[Sequence[int], datetime], list[Draft]]
BUILDERS: dict[str, Builder] = {
    "stay": build_stays,
    "experience": build_experiences,
    "good": build_goods,
    "business": build_businesses,
    "call": build_calls,
}


def _draft(kind: str, thing: Any, subkind: str, municipality: Municipality | None, place: Any) -> Draft:
    since = getattr(thing, "first_published_at", None) or getattr(thing, "date_created", None)
    draft = Draft(kind, thing.pk, thing.slug, subkind, since, municipality, place)
    name = "name" if kind == "business" else "title"
    draft.card = {
        "title": {language: localised(thing, name, language) for language in LANGUAGES},
        "summary": {language: localised(thing, "summary", language) for language in LANGUAGES},
        "picture": thing.picture_id,
    }
    return draft


def _each(thing: Any, language: str, *names: str) -> list[str]:
    return [localised(thing, name, language) for name in names]


def _write(draft: Draft, language: str, place: Any, *, title: list[str], body: list[str], kind: Sequence[str] = ()) -> None:
    """Texts of one language, folded: where it is, what it is called, what kind it is, and the rest."""
    village = draft.municipality
    where = [getattr(place, "locality", ""), *([village.name, village.area] if village else [])]
    business = getattr(place, "business", None) or (place if draft.kind == "good" else None)
    opened = with_parts if language == "de" else str
    draft.texts[language] = {
        "place": plain_text(*where),
        "title": opened(plain_text(*title)),
        "kind": opened(plain_text(*kind, KINDS[draft.kind][language])),
        "body": opened(plain_text(*body, getattr(place, "address", ""), business.name if business else "")),
    }
