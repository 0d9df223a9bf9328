# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Free units by stay with the total of each, in SQL: what the fallback narrows and orders by.

Which units are free is asked of `marketplace.booking.queries.free_units`. The prices are those of `marketplace.booking.prices`,
told once more for the database; a test compares the two. Totals are cents, a list for each unit: one for each of the dates on which it is free.
"""

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from marketplace.booking.prices import MONTH, WEEK
from marketplace.booking.queries import free_units

from .query import SearchRequest
from .when import Nights

Params = dict[str, Any]
_FREE = "SELECT {index} AS stay, open_unit.parent_id, open_unit.pk FROM ({sql}) AS open_unit"
WITHOUT_TOTALS = """
LEFT JOIN (SELECT parent_id, jsonb_object_agg(pk, NULL::int) AS totals FROM ({free}) AS free GROUP BY parent_id) AS open_units
    ON l.kind = 'stay' AND open_units.parent_id = l.object_id"""
# One row a tariff and night of the dates: nothing where one night has no tariff.
_TAX = """
SELECT stay, municipality_id, sum(due) AS due FROM (
    SELECT n.stay, n.nights, t.municipality_id,
        CASE WHEN t.max_nights IS NULL OR n.index < t.max_nights THEN t.amount * (%(adults)s
            + (SELECT count(*) FROM unnest(%(ages)s::int[]) AS age WHERE age >= t.exempt_under_age)
            + CASE WHEN t.exempt_under_age = 0 THEN %(unknown_ages)s ELSE 0 END) ELSE 0 END AS due
    FROM (SELECT *, arrival + index AS day FROM dates, generate_series(0, nights - 1) AS index) AS n
    JOIN territory_touristtaxtariff AS t ON t.valid_from <= n.day AND (t.valid_until IS NULL OR n.day <= t.valid_until)
) AS a_night GROUP BY stay, nights, municipality_id HAVING count(*) = nights"""
_NIGHTS = """
SELECT sum(CASE WHEN extract(isodow FROM dates.arrival + index) NOT IN (5, 6) THEN COALESCE(s.night, r.night)
    WHEN s.id IS NULL THEN COALESCE(r.weekend_night, r.night) ELSE COALESCE(s.weekend_night, s.night) END)
    + GREATEST(%(guests)s - r.included_guests, 0) * r.extra_guest * dates.nights AS due
FROM generate_series(0, dates.nights - 1) AS index
LEFT JOIN booking_season AS s ON s.unit_id = free.pk AND s.period @> dates.arrival + index"""
_EXTRAS = """
SELECT COALESCE(sum(e.price * CASE e.per WHEN 'stay' THEN 1 WHEN 'night' THEN dates.nights WHEN 'guest' THEN %(guests)s
    ELSE dates.nights * %(guests)s END), 0) AS due
FROM booking_extra AS e WHERE e.unit_id = free.pk AND e.mandatory"""
_DISCOUNT = f"""round(nights.due * CASE WHEN dates.nights >= {MONTH} AND r.monthly_discount_percent > 0 THEN r.monthly_discount_percent
    WHEN dates.nights >= {WEEK} THEN r.weekly_discount_percent ELSE 0 END / 100.0, 2)"""
WITH_TOTALS = f"""
LEFT JOIN (
    SELECT parent_id, jsonb_object_agg(pk, totals) AS totals FROM (
        SELECT free.parent_id, free.pk,
            jsonb_agg(((nights.due - {_DISCOUNT} + r.cleaning_fee + extras.due + COALESCE(tax.due, 0)) * 100)::bigint) AS totals
        FROM ({{free}}) AS free
        JOIN dates USING (stay)
        JOIN booking_rate AS r ON r.unit_id = free.pk
        JOIN catalogue_stay AS building ON building.product_ptr_id = free.parent_id
        LEFT JOIN tax ON tax.stay = free.stay AND tax.municipality_id = building.municipality_id
        CROSS JOIN LATERAL ({_NIGHTS} ) AS nights
        CROSS JOIN LATERAL ({_EXTRAS}) AS extras
        GROUP BY free.parent_id, free.pk
    ) AS of_unit GROUP BY parent_id
) AS open_units ON l.kind = 'stay' AND open_units.parent_id = l.object_id"""  # noqa: S608 - constants of ours

EACH_TOTAL = "CROSS JOIN LATERAL jsonb_array_elements_text(open_units.totals->(u->>'unit')) AS total"


def price_dates(stays: tuple[Nights, ...], request: SearchRequest, params: Params) -> str:
    """Two parts of the statement, `dates` and `tax`, for `WITH`."""
    params |= {
        "stays": list(range(len(stays))),
        "arrivals": [nights.check_in for nights in stays],
        "nights": request.nights,
        "adults": request.adults or 1,
        "ages": list(request.children_ages),
        "unknown_ages": request.children - len(request.children_ages),
    }
    dates = "SELECT *, %(nights)s::int AS nights FROM unnest(%(stays)s::int[], %(arrivals)s::date[]) AS each_stay (stay, arrival)"
    return f"dates AS ({dates}), tax AS ({_TAX}),"


def free_of(stays: tuple[Nights, ...], request: SearchRequest, now: datetime, params: Params) -> str:
    """The units that are free, with the number of the dates."""
    sql, values = _free_of(stays, request.adults or 1, request.children, now)
    params |= values
    return sql


@lru_cache(maxsize=16)
def _free_of(stays: tuple[Nights, ...], adults: int, children: int, now: datetime) -> tuple[str, Params]:
    """Kept, since to put it together costs more than to run it where many dates would do, and one page asks several times."""
    parts: list[str] = []
    params: Params = {}
    for index, nights in enumerate(stays):
        free = free_units(check_in=nights.check_in, check_out=nights.check_out, adults=adults, children=children, now=now)
        sql, values = _named(free.order_by().values("parent_id", "pk").query, f"free_{index}")
        params |= values
        parts.append(_FREE.format(index=index, sql=sql))
    return " UNION ALL ".join(parts), params


def _named(query: Any, prefix: str) -> tuple[str, Params]:
    """The statement of a queryset with named parameters."""
    sql, values = query.sql_with_params()
    names = [f"{prefix}_{index}" for index in range(len(values))]
    numbered = iter(names)
    return re.sub(r"%s", lambda _: f"%({next(numbered)})s", sql), dict(zip(names, values, strict=True))
