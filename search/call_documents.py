# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the document of a call has beside what every document has: times, nights, disciplines, what is given, and its texts."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils.translation import override

from catalogue.models import Stay
from catalogue.vocabulary import Amenity
from marketplace.localised import localised
from residencies.domain.worth_of import worth_of
from residencies.models import Call, Place, Studio
from residencies.queries.programme import calls_in_full, public_calls
from residencies.vocabulary import Equipment

from .access import DOOR_80, DOOR_90, STEP_FREE, TURNING_150, access_of
from .offers import day_number
from .words import DISCIPLINES, EQUIPMENT, typed_words

AS_AMENITIES = {Equipment.INTERNET.value: Amenity.WIFI.value}  # what has a name in every house


def calls_of(ids: Sequence[int]) -> Iterable[Call]:
    """Public calls with all that a document shows; seven queries."""
    return calls_in_full(public_calls().filter(pk__in=ids))


def call_fields(call: Call) -> dict[str, Any]:
    """Instants are seconds, nights day numbers. A call is over at the end of the last day of its last period, on its own clocks."""
    periods = list(call.periods.all())
    decided = int(call.publication_at.timestamp())
    last = max((period.check_out for period in periods), default=call.publication_at.astimezone(call.zone).date())
    over = datetime.combine(last + timedelta(days=1), time.min, tzinfo=call.zone)
    return {
        "discipline": sorted(call.disciplines),
        "opens": int(call.opens_at.timestamp()),
        "closes": int(call.deadline_at.timestamp()),
        "decided": decided,
        "over": max(decided, int(over.timestamp())),
        "cancelled": None if call.cancelled_at is None else int(call.cancelled_at.timestamp()),
        "periods": [{"gte": day_number(period.check_in), "lte": day_number(period.check_out) - 1} for period in periods],
    }


def call_card(call: Call) -> dict[str, Any]:
    """`given` is EUR cents over `nights`."""
    worth = worth_of(call=call)
    return {"zone": call.time_zone, "given": int(worth.given * 100), "nights": worth.nights}


def home_of(call: Call) -> Any:
    """Where one lives, else where one works, as texts and the map know a place; the village says the rest."""
    stays = [stay for place in call.reserved.all() for stay in (_house(place), place.studio and place.studio.stay) if stay]
    stay = next((stay for stay in stays if stay.latitude is not None and stay.longitude is not None), stays[0] if stays else None)
    where = {name: getattr(stay, name, None) for name in ("latitude", "longitude")}
    return SimpleNamespace(locality=stay.locality if stay else "", address="", business=call.business, **where)


def _house(place: Place) -> Stay | None:
    return place.unit.stay if place.unit else None


def amenities_of(call: Call) -> list[str]:
    """What the rooms and the studios have that the call keeps."""
    found: set[str] = set()
    for place in call.reserved.all():
        if place.unit:
            found |= {*place.unit.stay.amenities, *place.unit.amenities}
        if place.studio:
            found |= {Amenity.STUDIO.value, *(AS_AMENITIES.get(thing, thing) for thing in place.studio.equipment)}
    step_free = {Amenity.STEP_FREE.value} if STEP_FREE in access_of_call(call) else set()
    return sorted(found - {Amenity.STEP_FREE.value} | step_free)


def access_of_call(call: Call) -> list[str]:
    """What was measured of a place to live and work in: what only one of the two allows is not claimed."""
    return sorted(set().union(*(_access_of(place) for place in call.reserved.all())))


def _access_of(place: Place) -> set[str]:
    house = _house(place)
    if place.studio is None:
        return set(access_of(house)) if house else set()
    work = _access_of_studio(place.studio)
    return {claim for claim in access_of(house) if claim in work or claim == TURNING_150} if house else work


def _access_of_studio(studio: Studio) -> set[str]:
    door = studio.door_cm or 0
    told = {STEP_FREE: studio.step_free, DOOR_80: door >= 80, DOOR_90: door >= 90}
    return {claim for claim, true in told.items() if true}


def call_texts(call: Call, language: str) -> tuple[list[str], list[str]]:
    """Words for what it is, and the body, in `language`."""
    studios = [place.studio for place in call.reserved.all() if place.studio]
    equipment = sorted({thing for studio in studios for thing in studio.equipment})
    with override(language):
        terms = [f"{term.get_kind_display()} {localised(term, 'note', language)}" for term in call.terms.all()]
        stages = [str(stage.get_kind_display()) for stage in call.stages.all()]
    body = [
        *(localised(call, name, language) for name in ("summary", "description", "eligibility")),
        *(localised(studio, name, language) for studio in studios for name in ("name", "description")),
        *typed_words(EQUIPMENT, equipment, language),
        *terms,
        *stages,
        *(localised(stage, "title", language) for stage in call.stages.all()),
    ]
    return typed_words(DISCIPLINES, call.disciplines, language), body
