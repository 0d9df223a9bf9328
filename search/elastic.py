# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A request in Elasticsearch's words, and its answer in ours: one round trip for hits, facets and points.

What narrows without being a facet is the query; what is chosen in a facet filters after the aggregations, and each
aggregation is filtered by the others' choices but not by its own. What a unit has to be stands in `units`, its total in `totals`.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from marketplace.booking.clock import rome_now

from .answer import MOST_POINTS, Cell, Facets, Findings, Found, Point, whole
from .call_clauses import by_deadline, call_that, narrowed_to_calls, phases_counted, phases_first
from .clauses import Clause, called, clause, none_of, one_of
from .documents import ANALYZERS, alias, fingerprint, reader
from .engine import SearchFailed, legible
from .exploring import further_questions, make_up_page, window
from .geo import tile_zoom
from .offers import day_number
from .prices import BANDS
from .query import SearchRequest
from .ranking import KINDS_FIRST, has_words, last_of_every_order, puts_calls_in_order, puts_kinds_in_order
from .relevance import FEW, FIELDS, OTHER_LANGUAGES, READ_DIFFERENTLY, WEIGHT_OF_KIND
from .spelling import spell
from .totals import Asked, Tariffs, load_tariffs, needs_totals, price_score, taxes_of
from .units import TERM_FACETS, chosen_of, counts_bands, own_price, unit_clause, unit_score, unit_that, with_bands

GOODS_SHARE = 2**20  # their scores lie below those of what has a total
WITHOUT_SESSIONS = ("business", "good")


def search(request: SearchRequest, now: datetime | None = None, until: float | None = None) -> Findings:
    """What Elasticsearch finds. Raises its errors and SearchFailed when it does not answer well within the time limit, or `until` then
    (time.monotonic)."""
    asked = prepare(request, now or timezone.now())
    findings = _ask(asked, until)
    if findings.count < FEW and any(len(way) > 1 for way in spell(request.searched, request.lang).ways):
        findings = _ask(asked, until, loose=True)
    if not findings.count and not _asked_ours(until):
        raise SearchFailed
    return findings


def _asked_ours(until: float | None) -> bool:
    """Whether it was our mapping that had nothing: what looks for a field finds nothing, without an error, where there is no such field."""
    found = reader(until).indices.get_mapping(index=alias(), filter_path="*.mappings._meta.fingerprint")
    with legible():
        return [index["mappings"]["_meta"]["fingerprint"] for index in found.values()] == [fingerprint()]


def count_each(requests: list[SearchRequest], now: datetime) -> list[int]:
    """How many hits each of `requests` has, in one request."""
    tariffs = load_tariffs() if any(needs_totals(one) for one in requests) else {}
    every = [_prepared(one, now, tariffs) for one in requests]
    filters = {str(n): clause("bool", filter=[_query(asked), *_narrowed(asked)]) for n, asked in enumerate(every)}
    answer = reader().search(index=alias(), size=0, track_total_hits=False, aggs={"each": {"filters": {"filters": filters}}})
    with legible():
        if answer["_shards"]["failed"] or answer["timed_out"]:
            raise SearchFailed
        buckets = answer["aggregations"]["each"]["buckets"]
        return [int(buckets[str(n)]["doc_count"]) for n in range(len(requests))]


def _ask(asked: Asked, until: float | None, *, loose: bool = False) -> Findings:
    page = body_of(asked, loose=loose)
    further = further_questions(asked.request, page, asked.now)
    questions = [page, *further, *([_points(page)] if asked.request.mapped else [])]
    where = {"index": alias()}
    said = reader(until).msearch(searches=[part for question in questions for part in (where, question)])
    with legible():
        answers = said["responses"]
        for answer in answers:
            if "error" in answer or answer["_shards"]["failed"] or answer["timed_out"]:
                raise SearchFailed(answer.get("status", 200))
        points = answers.pop() if asked.request.mapped else None
        return _read(asked.request, points, *answers)


def _points(page: dict[str, Any]) -> dict[str, Any]:
    """The question for the map's points; hundreds of documents are read for it."""
    points = {
        **page,
        "from": 0,
        "size": MOST_POINTS,
        "sort": ["_doc"],
        "post_filter": {"bool": {"filter": page["post_filter"]["bool"]["filter"]}},  # where the words are matters for hits only
        "_source": ["kind", "object_id", "location", "card.title", "card.slug"],
    }
    points.pop("aggs"), points.pop("track_total_hits")
    return points


def prepare(request: SearchRequest, now: datetime) -> Asked:
    """The request with its dates, and with the tourist tax if totals have to be compared (one query)."""
    asked = Asked(request, now, request.stays(rome_now(now).date()))
    priced = asked.stays and (needs_totals(request) or counts_bands(asked))
    return _prepared(request, now, load_tariffs()) if priced else asked


def _prepared(request: SearchRequest, now: datetime, tariffs: Tariffs) -> Asked:
    stays = request.stays(rome_now(now).date())
    return Asked(request, now, stays, taxes_of(request, stays, tariffs))


def body(request: SearchRequest, now: datetime, *, loose: bool = False) -> dict[str, Any]:
    """The whole request as Elasticsearch takes it; `loose`: one of the words is enough."""
    return body_of(prepare(request, now), loose=loose)


def body_of(asked: Asked, *, loose: bool = False) -> dict[str, Any]:
    request = asked.request
    first, size = window(request)
    return {
        "query": _query(asked, loose=loose),
        "post_filter": {
            "bool": {"filter": [clause("match_all"), *_narrowed(asked)], "should": where_words(request), "minimum_should_match": 0}
        },
        "aggs": _facets(asked),
        "sort": _sort(request, asked.now),
        "from": first,
        "size": size,
        "_source": {"excludes": ["offers", *ANALYZERS]},
        "track_total_hits": True,
        "timeout": f"{int(settings.SEARCH_TIMEOUT_SECONDS * 900)}ms",
    }


def _query(asked: Asked, *, loose: bool = False) -> Clause:
    request = asked.request
    filters = [clause("bool", should=_kinds(asked), minimum_should_match=1)]
    if request.near and request.radius_km:
        filters.append(clause("geo_distance", distance=f"{request.radius_km}km", location=_point(request.near)))
    if request.around:
        filters.append(
            one_of([clause("geo_distance", distance=f"{request.around_km}km", location=_point(point)) for point in request.around])
        )
    if request.named:
        filters.append(called(request.named))
    if request.bbox:
        west, south, east, north = request.bbox
        box = {"top_left": {"lat": north, "lon": west}, "bottom_right": {"lat": south, "lon": east}}
        filters.append(clause("geo_bounding_box", location=box))
    ways = spell(request.searched, request.lang).ways
    if (request.searched and not ways) or (request.has_dates and not asked.stays):
        return clause("match_none")  # nothing but signs was asked for, or dates that are over
    texts = [_text(request, ways, loose=loose)] if ways else []
    if request.order == "price" and request.has_dates:
        # What has a total comes first, the lowest before the others; then what has a price; the words only narrow.
        return clause("bool", filter=[*filters, *texts], should=_prices(asked), minimum_should_match=0)
    if puts_calls_in_order(request):
        return clause("bool", filter=filters, must=texts, should=phases_first(asked.now), minimum_should_match=0)
    more = spell(request.scored, request.lang).ways if request.scored != request.searched else []
    should = [_text(request, more, loose=True)] if more else []
    return clause("bool", filter=filters, must=texts, should=[*should, *_kinds_first(request)], minimum_should_match=0)


def _prices(asked: Asked) -> list[Clause]:
    """Scores that say what a listing costs (see `totals`); a listing has one of them."""
    going = clause("bool", filter=[clause("term", kind="experience")], must=[price_score("from_price", asked.request.guests or 1)])
    good = clause("bool", filter=[clause("term", kind="good")], must=[price_score("from_price", 1, GOODS_SHARE)])
    return [unit_score(asked), going, good]


def _text(request: SearchRequest, ways: list[tuple[str, ...]], *, loose: bool) -> Clause:
    """The words over all fields together, in the language and the spelling that fit best; most of them have to be there."""
    queries = [
        clause(
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
    fits = clause("dis_max", queries=queries, tie_breaker=0.1)
    return clause("function_score", query=fits, functions=kinds, score_mode="multiply", boost_mode="multiply")


def where_words(request: SearchRequest) -> list[Clause]:
    """Named clauses that filter nothing: Elasticsearch looks only at the page's hits to say in which texts the words are."""
    return [
        clause("match", **{f"{language}.{name}": {"query": " ".join(words), "_name": f"{name} {language} {index}"}})
        for index, words in enumerate(spell(request.scored, request.lang).ways)
        for language in ANALYZERS
        for name in FIELDS
    ]


def _kinds_first(request: SearchRequest) -> list[Clause]:
    if not puts_kinds_in_order(request):
        return []
    return [clause("constant_score", filter=clause("term", kind=kind), boost=float(weight)) for kind, weight in KINDS_FIRST.items()]


def _kinds(asked: Asked) -> list[Clause]:
    """A clause for each kind: what dates, guests and prices mean is different for each. Further kinds get a line here."""
    request = asked.request
    fits = [clause("term", kind="stay"), *_wanted(request, "stay")]
    if unit := unit_that(asked, bands=False, amenities=False):
        fits.append(unit)
    going = [clause("term", kind="experience"), *_wanted(request, "experience"), *own_price(asked, bands=False)]
    if request.guests is not None:
        going.append(clause("nested", path="sessions", query=clause("bool", filter=_session(asked)), score_mode="none"))
    if request.youngest is not None:
        going.append(none_of(clause("range", min_age={"gt": request.youngest})))
    others = [[clause("term", kind=kind), *_wanted(request, kind), *own_price(asked, bands=False)] for kind in WITHOUT_SESSIONS]
    calls = [*call_that(asked), *own_price(asked, bands=False)]
    return [clause("bool", filter=clauses) for clauses in (fits, going, *others, calls)]


def _wanted(request: SearchRequest, kind: str) -> list[Clause]:
    """One of the buildings, activities, trades asked for, or called so in any language."""
    wanted = request.wanted_of(kind)
    return [one_of([clause("terms", subkind=wanted.subkinds), *map(called, wanted.names)])] if wanted.subkinds else []


def _session(asked: Asked) -> list[Clause]:
    """A session still to come with places for all, on the days asked, that of departure included."""
    clauses = [
        clause("range", **{"sessions.starts": {"gt": int(asked.now.timestamp())}}),
        clause("range", **{"sessions.places": {"gte": asked.request.guests}}),
    ]
    if days := asked.request.days(asked.today):
        clauses.append(clause("range", **{"sessions.day": {"gte": day_number(days[0]), "lte": day_number(days[1])}}))
    return clauses


def _narrowed(asked: Asked, *, but: str = "") -> list[Clause]:
    """What was chosen in the facets, except in `but`."""
    request = asked.request
    clauses = [clause("terms", **{field: values}) for field, values in chosen_of(request).items() if values and field != but]
    clauses += narrowed_to_calls(asked, but)
    if but != "access":
        clauses += [clause("term", access=value) for value in request.access]
    amenities, bands = but != "amenity" and bool(request.amenities), but != "band" and bool(request.bands)
    if amenities or bands:
        # Of a stay, one and the same unit has to have them all, be in the band, and be the one that is free.
        own = [clause("term", amenities=amenity) for amenity in request.amenities] if amenities else []
        own += own_price(asked, limits=False, bands=bands)
        unit = unit_that(asked, amenities=amenities, bands=bands)
        clauses.append(
            clause("bool", should=[unit, clause("bool", filter=own, must_not=[clause("term", kind="stay")])], minimum_should_match=1)
        )
    return clauses


def _facets(asked: Asked) -> dict[str, Any]:
    """A facet counts what the choices in the others leave."""
    found = {name: _counted(_narrowed(asked, but=name), values=_values(name)) for name in TERM_FACETS}
    # Of stays, what the units have that fit; of the rest, what they have themselves.
    fitting = unit_clause(asked, amenities=False) or clause("match_all")
    each = {**_values("offers.amenities"), "aggs": {"listings": {"reverse_nested": {}}}}
    units = {"nested": {"path": "offers"}, "aggs": {"fitting": {"filter": fitting, "aggs": {"values": each}}}}
    rest = {"filter": none_of(clause("term", kind="stay")), "aggs": {"values": _values("amenities")}}
    if asked.request.mapped:
        tiles = clause("geotile_grid", field="location", precision=tile_zoom(asked.request.bbox), size=MOST_POINTS)
        found["cells"] = _counted(_narrowed(asked), tiles={**tiles, "aggs": {"middle": clause("geo_centroid", field="location")}})
    found["phase"] = _counted(_narrowed(asked, but="phase"), values=phases_counted(asked.now))
    found["amenity"] = _counted(_narrowed(asked, but="amenity"), units=units, rest=rest)
    if counts_bands(asked):
        found["band"] = {"filters": {"filters": {name: clause("bool", filter=_narrowed(with_bands(asked, name))) for name in BANDS}}}
    return found


def _counted(filters: list[Clause], **aggs: Any) -> dict[str, Any]:
    return {"filter": clause("bool", filter=filters), "aggs": aggs}


def _values(field: str) -> dict[str, Any]:
    return clause("terms", field=field, size=500)


def _sort(request: SearchRequest, now: datetime) -> list[Any]:
    last: list[Any] = last_of_every_order(now)
    if request.order == "price":
        return [{"_score": "desc"}, *last] if request.has_dates else [{"from_price": {"order": "asc", "missing": "_last"}}, *last]
    if request.order == "distance" and request.near:
        return [{"_geo_distance": {"location": _point(request.near), "order": "asc", "unit": "km"}}, *last]
    if request.order == "newest":
        return [{"since": "desc"}, *last]
    if puts_calls_in_order(request):
        return [{"_score": "desc"}, by_deadline(request), *last]
    return [{"_score": "desc"}, *last] if has_words(request) or puts_kinds_in_order(request) else last


def _point(place: tuple[float, float]) -> dict[str, float]:
    return {"lat": place[0], "lon": place[1]}


def _read(request: SearchRequest, points: dict[str, Any] | None, answer: dict[str, Any], *further: dict[str, Any]) -> Findings:
    found = [(hit, False) for hit in answer["hits"]["hits"]]
    if further:
        found = make_up_page(request, answer["hits"]["hits"], *(one["hits"]["hits"] for one in further))
    hits = [Found(whole(hit["_source"]), found_in=_found_in(hit), explored=explored) for hit, explored in found]
    return Findings(
        count=answer["hits"]["total"]["value"],
        hits=hits,
        facets=_read_facets(answer["aggregations"]),
        points=[point for hit in points["hits"]["hits"] if (point := _read_point(request, hit["_source"]))] if points else [],
        cells=[_read_cell(bucket) for bucket in answer["aggregations"]["cells"]["tiles"]["buckets"]] if points else [],
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
    facets = {name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["values"]["buckets"]} for name in TERM_FACETS}
    for name in ("municipality", "area", "instant", "cancellation"):
        facets[name].pop("", None)
    phases = {name: bucket["doc_count"] for name, bucket in found["phase"]["values"]["buckets"].items() if bucket["doc_count"]}
    amenities = {bucket["key"]: bucket["listings"]["doc_count"] for bucket in found["amenity"]["units"]["fitting"]["values"]["buckets"]}
    for bucket in found["amenity"]["rest"]["values"]["buckets"]:
        amenities[bucket["key"]] = amenities.get(bucket["key"], 0) + bucket["doc_count"]
    bands = found["band"]["buckets"] if "band" in found else {}
    return {
        **facets,
        "phase": phases,
        "amenity": amenities,
        "band": {name: bands[name]["doc_count"] for name in bands if bands[name]["doc_count"]},
    }
