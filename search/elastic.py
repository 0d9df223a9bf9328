# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A request in Elasticsearch's words, and its answer in ours: one round trip for hits, facets and points.

What narrows without being a facet is the query; kinds, villages and amenities filter after the aggregations, and each
aggregation is filtered by the others' choices but not by its own.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from marketplace.booking.clock import rome_now

from .answer import MOST_POINTS, Cell, Facets, Findings, Found, Point
from .documents import ANALYZERS, A, Q, alias, reader
from .exploring import further_questions, make_up_page, window
from .geo import tile_zoom
from .offers import day_number
from .query import SearchRequest
from .ranking import KINDS_FIRST, puts_kinds_in_order
from .relevance import FEW, FIELDS, OTHER_LANGUAGES, READ_DIFFERENTLY, WEIGHT_OF_KIND
from .spelling import spell

WITHOUT_SESSIONS = ("business", "good")
Clause = Any


class SearchFailed(Exception):
    """Elasticsearch answered, but not the question: missing index, older mapping, failed shards, too late."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


def search(request: SearchRequest, now: datetime | None = None) -> Findings:
    """What Elasticsearch finds. Raises its errors when it does not answer well within the time limit."""
    now = now or timezone.now()
    findings = _ask(request, now)
    if findings.count < FEW and any(len(way) > 1 for way in spell(request.q, request.lang).ways):
        return _ask(request, now, loose=True)
    return findings


def count_each(requests: list[SearchRequest], now: datetime) -> list[int]:
    """How many hits each of `requests` has, in one request."""
    asked = {str(n): Q("bool", filter=[_query(one, now), *_choices(one, now).values()]).to_dict() for n, one in enumerate(requests)}
    answer = reader().search(index=alias(), size=0, track_total_hits=False, aggs={"each": {"filters": {"filters": asked}}})
    if answer["_shards"]["failed"] or answer["timed_out"]:
        raise SearchFailed(200)
    buckets = answer["aggregations"]["each"]["buckets"]
    return [buckets[str(n)]["doc_count"] for n in range(len(requests))]


def _ask(request: SearchRequest, now: datetime, *, loose: bool = False) -> Findings:
    page = body(request, now, loose=loose)
    points = {
        **page,
        "from": 0,
        "size": MOST_POINTS,
        "sort": ["_doc"],
        "post_filter": {"bool": {"filter": page["post_filter"]["bool"]["filter"]}},  # where the words are matters for hits only
        "_source": ["kind", "object_id", "location", "card.title", "card.slug"],
    }
    points.pop("aggs"), points.pop("track_total_hits")
    where = {"index": alias()}
    questions = [page, points, *further_questions(request, page, now)]
    answers = reader().msearch(searches=[part for question in questions for part in (where, question)])["responses"]
    for answer in answers:
        if "error" in answer or answer["_shards"]["failed"] or answer["timed_out"]:
            raise SearchFailed(answer.get("status", 200))
    return _read(request, *answers)


def body(request: SearchRequest, now: datetime, *, loose: bool = False) -> dict[str, Any]:
    """The whole request as Elasticsearch takes it; `loose`: one of the words is enough."""
    choices = _choices(request, now)
    first, size = window(request)
    return {
        "query": _query(request, now, loose=loose).to_dict(),
        "post_filter": Q("bool", filter=[Q("match_all"), *choices.values()], should=where_words(request), minimum_should_match=0).to_dict(),
        "aggs": {name: agg.to_dict() for name, agg in _facets(request, choices, now).items()},
        "sort": _sort(request, now),
        "from": first,
        "size": size,
        "_source": {"excludes": ["offers", *ANALYZERS]},
        "track_total_hits": True,
        "timeout": f"{int(settings.SEARCH_TIMEOUT_SECONDS * 900)}ms",
    }


def _query(request: SearchRequest, now: datetime, *, loose: bool = False) -> Clause:
    filters = [Q("bool", should=_kinds(request, now), minimum_should_match=1)]
    if request.near and request.radius_km:
        filters.append(Q("geo_distance", distance=f"{request.radius_km}km", location=_point(request.near)))
    if request.bbox:
        west, south, east, north = request.bbox
        box = {"top_left": {"lat": north, "lon": west}, "bottom_right": {"lat": south, "lon": east}}
        filters.append(Q("geo_bounding_box", location=box))
    ways = spell(request.q, request.lang).ways
    if request.q and not ways:
        return Q("match_none")  # nothing but signs was asked for
    return Q("bool", filter=filters, must=[_text(request, ways, loose=loose)] if ways else [], should=_kinds_first(request))


def _text(request: SearchRequest, ways: list[tuple[str, ...]], *, loose: bool) -> Clause:
    """The words over all fields together, in the language and the spelling that fit best; most of them have to be there."""
    queries = [
        Q(
            "multi_match",
            query=" ".join(words),
            type="cross_fields",
            fields=[f"{language}.{name}^{weight}" for name, weight in FIELDS.items()],
            minimum_should_match="1" if loose else "2<-1 4<60%",
            boost=(1.0 if language == request.lang else OTHER_LANGUAGES) * (1.0 if index == 0 else READ_DIFFERENTLY),
        )
        for index, words in enumerate(ways)
        for language in ANALYZERS
    ]
    kinds = [{"filter": {"term": {name: value}}, "weight": weight} for (name, value), weight in WEIGHT_OF_KIND.items()]
    fits = Q("dis_max", queries=queries, tie_breaker=0.1)
    return Q("function_score", query=fits, functions=kinds, score_mode="multiply", boost_mode="multiply")


def where_words(request: SearchRequest) -> list[Clause]:
    """Named clauses that filter nothing: Elasticsearch looks only at the page's hits to say in which texts the words are."""
    return [
        Q("match", **{f"{language}.{name}": {"query": " ".join(words), "_name": f"{name} {language} {index}"}})
        for index, words in enumerate(spell(request.q, request.lang).ways)
        for language in ANALYZERS
        for name in FIELDS
    ]


def _kinds_first(request: SearchRequest) -> list[Clause]:
    if not puts_kinds_in_order(request):
        return []
    return [Q("constant_score", filter=Q("term", kind=kind), boost=float(weight)) for kind, weight in KINDS_FIRST.items()]


def _kinds(request: SearchRequest, now: datetime) -> list[Clause]:
    """A clause for each kind: what dates, guests and prices mean is different for each. Further kinds get a line here."""
    fits = [Q("term", kind="stay")]
    unit = _unit(request, now)
    if unit:
        fits.append(Q("nested", path="offers", query=Q("bool", filter=unit, must_not=_closed_days(request)), score_mode="none"))
    going = [Q("term", kind="experience"), *_own_price(request)]
    if request.guests is not None:
        going.append(Q("nested", path="sessions", query=Q("bool", filter=_session(request, now)), score_mode="none"))
    if request.youngest is not None:
        going.append(~Q("range", min_age={"gt": request.youngest}))
    others = [Q("terms", kind=WITHOUT_SESSIONS), *_own_price(request)]
    return [Q("bool", filter=clauses) for clauses in (fits, going, others)]


def _unit(request: SearchRequest, now: datetime) -> list[Clause]:
    """What one offer must be: big enough, within the price, free for all nights, its rules kept."""
    clauses = []
    if request.guests is not None:
        clauses.append(Q("range", **{"offers.capacity": {"gte": request.guests}}))
    if price := _between(request):
        clauses.append(Q("range", **{"offers.price": price}))
    if request.check_in and request.check_out:
        local = rome_now(now)
        first, leaving = day_number(request.check_in), day_number(request.check_out)
        ahead = (request.check_in - local.date()).days
        clauses += [
            Q("range", **{"offers.arrival": {"gte": first, "lte": first, "relation": "contains"}}),
            Q("range", **{"offers.free": {"gte": first, "lte": leaving - 1, "relation": "contains"}}),
            Q("range", **{"offers.min_nights": {"lte": request.nights}}),
            Q("range", **{"offers.max_nights": {"gte": request.nights}}),
            Q("range", **{"offers.notice": {"lte": ahead}}),
            Q("range", **{"offers.window": {"gte": ahead}}),
        ]
        if ahead == 0:
            clauses.append(Q("range", **{"offers.until": {"gt": local.hour * 60 + local.minute}}))
    return clauses


def _closed_days(request: SearchRequest) -> list[Clause]:
    if not (request.check_in and request.check_out):
        return []
    leaving = day_number(request.check_out)
    return [
        Q("term", **{"offers.no_arrival": request.check_in.weekday()}),
        Q("term", **{"offers.no_departure": request.check_out.weekday()}),
        Q("range", **{"offers.closed_departure": {"gte": leaving, "lte": leaving, "relation": "contains"}}),
    ]


def _session(request: SearchRequest, now: datetime) -> list[Clause]:
    """A session still to come with places for all, on the days asked, that of departure included."""
    clauses = [
        Q("range", **{"sessions.starts": {"gt": int(now.timestamp())}}),
        Q("range", **{"sessions.places": {"gte": request.guests}}),
    ]
    if request.check_in and request.check_out:
        days = {"gte": day_number(request.check_in), "lte": day_number(request.check_out)}
        clauses.append(Q("range", **{"sessions.day": days}))
    return clauses


def _own_price(request: SearchRequest) -> list[Clause]:
    price = _between(request)
    return [Q("range", from_price=price)] if price else []


def _between(request: SearchRequest) -> dict[str, int]:
    low, high = request.cents()
    return {name: cents for name, cents in (("gte", low), ("lte", high)) if cents is not None}


def _choices(request: SearchRequest, now: datetime) -> dict[str, Clause]:
    """The filters that are facets."""
    found: dict[str, Clause] = {}
    if request.kinds:
        found["kind"] = Q("terms", kind=request.kinds)
    if request.municipalities:
        found["municipality"] = Q("terms", municipality=request.municipalities)
    if request.amenities:
        # Of a stay, one and the same unit has to have them all and be the one that is free.
        inside = [*_unit(request, now), *(Q("term", **{"offers.amenities": amenity}) for amenity in request.amenities)]
        unit = Q("nested", path="offers", query=Q("bool", filter=inside, must_not=_closed_days(request)), score_mode="none")
        every = [Q("term", amenities=amenity) for amenity in request.amenities]
        found["amenity"] = Q("bool", should=[unit, Q("bool", filter=every, must_not=[Q("term", kind="stay")])], minimum_should_match=1)
    return found


def _facets(request: SearchRequest, choices: dict[str, Clause], now: datetime) -> dict[str, Any]:
    def by_others(name: str) -> Clause:
        return Q("bool", filter=[clause for chosen, clause in choices.items() if chosen != name])

    kind = A("filter", filter=by_others("kind"))
    kind.bucket("values", "terms", field="kind", size=20)
    municipality = A("filter", filter=by_others("municipality"))
    municipality.bucket("values", "terms", field="municipality", size=500)
    amenity = A("filter", filter=by_others("amenity"))
    # Of stays, what the units have that fit; of the rest, what they have themselves.
    units = amenity.bucket("units", "nested", path="offers")
    fitting = units.bucket("fitting", "filter", filter=Q("bool", filter=_unit(request, now), must_not=_closed_days(request)))
    fitting.bucket("values", "terms", field="offers.amenities", size=100).bucket("listings", "reverse_nested")
    rest = amenity.bucket("rest", "filter", filter=Q("bool", must_not=[Q("term", kind="stay")]))
    rest.bucket("values", "terms", field="amenities", size=100)
    cells = A("filter", filter=Q("bool", filter=list(choices.values())))
    tiles = cells.bucket("tiles", "geotile_grid", field="location", precision=tile_zoom(request.bbox), size=MOST_POINTS)
    tiles.bucket("middle", "geo_centroid", field="location")
    return {"kind": kind, "municipality": municipality, "amenity": amenity, "cells": cells}


def _sort(request: SearchRequest, now: datetime) -> list[Any]:
    """The draw, then the key, make every order total: pages neither repeat nor lose a hit, and no name is favoured."""
    last: list[Any] = [{"draw": "asc"}, {"key": "asc"}]
    if request.order == "price":
        return [{"from_price": {"order": "asc", "missing": "_last"}}, *last]
    if request.order == "distance" and request.near:
        return [{"_geo_distance": {"location": _point(request.near), "order": "asc", "unit": "km"}}, *last]
    if request.order == "newest":
        return [{"since": "desc"}, *last]
    return [{"_score": "desc"}, *last] if request.q or puts_kinds_in_order(request) else last


def _point(place: tuple[float, float]) -> dict[str, float]:
    return {"lat": place[0], "lon": place[1]}


def _read(request: SearchRequest, answer: dict[str, Any], points: dict[str, Any], *further: dict[str, Any]) -> Findings:
    found = [(hit, False) for hit in answer["hits"]["hits"]]
    if further:
        found = make_up_page(request, answer["hits"]["hits"], *(one["hits"]["hits"] for one in further))
    hits = [Found(hit["_source"], found_in=_found_in(hit), explored=explored) for hit, explored in found]
    return Findings(
        count=answer["hits"]["total"]["value"],
        hits=hits,
        facets=_read_facets(answer["aggregations"]),
        points=[point for hit in points["hits"]["hits"] if (point := _read_point(request, hit["_source"]))],
        cells=[_read_cell(bucket) for bucket in answer["aggregations"]["cells"]["tiles"]["buckets"]],
    )


def _found_in(hit: dict[str, Any]) -> frozenset[str]:
    return frozenset(name.split(" ")[0] for name in hit.get("matched_queries", []))


def _read_point(request: SearchRequest, source: dict[str, Any]) -> Point | None:
    location = source.get("location")
    if not location:
        return None
    card = source["card"]
    return Point(source["kind"], source["object_id"], card["title"][request.lang], card["slug"], location["lat"], location["lon"])


def _read_cell(bucket: dict[str, Any]) -> Cell:
    zoom, x, y = map(int, bucket["key"].split("/"))
    middle = bucket["middle"]["location"]
    return Cell(zoom, x, y, bucket["doc_count"], middle["lat"], middle["lon"])


def _read_facets(found: dict[str, Any]) -> Facets:
    facets = {
        name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["values"]["buckets"]} for name in ("kind", "municipality")
    }
    amenities = {bucket["key"]: bucket["listings"]["doc_count"] for bucket in found["amenity"]["units"]["fitting"]["values"]["buckets"]}
    for bucket in found["amenity"]["rest"]["values"]["buckets"]:
        amenities[bucket["key"]] = amenities.get(bucket["key"], 0) + bucket["doc_count"]
    facets["amenity"] = amenities
    facets["municipality"].pop("", None)
    return facets
