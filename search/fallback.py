# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The same search by PostgreSQL alone, in one query: texts from the rows of `Listing`, calendars and places from the truth.

Which units are free, and what they cost, comes from `fallback_totals`, words from `fallback_words`.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from marketplace.booking.clock import rome_instant, rome_now

from .answer import FACETS, MOST_POINTS, Cell, Findings, Found, Point
from .calls import CHOOSES_CALLS
from .draws import DRAWS, number_of
from .fallback_calls import THEIR_TIMES, call_that, chosen_calls, order_of_calls
from .fallback_run import Cancelled, run
from .fallback_totals import open_units
from .fallback_words import BEST, RANK, called, found_in, has_several, words_asked
from .geo import EARTH_KM, tile_zoom
from .listings import BITS, bits_of
from .prices import BANDS, limits_of_band
from .query import SearchRequest, TakesTooLong
from .ranking import (
    BUCKETS,
    DRAWN_A_DAY,
    KINDS_FIRST,
    ONE_IN,
    draw_of_the_day,
    new_since,
    places_for_new,
    puts_calls_in_order,
    puts_kinds_in_order,
)
from .relevance import FEW
from .totals import Asked, needs_totals
from .units import TERM_FACETS, chosen_of, counts_bands

Params = dict[str, Any]
_DISTANCE = """2 * %(earth)s * asin(least(1, sqrt(
    sin(radians(l.latitude - %(lat)s) / 2) ^ 2
    + cos(radians(%(lat)s)) * cos(radians(l.latitude)) * sin(radians(l.longitude - %(lon)s) / 2) ^ 2)))"""
_FAR = _DISTANCE.replace("%(lat)s", "point.lat").replace("%(lon)s", "point.lon")
_NEAR_ONE = f"EXISTS (SELECT 1 FROM unnest(%(lats)s::float[], %(lons)s::float[]) AS point (lat, lon) WHERE {_FAR} <= %(around)s)"  # noqa: S608
_SESSION = """ AND EXISTS (
    SELECT 1 FROM catalogue_session AS s JOIN catalogue_product AS p ON p.id = s.product_ptr_id
    WHERE p.parent_id = l.object_id AND p.live AND p.is_public AND s.starts_at > %(now)s {days}
        AND s.capacity - s.places_taken >= %(guests)s)"""
# Where stays are, then their units, then which of these are free at which price: each step once, and as one set.
_STATEMENT = """
WITH {words} placed AS MATERIALIZED (
    SELECT l.id, {strictly} AS strictly FROM search_listing AS l {found} WHERE l.document IS NOT NULL AND {where}
), unit AS MATERIALIZED (
    SELECT u.*, l.municipality FROM placed JOIN search_listing AS l ON l.id = placed.id JOIN search_listedunit AS u ON u.listing_id = l.id
    WHERE {unit_fits}
), {open} fit AS MATERIALIZED (
    SELECT *, {in_band} AS in_band FROM (
        SELECT *, {has_all} AS has_all, {band} AS band
        FROM (SELECT u.listing_id, u.unit_id, u.amenities, {price} AS price FROM unit AS u {open_units}) AS one WHERE {price_fits}
    ) AS one
), of_listing AS MATERIALIZED (
    SELECT listing_id, bool_or(has_all AND in_band) AS fits, min(price) FILTER (WHERE has_all AND in_band) AS least,
        COALESCE(bit_or(band) FILTER (WHERE has_all), 0) AS bands, COALESCE(bit_or(amenities) FILTER (WHERE in_band), 0) AS amenities
    FROM fit GROUP BY listing_id
), everything AS MATERIALIZED (
    SELECT l.id, l.kind, l.subkind, l.municipality, l.area, l.instant, l.cancellation, l.access, l.from_price, l.latitude, l.longitude,
        l.since, l.draws[%(draw)s] AS draw, l.object_id, placed.strictly, units.least AS total,
        a_call.phase, a_call.closes, a_call.disciplines AS discipline,
        CASE WHEN l.kind = 'stay' THEN units.amenities ELSE 0 END AS unit_amenities,
        CASE WHEN l.kind <> 'stay' AND {own_band} THEN l.amenities ELSE '{{}}' END AS own_amenities,
        CASE WHEN l.kind = 'stay' THEN units.bands WHEN {own_amenities} THEN {own_bands} ELSE 0 END AS bands,
        CASE WHEN %(amenities)s::text[] = '{{}}' AND %(bands)s = 0 THEN true WHEN l.kind = 'stay' THEN COALESCE(units.fits, false)
            ELSE {own_band} AND {own_amenities} END AS unit_chosen,
        {chosen}
    FROM placed JOIN search_listing AS l ON l.id = placed.id LEFT JOIN of_listing AS units ON units.listing_id = l.id {times}
    WHERE {kinds}
), fitting AS MATERIALIZED (SELECT * FROM everything WHERE {strictly_or_few}),
narrowed AS MATERIALIZED (SELECT * FROM fitting WHERE {all_chosen})"""
_ANSWER = """,
chosen AS MATERIALIZED (SELECT l.*, {rank} AS rank, {distance} AS distance FROM narrowed AS l {best}),
{ranked}, page AS MATERIALIZED (SELECT * FROM ranked ORDER BY place LIMIT %(limit)s OFFSET %(offset)s)
SELECT json_build_object(
    'count', (SELECT count(*) FROM chosen),
    {counts},
    'cells', (SELECT json_agg(json_build_array(x, y, n, lat, lon)) FROM
        (SELECT floor((longitude + 180) / 360 * 2 ^ %(zoom)s)::int AS x,
            floor((1 - ln(tan(radians(latitude)) + 1 / cos(radians(latitude))) / pi()) / 2 * 2 ^ %(zoom)s)::int AS y,
            count(*) AS n, avg(latitude) AS lat, avg(longitude) AS lon
         FROM chosen WHERE abs(latitude) < 85 GROUP BY 1, 2 ORDER BY n DESC LIMIT %(points)s) AS f),
    'points', (SELECT json_agg(json_build_array(kind, object_id, latitude, longitude, card #>> ARRAY['title', %(lang)s], card ->> 'slug')) FROM
        (SELECT * FROM chosen WHERE latitude IS NOT NULL ORDER BY draw, kind || '-' || object_id LIMIT %(points)s) AS p
        CROSS JOIN LATERAL (SELECT d.document -> 'card' AS card FROM search_listing AS d WHERE d.id = p.id OFFSET 0) AS f),
    'hits', (SELECT json_agg(json_build_array(d.document - ARRAY['offers', 'it', 'en', 'de'], COALESCE(free.units, '{{}}'), {found_in}, explored)
            ORDER BY place)
        FROM page JOIN search_listing AS d ON d.id = page.id LEFT JOIN (
            SELECT listing_id, array_agg(DISTINCT unit_id) AS units FROM fit
            WHERE has_all AND in_band AND listing_id IN (SELECT id FROM page) GROUP BY listing_id
        ) AS free ON free.listing_id = page.id)
)
"""  # the braces doubled are PostgreSQL's; all values are parameters
_CHOSEN = {
    name: f"(%({name})s::text[] = '{{}}' OR l.{name} = ANY(%({name})s))" for name in TERM_FACETS if name not in ("access", "discipline")
}
_CHOSEN["access"] = "l.access @> %(access)s::varchar[]"
_FACET = (
    "(SELECT json_object_agg(value, n) FROM (SELECT {value} AS value, count(*) AS n FROM fitting{rows} WHERE {others} GROUP BY 1) AS f)"
)
# Of what is kept as bits: first the sets, of which there are few, then what is in them.
_FACET_OF_BITS = """(SELECT json_object_agg(value, n) FROM (SELECT value, sum(n)::bigint AS n FROM (
    SELECT b.name AS value, sets.n FROM (SELECT {bits} AS bits, count(*) AS n FROM fitting WHERE {others} GROUP BY 1) AS sets
    JOIN unnest(%({names})s::text[], %({values})s::bigint[]) AS b (name, bit) ON sets.bits & b.bit <> 0{more}
) AS each_one GROUP BY value) AS f)"""
_MORE_AMENITIES = " UNION ALL SELECT unnest(own_amenities), 1 FROM fitting WHERE {others}"
_BAND_OF = "COALESCE((SELECT b.bit FROM unnest(%(band_bits)s::bigint[], %(band_lows)s::int[], %(band_highs)s::int[]) AS b (bit, low, high)"
_BAND_OF += " WHERE {price} BETWEEN b.low AND b.high), 0)"
_HIGHEST = 2_147_483_647


_RANKED = "ranked AS (SELECT *, false AS explored, row_number() OVER (ORDER BY {order}) AS place FROM chosen)"
# As `exploring` does it: the new ones drawn today that would stand after the first page take the places kept, the others move on.
_EXPLORED = """plain AS (SELECT *, row_number() OVER (ORDER BY {order}) AS by_itself FROM chosen),
drawn AS (
    SELECT id, by_itself, -(%(draw_of_the_day)s::int[])[draw::bigint * %(buckets)s / %(draws)s + 1] AS turn, draw, kind || '-' || object_id AS key FROM plain
    WHERE since >= %(new_since)s {new_kind} ORDER BY 3, 4, 5 LIMIT %(drawn_a_day)s
), helped AS (
    SELECT id, by_itself, (%(places)s::int[])[row_number() OVER (ORDER BY turn, draw, key)] AS kept
    FROM drawn WHERE by_itself > %(limit)s ORDER BY turn, draw, key LIMIT cardinality(%(places)s::int[])
), others AS (
    SELECT plain.*, by_itself - (SELECT count(*) FROM helped WHERE helped.by_itself < plain.by_itself) AS nth
    FROM plain WHERE id NOT IN (SELECT id FROM helped)
), ranked AS (
    SELECT plain.*, NULL::bigint AS nth, true AS explored, helped.kept::bigint AS place FROM plain JOIN helped USING (id, by_itself)
    UNION ALL
    SELECT others.*, false, nth + (SELECT count(*) FROM helped WHERE helped.kept - (helped.kept / %(one_in)s - 1) <= nth) FROM others
)"""


def search(request: SearchRequest, now: datetime | None = None) -> Findings:
    """What PostgreSQL finds. Raises TakesTooLong."""
    now = now or timezone.now()
    asked = Asked(request, now, request.stays(rome_now(now).date()))
    if request.has_dates and not asked.stays:
        return Findings(count=0, hits=[], facets={name: {} for name in FACETS}, points=[])
    try:
        answer = run(*_compose(asked))
    except Cancelled as cause:
        raise TakesTooLong(request) from cause
    return Findings(
        count=answer["count"],
        hits=[
            Found(document, free if request.has_dates else None, frozenset(found_in or ()), explored)
            for document, free, found_in, explored in answer["hits"] or []
        ],
        facets={name: answer[name] or {} for name in FACETS},
        points=[Point(kind, pk, title, slug, lat, lon) for kind, pk, lat, lon, title, slug in answer["points"] or []],
        cells=[Cell(tile_zoom(request.bbox), *cell) for cell in answer["cells"] or []],
    )


def count_each(requests: list[SearchRequest], now: datetime) -> list[int]:
    """How many hits each of `requests` has, in one statement; of none, where that takes too long."""
    counts: list[str] = []
    params: Params = {}
    for index, request in enumerate(requests):
        asked = Asked(request, now, request.stays(rome_now(now).date()))
        if request.has_dates and not asked.stays:
            counts.append("0")
            continue
        statement, values = _narrow(asked, loose=False)
        statement += " SELECT count(*)::int FROM narrowed"
        counts.append(f"({statement.replace('%(', f'%(r{index}_')})")
        params |= {f"r{index}_{name}": value for name, value in values.items()}
    try:
        return list(run(f"SELECT ARRAY[{', '.join(counts)}]", params))
    except Cancelled:
        return []


def _compose(asked: Asked) -> tuple[str, Params]:
    """The statement; where few have most of the words, it answers with those that have one of them."""
    request = asked.request
    statement, params = _narrow(asked, loose=has_several(request))
    params |= {
        "lang": request.lang,
        "points": MOST_POINTS,
        "zoom": tile_zoom(request.bbox),
        "limit": request.per_page,
        "offset": (request.page - 1) * request.per_page,
        "amenity_names": list(BITS),
        "amenity_bits": list(BITS.values()),
    }
    return statement + _ANSWER.format(
        rank=RANK if request.scored else "0",
        best=f"LEFT JOIN {BEST} AS best ON best.id = l.id" if request.scored else "",
        distance=_DISTANCE if request.near else "NULL::float",
        ranked=_ranked(request, asked.now, params),
        counts=", ".join(f"'{name}', {_count(name)}" for name in FACETS),
        found_in=found_in(request),
    ), params


def _narrow(asked: Asked, *, loose: bool) -> tuple[str, Params]:
    """The part that says what there is (`narrowed`), and what there would be without one of the choices (`fitting`)."""
    request = asked.request
    params: Params = {
        **{name: list(values) for name, values in chosen_of(request).items()},
        "access": list(request.access),
        "amenities": list(request.amenities),
        "wanted_bits": bits_of(request.amenities),
        "guests": request.guests,
        "draw": number_of(asked.now) + 1,
    }
    params["low"], params["high"] = request.limits()
    where = _place(request, params)
    if request.named:
        where.append(called(request.named, "named", params))
    priced = bool(asked.stays) and (needs_totals(request) or counts_bands(asked))
    if loose:
        params["few"] = FEW
    few = f"strictly OR (SELECT count(*) < %(few)s FROM everything WHERE strictly AND {_others()})"  # noqa: S608 - ours
    return _STATEMENT.format(
        words=words_asked(request, params, loose=loose),
        strictly="found.strictly" if request.searched else "true",
        found="JOIN found ON found.id = l.id" if request.searched else "",
        where=" AND ".join(where) or "true",
        kinds=_kinds(asked, params),
        strictly_or_few=few if loose else "true",
        chosen=", ".join(f"{clause} AS {name}_chosen" for name, clause in {**_CHOSEN, **chosen_calls(asked, params)}.items()),
        times=THEIR_TIMES,
        all_chosen=_others(),
        **_units(asked, params, priced=priced),
        **_bands(asked, params),
    ), params


def _others(but: str = "") -> str:
    """What was chosen, except in one facet. The rows of amenities and bands keep to each other already."""
    names = [*_CHOSEN, "discipline", "phase"]
    names += [] if but in ("amenity", "band") else ["unit"]
    names += [] if but in CHOOSES_CALLS else ["mixed"]
    return " AND ".join(f"{name}_chosen" for name in names if name != but)


def _count(name: str) -> str:
    others = _others(name)
    if name == "amenity":
        more = _MORE_AMENITIES.format(others=others)
        return _FACET_OF_BITS.format(bits="unit_amenities", names="amenity_names", values="amenity_bits", others=others, more=more)
    if name == "band":
        return _FACET_OF_BITS.format(bits="bands", names="band_names", values="band_bits", others=others, more="")
    if name in ("access", "discipline"):
        return _FACET.format(value="value", rows=f", unnest({name}) AS value", others=others)
    return _FACET.format(value=name, rows="", others=f"{others} AND {name} <> ''")


def _bands(asked: Asked, params: Params) -> dict[str, str]:
    """The parts of the statement about price bands, a bit each: of a unit, and of what has a price of its own."""
    request = asked.request
    limits = {name: limits_of_band(name, request.price_nights) for name in BANDS}
    bits = {name: 1 << place for place, name in enumerate(BANDS)}
    params |= {
        "bands": sum(bits[name] for name in set(request.bands)),
        "band_names": list(bits),
        "band_bits": list(bits.values()),
        "band_lows": [low or 0 for low, _high in limits.values()],
        "band_highs": [_HIGHEST if high is None else high for _low, high in limits.values()],
    }
    known = bool(counts_bands(asked) or request.bands)
    own = _BAND_OF.format(price=_own_price(asked)) if known else "0"
    return {
        "band": _BAND_OF.format(price="price") if known else "0",
        "in_band": "(%(bands)s = 0 OR band & %(bands)s <> 0)",
        "own_band": f"(%(bands)s = 0 OR {own} & %(bands)s <> 0)",
        "own_bands": own if counts_bands(asked) else "0",
        "own_amenities": "l.amenities @> %(amenities)s::varchar[]",
    }


def _own_price(asked: Asked) -> str:
    """The price of what has no units: with dates that of all guests, for an experience."""
    return "l.from_price * CASE l.kind WHEN 'experience' THEN %(guests)s ELSE 1 END" if asked.stays else "l.from_price"


def _units(asked: Asked, params: Params, *, priced: bool) -> dict[str, str]:
    """The parts of the statement about units: which come into question, which of them are free, and what they cost."""
    request = asked.request
    fits, price_fits, price = [], [], "u.price"
    if request.unit_kinds:
        params["unit_kinds"] = list(request.unit_kinds)
        fits.append("u.kind = ANY(%(unit_kinds)s)")
    if request.guests is not None:
        fits.append("u.capacity >= %(guests)s")
    if asked.stays:
        price = "open.total" if priced else "NULL::bigint"
    if params["low"] is not None:
        price_fits.append("price >= %(low)s")
    if params["high"] is not None:
        price_fits.append("price <= %(high)s")
    known = all(amenity in BITS for amenity in request.amenities)
    return {
        "unit_fits": " AND ".join(fits) or "true",
        "open": open_units(asked, params, priced=priced) if asked.stays else "",
        "open_units": "JOIN open ON open.unit_id = u.unit_id" if asked.stays else "",
        "has_all": "amenities & %(wanted_bits)s = %(wanted_bits)s" if known else "false",
        "price": price,
        "price_fits": " AND ".join(price_fits) or "true",
    }


def _place(request: SearchRequest, params: Params) -> list[str]:
    where = []
    if request.near:
        params |= {"lat": request.near[0], "lon": request.near[1], "earth": EARTH_KM}
        if request.radius_km:
            params["radius"] = request.radius_km
            where.append(f"{_DISTANCE} <= %(radius)s")
    if request.around:
        params |= {"lats": [lat for lat, _ in request.around], "lons": [lon for _, lon in request.around], "around": request.around_km}
        params["earth"] = EARTH_KM
        where.append(_NEAR_ONE)
    if request.bbox:
        params |= dict(zip(("west", "south", "east", "north"), request.bbox, strict=True))
        where.append("l.longitude BETWEEN %(west)s AND %(east)s AND l.latitude BETWEEN %(south)s AND %(north)s")
    return where


def _kinds(asked: Asked, params: Params) -> str:
    """What dates, guests and prices mean for each kind. Further kinds get a line here."""
    request = asked.request
    own_price = "true"
    if params["low"] is not None or params["high"] is not None:
        own_price = f"{_own_price(asked)} BETWEEN COALESCE(%(low)s, 0) AND COALESCE(%(high)s, {_HIGHEST})"
    going = own_price
    if request.guests is not None:
        params["now"] = asked.now
        days = ""
        if span := request.days(asked.today):
            params["from"] = rome_instant(span[0], datetime.min.time())
            params["until"] = rome_instant(span[1], datetime.max.time())
            days = "AND s.starts_at BETWEEN %(from)s AND %(until)s"
        going += _SESSION.format(days=days)
    if request.youngest is not None:
        params["youngest"] = request.youngest
        going += " AND COALESCE((l.document->>'min_age')::int, 0) <= %(youngest)s"
    of_units = bool(asked.stays or request.unit_kinds) or request.guests is not None or request.limits() != (None, None)
    a_unit = "units.listing_id IS NOT NULL" if of_units else "true"
    each = {"stay": a_unit, "experience": going, "business": own_price, "good": own_price}
    each["call"] = f"{call_that(asked, params)} AND {own_price}"
    cases = " ".join(f"WHEN '{kind}' THEN {clause}{_wanted(request, kind, params)}" for kind, clause in each.items())
    return f"CASE l.kind {cases} END"


def _wanted(request: SearchRequest, kind: str, params: Params) -> str:
    """One of the buildings, activities, trades asked for, or called so in any language."""
    wanted = request.wanted_of(kind)
    if not wanted.subkinds:
        return ""
    params[f"subkinds_{kind}"] = list(wanted.subkinds)
    fits = [f"l.subkind = ANY(%(subkinds_{kind})s)"]
    fits += [called(name, f"name_{kind}_{index}", params) for index, name in enumerate(wanted.names)]
    return f" AND ({' OR '.join(fits)})"


def _ranked(request: SearchRequest, now: datetime, params: Params) -> str:
    """The rows with their places."""
    places = places_for_new(request)
    if not places:
        return _RANKED.format(order=_order(request))
    params |= {
        "places": places,
        "one_in": ONE_IN,
        "drawn_a_day": DRAWN_A_DAY,
        "new_since": new_since(now),
        "buckets": BUCKETS,
        "draws": DRAWS,
        "draw_of_the_day": draw_of_the_day(now),
    }
    return _EXPLORED.format(order=_order(request), new_kind="AND kind = 'stay'" if puts_kinds_in_order(request) else "")


# What has a total comes first, as in `elastic`.
_BY_TOTAL = """CASE kind WHEN 'stay' THEN 0 WHEN 'experience' THEN 0 WHEN 'good' THEN 1 ELSE 2 END,
    CASE kind WHEN 'stay' THEN total WHEN 'experience' THEN from_price * %(guests)s ELSE from_price END ASC NULLS LAST, """


def _order(request: SearchRequest) -> str:
    last = "draw, kind || '-' || object_id"
    if puts_kinds_in_order(request):
        weights = " ".join(f"WHEN '{kind}' THEN {weight}" for kind, weight in KINDS_FIRST.items())
        return f"CASE kind {weights} ELSE 0 END DESC, {last}"
    first = {
        "price": _BY_TOTAL if request.has_dates else "from_price ASC NULLS LAST, ",
        "distance": "distance ASC NULLS LAST, ",
        "newest": "since DESC, ",
        "relevance": order_of_calls(request) if puts_calls_in_order(request) else "rank DESC, " if request.scored else "",
    }
    return first[request.order] + last
