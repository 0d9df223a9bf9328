# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`/api/v1/search`. The parameters are documented here and read, as those of the page, by `query`."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import override
from ninja import Query, Router, Schema
from pydantic import Field, WithJsonSchema

from catalogue.vocabulary import CancellationTier
from marketplace.api.schemas import Problem
from marketplace.booking.stay_request import OLDEST_CHILD
from residencies.vocabulary import Discipline

from .access import ACCESS_CHOICES
from .answer import Hit, SearchAnswer
from .calls import CallFacts
from .demand.note import note_search
from .find import find
from .prices import BANDS
from .query import (
    AMENITY_CHOICES,
    INSTANT_CHOICES,
    KIND_CHOICES,
    LAST_PAGE,
    MOST_GUESTS,
    MOST_VALUES,
    PHASE_CHOICES,
    SORT_CHOICES,
    SearchRequest,
    read_request,
)
from .suggesting import read_typed, suggest
from .units import MOST_DATES_WITH_BANDS
from .when import MOST_FLEX, MOST_FLEXIBLE_NIGHTS
from .why import reasons

router = Router(tags=["search"])
IMAGE = "fill-960x640|format-jpeg"  # a rendition that the face draws too


def text(**schema: Any) -> Any:
    """A parameter that is documented as `schema` and checked by `query`, with its message in the reader's language."""
    return Annotated[str, WithJsonSchema({"type": "string", **schema})]


Day = text(format="date")
Guests = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_GUESTS})]
Age = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": OLDEST_CHILD})]
Price = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 100_000})]
Kind = text(enum=[value for value, _ in KIND_CHOICES])
Code = text(pattern="^[0-9]{6}$")
AccessIn = text(enum=[value for value, _ in ACCESS_CHOICES])
InstantIn = text(enum=[value for value, _ in INSTANT_CHOICES])
TermsIn = text(enum=CancellationTier.values)
BandIn = text(enum=list(BANDS))
Flex = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_FLEX})]
Nights = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_FLEXIBLE_NIGHTS})]
AmenityIn = text(enum=[value for value, _ in AMENITY_CHOICES])
DisciplineIn = text(enum=Discipline.values)
PhaseIn = text(enum=[value for value, _ in PHASE_CHOICES])


class SearchIn(Schema):
    q: text(maxLength=200) = Field("", description="where, what, when and for whom, in Italian, English or German; see `understood`")  # type: ignore[valid-type]
    kind: list[Kind] = Field(  # type: ignore[valid-type]
        [], max_length=MOST_VALUES, description="without it, calls for artists are found where words or a choice of theirs mean them"
    )
    check_in: Day | None = Field(  # type: ignore[valid-type]
        None, description="with check_out: only what can be booked for these nights; calls with a period that has one of them"
    )
    check_out: Day | None = None  # type: ignore[valid-type]
    flex: Flex | None = Field(None, description="so many days earlier or later would do: each stay is shown with its best dates")
    when: text(maxLength=40) | None = Field(  # type: ignore[valid-type]
        None, description="instead of check_in: a month (2027-05), or the first and the last day of arrival (2027-05-10/2027-05-20)"
    )
    nights: Nights | None = Field(None, description="with when; 2 if not given")
    weekend: text(enum=["on"]) | None = Field(None, description="with when: arriving on a Friday")  # type: ignore[valid-type]
    adults: Guests | None = Field(None, description="2 if dates are given without")
    children: Guests | None = None
    children_ages: list[Age] = Field([], max_length=MOST_GUESTS, description="in years, one a child: the tourist tax may depend on it")
    municipality: list[Code] = Field([], max_length=MOST_VALUES, description="ISTAT codes")  # type: ignore[valid-type]
    amenity: list[AmenityIn] = Field([], max_length=MOST_VALUES, description="all of them, those of a call's studio too")  # type: ignore[valid-type]
    area: list[text(maxLength=60)] = Field([], max_length=MOST_VALUES, description="names of areas, any of them")  # type: ignore[valid-type]
    access: list[AccessIn] = Field([], max_length=MOST_VALUES, description="measured accessibility, all of it")  # type: ignore[valid-type]
    instant: list[InstantIn] = Field([], max_length=MOST_VALUES)  # type: ignore[valid-type]
    cancellation: list[TermsIn] = Field([], max_length=MOST_VALUES, description="any of these terms")  # type: ignore[valid-type]
    band: list[BandIn] = Field(  # type: ignore[valid-type]
        [], max_length=MOST_VALUES, description="EUR a night, any of them; with dates the limits of the total are so many nights of it"
    )
    discipline: list[DisciplineIn] = Field([], max_length=MOST_VALUES, description="of calls for artists, any of them")  # type: ignore[valid-type]
    phase: list[PhaseIn] = Field(  # type: ignore[valid-type]
        [], max_length=MOST_VALUES, description="of calls for artists, any of them; without it all but past ones"
    )
    near: text(maxLength=120) | None = Field(None, description="latitude,longitude")  # type: ignore[valid-type]
    radius_km: Annotated[str, WithJsonSchema({"type": "number", "minimum": 0.1, "maximum": 500})] | None = None
    bbox: text(maxLength=120) | None = Field(None, description="west,south,east,north")  # type: ignore[valid-type]
    price_min: Price | None = Field(None, description="EUR: with dates of the total, else the lowest price of a night, a place or a piece")
    price_max: Price | None = None
    price_per: text(enum=["night", "total"]) | None = Field(None, description="what the limits are of, with dates; total if not given")  # type: ignore[valid-type]
    sort: text(enum=[value for value, _ in SORT_CHOICES]) = "relevance"  # type: ignore[valid-type]
    page: Annotated[str, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LAST_PAGE})] = "1"
    lang: text(enum=["it", "en", "de"]) | None = Field(None, description="of titles and addresses; else Accept-Language")  # type: ignore[valid-type]


class ReasonOut(Schema):
    code: str = Field(description="words, price, distance, newest, kind, deadline, new, draw")
    text: str


class CallOut(Schema):
    phase: str = Field(description="open, coming, jury, decided, past: at the time of the answer")
    opens_at: datetime
    deadline_at: datetime = Field(description="from this second on nothing is taken any more")
    time_zone: str = Field(description="IANA name of the clocks by which the call's times are read")
    disciplines: list[str]
    given: Decimal = Field(description="EUR: what one artist is given over the shortest stay the call allows")
    given_nights: int = Field(description="how many nights that is")


class HitOut(Schema):
    kind: str
    id: int
    slug: str
    url: str
    title: str
    municipality: str = Field(description="ISTAT code")
    village: str
    lat: float | None
    lon: float | None
    distance_km: float | None
    image: str | None
    from_price: Decimal | None = Field(description="EUR: the lowest price of a night, a place or a piece")
    total_price: Decimal | None = Field(description="EUR: the quote for the dates and guests asked, of the cheapest free unit")
    currency: str = "EUR"
    check_in: date | None = Field(description="of a stay: the dates of total_price, of several that would do the best")
    check_out: date | None
    min_age: int = Field(description="of everybody, for an experience; 0: any age")
    cancellation: str | None = Field(description="terms of a stay or an experience: flexible, moderate, strict, non_refundable")
    instant_booking: bool | None = Field(description="false: the host answers first")
    why: list[ReasonOut] = Field(description="what placed it, in the order in which it counts")
    units: list[int] = Field(description="units of a stay that are free, the cheapest first; without dates all of them")
    call: CallOut | None = Field(description="of a call for artists: its times and terms")


class UnderstoodOut(Schema):
    kind: str = Field(
        description="dates, nights, flexible, guests, place, kind, amenity, price, instant_booking, free_cancellation, without (a wish denied: no filter), "
        "or of calls for artists discipline, equipment, phase, deadline"
    )
    words: str = Field(description="of q: without them it asks the rest")
    value: Any = Field(description="what they mean; dates: check_in and check_out, or year and month, or first and last day of arrival")


class SearchOut(Schema):
    count: int
    page: int
    pages: int
    degraded: bool = Field(description="answered without Elasticsearch: right, but less finely ordered")
    understood: list[UnderstoodOut] = Field(description="what the words of q mean; parameters given win over them")
    results: list[HitOut]
    facets: dict[str, dict[str, int]] = Field(
        description="by kind, municipality, area, amenity, access, instant, cancellation, band, discipline, phase: how many there would be; "
        f"band is empty where more than {MOST_DATES_WITH_BANDS} dates would do (`when`), and can be asked for all the same"
    )


class SuggestIn(Schema):
    q: text(maxLength=200) = Field("", description="what is typed so far")  # type: ignore[valid-type]
    lang: text(enum=["it", "en", "de"]) | None = Field(None, description="of titles and addresses; else Accept-Language")  # type: ignore[valid-type]


class SuggestionOut(Schema):
    title: str
    detail: str = Field(description="where it is")
    url: str


class SuggestionsOut(Schema):
    kind: str = Field(description="place, stay, experience, business, good, call")
    label: str
    items: list[SuggestionOut]


@router.get("/suggest", response={200: list[SuggestionsOut], 422: Problem}, summary="What somebody may be about to type")
def suggestions(request: HttpRequest, asked: Query[SuggestIn]) -> list[dict[str, Any]]:
    """Villages by name, listings by title and village; every word typed begins a word there, slips are forgiven."""
    typed, language = read_typed(request.GET)
    with override(language):
        return [
            {
                "kind": group.kind,
                "label": group.label,
                "items": [{"title": one.title, "detail": one.detail, "url": request.build_absolute_uri(one.url)} for one in group.items],
            }
            for group in suggest(typed, language)
        ]


@router.get("", response={200: SearchOut, 422: Problem}, summary="Find stays, experiences, businesses, goods, calls for artists")
def search(request: HttpRequest, asked: Query[SearchIn]) -> dict[str, Any]:
    """With dates, a stay is found only if one of its units is free for all nights, holds all guests, and its rules allow it.

    Searches are counted without anything of who asks: place, kind, week, nights, guests, wishes, and whether there was a result.
    """
    found = read_request(request.GET, mapped=False)
    with override(found.lang):
        answer = find(found)
        out = answer_out(request, answer)
    note_search(request, answer)
    return out


def answer_out(request: HttpRequest, answer: SearchAnswer) -> dict[str, Any]:
    asked = answer.request
    return {
        "count": answer.count,
        "page": asked.page,
        "pages": -(-answer.count // asked.per_page),
        "degraded": answer.degraded,
        "understood": [one.out() for one in asked.understood],
        "results": [hit_out(request, hit, asked) for hit in answer.hits],
        "facets": answer.facets,
    }


def hit_out(request: HttpRequest, hit: Hit, asked: SearchRequest) -> dict[str, Any]:
    image = request.build_absolute_uri(hit.picture.get_rendition(IMAGE).url) if hit.picture else None
    same = (
        "kind",
        "id",
        "slug",
        "title",
        "municipality",
        "village",
        "lat",
        "lon",
        "distance_km",
        "from_price",
        "total_price",
        "units",
        "min_age",
    )
    why = [{"code": reason.code, "text": reason.text} for reason in reasons(hit, asked)]
    check_in, check_out = hit.nights or (None, None)
    terms: dict[str, Any] = {"check_in": check_in, "check_out": check_out, "why": why}
    terms |= {"cancellation": hit.cancellation or None, "instant_booking": hit.instant, "call": call_out(hit.call) if hit.call else None}
    return {**{name: getattr(hit, name) for name in same}, **terms, "url": request.build_absolute_uri(hit.url), "image": image}


def call_out(call: CallFacts) -> dict[str, Any]:
    same = {name: getattr(call, name) for name in ("phase", "opens_at", "deadline_at", "time_zone", "given")}
    return {**same, "disciplines": list(call.disciplines), "given_nights": call.nights}
