# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What one offer of a stay must be, in Elasticsearch's words: big enough, free for all nights of one of the dates, its rules
kept, within the price, with all that is wanted."""

from dataclasses import replace
from typing import Any

from marketplace.booking.clock import rome_now

from .clauses import Clause, clause, one_of
from .offers import arrival_code, day_number
from .prices import Limits
from .query import SearchRequest
from .totals import Asked, cheapest, keeps, scored
from .when import Nights

TERM_FACETS = ("kind", "municipality", "area", "access", "instant", "cancellation", "discipline")
MOST_DATES_WITH_BANDS = 7  # of more dates the totals of everything are too many to be counted


def chosen_of(request: SearchRequest) -> dict[str, tuple[str, ...]]:
    """The choices of which one has to fit, by field."""
    return {
        "kind": request.kinds,
        "municipality": request.municipalities,
        "area": request.areas,
        "instant": request.instant,
        "cancellation": request.cancellation,
        "discipline": request.disciplines,
    }


def counts_bands(asked: Asked) -> bool:
    """Whether the price bands are counted."""
    return len(asked.stays) <= MOST_DATES_WITH_BANDS


def with_bands(asked: Asked, *names: str) -> Asked:
    """The same question with these bands chosen instead of others."""
    return replace(asked, request=asked.request.but(bands=names))


def unit_that(asked: Asked, *, amenities: bool = True, bands: bool = True) -> Clause | None:
    """Listings with an offer that fits (see `unit_clause`)."""
    fitting = unit_clause(asked, amenities=amenities, bands=bands)
    return None if fitting is None else clause("nested", path="offers", query=fitting, score_mode="none")


def unit_clause(asked: Asked, *, amenities: bool = True, bands: bool = True) -> Clause | None:
    """The offers that fit the request, with or without what is chosen in these two facets; None if all do."""
    request = asked.request
    common = _common(request, amenities)
    wanted = _wanted(request, limits=True, bands=bands)
    if asked.stays:
        dates = [_on(nights, asked, wanted) if wanted else _free(nights, asked) for nights in asked.stays]
        return clause("bool", filter=[*common, one_of(dates)])
    everything = [*common, *(one_of([_night_price(limits) for limits in any_of]) for any_of in wanted)]
    return clause("bool", filter=everything) if everything else None


def unit_score(asked: Asked) -> Clause:
    """Stays with the total of their cheapest fitting offer as score, on the dates when it is cheapest."""
    wanted = _wanted(asked.request, limits=True, bands=True)
    score = cheapest([_on(nights, asked, wanted) for nights in asked.stays])
    query = clause("bool", must=[score], filter=_common(asked.request, amenities=True))
    return clause("nested", path="offers", query=query, score_mode="max")


def _on(nights: Nights, asked: Asked, wanted: list[list[Limits]]) -> Clause:
    """The offers that are free for these nights at a total that is wanted; their score says which."""
    score = scored(_free(nights, asked), nights, asked)
    if not wanted:
        return score
    return clause("bool", must=[score], filter=[one_of([keeps(score, limits) for limits in any_of]) for any_of in wanted])


def _wanted(request: SearchRequest, *, limits: bool, bands: bool) -> list[list[Limits]]:
    """The limits that a price has to keep: of each list one."""
    wanted = [[request.limits()]] if limits and request.limits() != (None, None) else []
    if bands and request.bands:
        wanted.append(request.band_limits())
    return wanted


def own_price(asked: Asked, *, limits: bool = True, bands: bool = True) -> list[Clause]:
    """The price of what has no units: with dates that of all guests, for an experience."""
    wanted = _wanted(asked.request, limits=limits, bands=bands)
    return [one_of([_own(asked, limits) for limits in any_of]) for any_of in wanted]


def _own(asked: Asked, limits: Limits) -> Clause:
    guests = asked.request.guests if asked.stays else None
    if not guests or guests == 1:
        return clause("range", from_price=_between(limits))
    low, high = limits
    of_each: Limits = (None if low is None else -(-low // guests), None if high is None else high // guests)
    going = clause("bool", filter=[clause("term", kind="experience"), clause("range", from_price=_between(of_each))])
    rest = clause("bool", filter=[clause("range", from_price=_between(limits))], must_not=[clause("term", kind="experience")])
    return one_of([going, rest])


def _common(request: SearchRequest, amenities: bool) -> list[Clause]:
    """What holds for all dates."""
    clauses = [clause("term", **{"offers.amenities": amenity}) for amenity in request.amenities] if amenities else []
    if request.unit_kinds:
        clauses.append(clause("terms", **{"offers.kind": request.unit_kinds}))
    if request.guests is not None:
        clauses.append(clause("range", **{"offers.capacity": {"gte": request.guests}}))
    if request.has_dates:
        clauses.append(clause("range", **{"offers.min_nights": {"lte": request.nights}}))
        clauses.append(clause("range", **{"offers.max_nights": {"gte": request.nights}}))
    return clauses


def _free(nights: Nights, asked: Asked) -> Clause:
    """Free for these nights, with an arrival and a departure that the rules allow."""
    local = rome_now(asked.now)
    first, leaving = day_number(nights.check_in), day_number(nights.check_out)
    arriving, ahead = arrival_code(first, nights.length), (nights.check_in - local.date()).days
    clauses = [
        clause("range", **{"offers.arrival": {"gte": arriving, "lte": arriving, "relation": "contains"}}),
        clause("range", **{"offers.free": {"gte": first, "lte": leaving - 1, "relation": "contains"}}),
        clause("range", **{"offers.notice": {"lte": ahead}}),
        clause("range", **{"offers.window": {"gte": ahead}}),
    ]
    if ahead == 0:
        clauses.append(clause("range", **{"offers.until": {"gt": local.hour * 60 + local.minute}}))
    closed = [
        clause("term", **{"offers.no_arrival": nights.check_in.weekday()}),
        clause("term", **{"offers.no_departure": nights.check_out.weekday()}),
        clause("range", **{"offers.closed_departure": {"gte": leaving, "lte": leaving, "relation": "contains"}}),
    ]
    return clause("bool", filter=clauses, must_not=closed)


def _night_price(limits: Limits) -> Clause:
    return clause("range", **{"offers.price": _between(limits)})


def _between(limits: Limits) -> dict[str, Any]:
    return {name: cents for name, cents in zip(("gte", "lte"), limits, strict=True) if cents is not None}
