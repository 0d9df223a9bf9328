# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The same search by PostgreSQL alone, in one query: texts from the rows of `Listing`, calendars and places from the truth.

Which units are free, and what they cost, comes from `fallback_totals`, words from `fallback_words`.
"""

from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from marketplace.booking.clock import rome_instant, rome_now

from .answer import FACETS, MOST_POINTS, Cell, Findings, Found, Point
from .calls import CHOOSES_CALLS
from .draws import DRAWS, number_of
from .fallback_calls import THEIR_TIMES, call_that, chosen_calls, order_of_calls
from .fallback_totals import EACH_TOTAL, WITH_TOTALS, WITHOUT_TOTALS, free_of, price_dates
from .fallback_words import called, found_in, text_parts
from .geo import EARTH_KM, tile_zoom
from .prices import BANDS, limits_of_band
from .query import SearchRequest
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
from .spelling import spell
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
_STATEMENT = """
WITH {asked} {dates} fitting AS (
    SELECT l.id, l.kind, l.municipality, l.area, l.instant, l.cancellation, l.access, l.from_price, l.latitude, l.longitude, l.since,
        l.draws[%(draw)s] AS draw, l.object_id, {rank} AS rank, {distance} AS distance, units.free, units.least AS total,
        a_call.phase, a_call.closes, a_call.disciplines AS discipline,
        CASE WHEN l.kind = 'stay' THEN units.amenities WHEN {own_band} THEN l.amenities ELSE '{{}}' END AS amenities,
        CASE WHEN l.kind = 'stay' THEN units.bands WHEN {own_amenities} THEN {own_bands} ELSE '{{}}' END AS bands,
        CASE WHEN %(amenities)s::text[] = '{{}}' AND %(bands)s::text[] = '{{}}' THEN true WHEN l.kind = 'stay' THEN units.fits
            ELSE {own_band} AND {own_amenities} END AS unit_chosen,
        {chosen}
    FROM search_listing AS l {joins}
    CROSS JOIN LATERAL (
        SELECT COALESCE(bool_or(has_all AND in_band), false) AS fits,
            min(price) FILTER (WHERE has_all AND in_band) AS least,
            COALESCE(array_agg(DISTINCT id) FILTER (WHERE has_all AND in_band), '{{}}') AS free,
            COALESCE(array_agg(DISTINCT band) FILTER (WHERE has_all AND band IS NOT NULL), '{{}}') AS bands,
            COALESCE((SELECT array_agg(DISTINCT one) FROM jsonb_array_elements(jsonb_agg(fit.mine) FILTER (WHERE in_band)) AS each_unit,
                jsonb_array_elements_text(each_unit) AS one), '{{}}') AS amenities
        FROM (
            SELECT (u->>'unit')::bigint AS id, u->'amenities' AS mine, {price} AS price,
                ARRAY(SELECT jsonb_array_elements_text(u->'amenities')) @> %(amenities)s::text[] AS has_all, {band} AS band,
                {in_band} AS in_band
            FROM {unit_rows} WHERE {unit_fits}
        ) AS fit
    ) AS units
    WHERE l.document IS NOT NULL AND {where}
), chosen AS (SELECT * FROM fitting WHERE {all_chosen}),
{ranked}
SELECT json_build_object(
    'count', (SELECT count(*) FROM chosen),
    {counts},
    'cells', (SELECT json_agg(json_build_array(x, y, n, lat, lon)) FROM
        (SELECT floor((longitude + 180) / 360 * 2 ^ %(zoom)s)::int AS x,
            floor((1 - ln(tan(radians(latitude)) + 1 / cos(radians(latitude))) / pi()) / 2 * 2 ^ %(zoom)s)::int AS y,
            count(*) AS n, avg(latitude) AS lat, avg(longitude) AS lon
         FROM chosen WHERE abs(latitude) < 85 GROUP BY 1, 2 ORDER BY n DESC LIMIT %(points)s) AS f),
    'points', (SELECT json_agg(json_build_array(kind, object_id, latitude, longitude, title, slug)) FROM
        (SELECT p.*, d.document #>> ARRAY['card', 'title', %(lang)s] AS title, d.document #>> '{{card,slug}}' AS slug
         FROM (SELECT * FROM chosen WHERE latitude IS NOT NULL ORDER BY draw, kind || '-' || object_id LIMIT %(points)s) AS p
         JOIN search_listing AS d ON d.id = p.id) AS f),
    'hits', (SELECT json_agg(json_build_array(document - ARRAY['offers', 'it', 'en', 'de'], free, found_in, explored) ORDER BY place) FROM
        (SELECT d.document, p.free, p.place, p.explored, {found_in} AS found_in FROM
            (SELECT * FROM ranked ORDER BY place LIMIT %(limit)s OFFSET %(offset)s) AS p
            JOIN search_listing AS d ON d.id = p.id) AS f)
)
"""  # the braces doubled are PostgreSQL's; all values are parameters
_CHOSEN = {
    name: f"(%({name})s::text[] = '{{}}' OR l.{name} = ANY(%({name})s))" for name in TERM_FACETS if name not in ("access", "discipline")
}
_CHOSEN["access"] = "l.access @> %(access)s::varchar[]"
_EACH_FACET = (
    "(SELECT json_object_agg(value, n) FROM (SELECT {value} AS value, count(*) AS n FROM fitting{rows} WHERE {others} GROUP BY 1) AS f)"
)
_BAND_OF = "(SELECT b.name FROM unnest(%(band_names)s::text[], %(band_lows)s::int[], %(band_highs)s::int[]) AS b (name, low, high)"
_BAND_OF += " WHERE {price} BETWEEN b.low AND b.high)"
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
    """What PostgreSQL finds."""
    now = now or timezone.now()
    asked = Asked(request, now, request.stays(rome_now(now).date()))
    if request.has_dates and not asked.stays:
        return Findings(count=0, hits=[], facets={name: {} for name in FACETS}, points=[])
    statement, params = _compose(asked)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        row = cursor.fetchone()
    assert row is not None
    answer = row[0]
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
    """How many hits each of `requests` has, in one statement."""
    counts: list[str] = []
    params: Params = {}
    for index, request in enumerate(requests):
        asked = Asked(request, now, request.stays(rome_now(now).date()))
        if request.has_dates and not asked.stays:
            counts.append("0")
            continue
        statement, values = _compose_one(asked, loose=False)
        counts.append(f"(({statement.replace('%(', f'%(r{index}_')})->>'count')::int")
        params |= {f"r{index}_{name}": value for name, value in values.items()}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ARRAY[{', '.join(counts)}]", params)
        row = cursor.fetchone()
    assert row is not None
    return list(row[0])


def _compose(asked: Asked) -> tuple[str, Params]:
    """The statement; where few have most of the words, the same for those that have one of them, which PostgreSQL runs only then."""
    statement, params = _compose_one(asked, loose=False)
    if not any(len(way) > 1 for way in spell(asked.request.searched, asked.request.lang).ways):
        return statement, params
    loosely, _ = _compose_one(asked, loose=True)
    params["few"] = FEW
    return (
        f"SELECT CASE WHEN (strictly.found->>'count')::int >= %(few)s THEN strictly.found ELSE ({loosely}) END"  # noqa: S608 - ours
        f" FROM ({statement}) AS strictly (found)"
    ), params


def _compose_one(asked: Asked, *, loose: bool) -> tuple[str, Params]:
    request = asked.request
    params: Params = {
        **{name: list(values) for name, values in chosen_of(request).items()},
        "access": list(request.access),
        "amenities": list(request.amenities),
        "lang": request.lang,
        "draw": number_of(asked.now) + 1,
        "points": MOST_POINTS,
        "zoom": tile_zoom(request.bbox),
        "limit": request.per_page,
        "offset": (request.page - 1) * request.per_page,
    }
    joins = [THEIR_TIMES]
    words, rank, where = text_parts(request, params, joins, loose=loose)
    priced = bool(asked.stays) and (needs_totals(request) or counts_bands(asked))
    unit_fits, price = _units(asked, params, joins, priced)
    if request.named:
        where.append(called(request.named, "named", params))
    where += [*_place(request, params), _kinds(asked, params, unit_fits, priced)]
    statement = _STATEMENT.format(
        asked=words,
        dates=price_dates(asked.stays, request, params) if priced else "",
        rank=rank,
        ranked=_ranked(request, asked.now, params),
        found_in=found_in(request),
        distance=_DISTANCE if request.near else "NULL::float",
        joins=" ".join(joins),
        unit_rows=_rows(priced),
        unit_fits=" AND ".join(unit_fits) or "true",
        price=price,
        where=" AND ".join(where),
        chosen=", ".join(f"{clause} AS {name}_chosen" for name, clause in {**_CHOSEN, **chosen_calls(asked, params)}.items()),
        all_chosen=_others(),
        counts=", ".join(f"'{name}', {_count(name)}" for name in FACETS),
        **_bands(asked, params, price),
    )
    return statement, params


def _rows(priced: bool) -> str:
    """The units of a listing, with totals once for each of the dates."""
    return "jsonb_array_elements(l.units) AS u" + (f" {EACH_TOTAL}" if priced else "")


def _others(but: str = "") -> str:
    """What was chosen, except in one facet. The rows of amenities and bands keep to each other already."""
    names = [*_CHOSEN, "discipline", "phase"]
    names += [] if but in ("amenity", "band") else ["unit"]
    names += [] if but in CHOOSES_CALLS else ["mixed"]
    return " AND ".join(f"{name}_chosen" for name in names if name != but)


def _count(name: str) -> str:
    arrays = {"amenity": "amenities", "band": "bands", "access": "access", "discipline": "discipline"}
    rows = f", unnest({arrays[name]}) AS value" if name in arrays else ""
    others = _others(name) + ("" if name in arrays else f" AND {name} <> ''")
    return _EACH_FACET.format(value="value" if name in arrays else name, rows=rows, others=others)


def _bands(asked: Asked, params: Params, price: str) -> dict[str, str]:
    """The parts of the statement about price bands: of a unit, and of what has a price of its own."""
    request = asked.request
    limits = {name: limits_of_band(name, request.price_nights) for name in BANDS}
    params |= {
        "bands": list(request.bands),
        "band_names": list(limits),
        "band_lows": [low or 0 for low, _high in limits.values()],
        "band_highs": [_HIGHEST if high is None else high for _low, high in limits.values()],
    }
    counted = counts_bands(asked) or request.bands
    band = _BAND_OF.format(price=price) if counted else "NULL::text"
    own = _BAND_OF.format(price=_own_price(asked)) if counted else "NULL::text"
    any_band = "%(bands)s::text[] = '{}' OR COALESCE("
    return {
        "band": band if counts_bands(asked) else "NULL::text",
        "in_band": f"({any_band}{band} = ANY(%(bands)s), false))",
        "own_band": f"({any_band}{own} = ANY(%(bands)s), false))",
        "own_bands": f"array_remove(ARRAY[{own}], NULL)" if counts_bands(asked) else "'{}'::text[]",
        "own_amenities": "l.amenities @> %(amenities)s::varchar[]",
    }


def _own_price(asked: Asked) -> str:
    """The price of what has no units: with dates that of all guests, for an experience."""
    return "l.from_price * CASE l.kind WHEN 'experience' THEN %(guests)s ELSE 1 END" if asked.stays else "l.from_price"


def _units(asked: Asked, params: Params, joins: list[str], priced: bool) -> tuple[list[str], str]:
    """What a unit `u` of a row has to be, and its price. With dates, the free units come from the calendar's own query."""
    request = asked.request
    fits, price = [], "(u->>'price')::int"
    params["low"], params["high"] = request.limits()
    if request.unit_kinds:
        params["unit_kinds"] = list(request.unit_kinds)
        fits.append("u->>'kind' = ANY(%(unit_kinds)s)")
    if request.guests is not None:
        params["guests"] = request.guests
        fits.append("(u->>'capacity')::int >= %(guests)s")
    if asked.stays:
        open_units = WITH_TOTALS if priced else WITHOUT_TOTALS
        joins.append(open_units.format(free=free_of(asked.stays, request, asked.now, params)))
        fits.append("jsonb_exists(open_units.totals, u->>'unit')")
        price = "total::bigint" if priced else "NULL::bigint"
    if params["low"] is not None:
        fits.append(f"{price} >= %(low)s")
    if params["high"] is not None:
        fits.append(f"{price} <= %(high)s")
    return fits, price


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


def _kinds(asked: Asked, params: Params, unit_fits: list[str], priced: bool) -> str:
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
    a_unit = f"EXISTS (SELECT FROM {_rows(priced)} WHERE {' AND '.join(unit_fits)})" if unit_fits else "true"
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
    fits = [f"l.document->>'subkind' = ANY(%(subkinds_{kind})s)"]
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
