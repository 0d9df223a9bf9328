# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Free units for any number of dates, with the total of each, in SQL: what the fallback narrows and orders by.

The rules are those of `marketplace.booking.rules`, the prices those of `marketplace.booking.prices`, told once more for tables as a
whole: to ask thousands of units one by one takes seconds. Tests compare both with calendars read by hand and with quotes. Days
on which nobody can arrive are collected unit by unit, once for all dates (decision 0069). Totals are cents.
"""

from datetime import date
from typing import Any

from marketplace.booking.clock import rome_now
from marketplace.booking.prices import MONTH, WEEK

from .query import SearchRequest
from .totals import Asked

Params = dict[str, Any]
A_FRIDAY = date(1970, 1, 2)
# Nights of Fridays and Saturdays between two numbers of days since a Friday.
_ENDS = "2 * ({until} / 7) + least({until} %% 7, 2) - 2 * ({first} / 7) - least({first} %% 7, 2)"
_DATES = f"""
dates AS MATERIALIZED (
    SELECT stay, arrival, first, first + %(nights)s AS until, arrival - %(today)s AS ahead,
        extract(isodow FROM arrival)::int - 1 AS weekday, extract(isodow FROM arrival + %(nights)s)::int - 1 AS leaving,
        {_ENDS.format(first="first", until="(first + %(nights)s)")} AS ends
    FROM (SELECT stay, arrival, arrival - %(a_friday)s AS first FROM unnest(%(stays)s::int[], %(arrivals)s::date[]) AS each_stay (stay, arrival)) AS d
),"""  # noqa: S608 - constants of ours
# What speaks against an arrival (`no`) or goes before what else would (`least`, `most`), as days of arrival.
_AGAINST = """
against AS MATERIALIZED (
    SELECT unit_id, range_agg(days) FILTER (WHERE says = 'no') AS no, range_agg(days) FILTER (WHERE says = 'least') AS least,
        range_agg(days) FILTER (WHERE says = 'most') AS most, range_agg(days) FILTER (WHERE says = 'season no') AS season_no,
        range_agg(days) FILTER (WHERE says = 'season least') AS season_least
    FROM (
        SELECT unit_id, daterange(lower(period) - %(nights)s + 1, upper(period)) AS days, 'no' AS says
        FROM booking_occupancy WHERE period && daterange(%(first)s, %(last)s + %(nights)s) AND NOT (kind = 'hold' AND expires_at <= %(now)s)
        UNION ALL
        SELECT unit_id, daterange(lower(period) - %(nights)s, upper(period) - %(nights)s), 'no'
        FROM booking_restriction WHERE closed_to_departure AND period && daterange(%(first)s + %(nights)s, %(last)s + %(nights)s, '[]')
        UNION ALL
        SELECT r.unit_id, r.period, rule.says FROM booking_restriction AS r CROSS JOIN LATERAL (VALUES
            ('no', r.closed_to_arrival OR r.min_nights > %(nights)s OR (r.max_nights > 0 AND r.max_nights < %(nights)s)),
            ('least', r.min_nights > 0 AND r.min_nights <= %(nights)s),
            ('most', r.max_nights >= %(nights)s)) AS rule (says, holds)
        WHERE rule.holds AND r.period && daterange(%(first)s, %(last)s, '[]')
        UNION ALL
        SELECT unit_id, period, CASE WHEN min_nights > %(nights)s THEN 'season no' ELSE 'season least' END
        FROM booking_season WHERE min_nights > 0 AND period && daterange(%(first)s, %(last)s, '[]')
    ) AS rule GROUP BY unit_id
),"""
_OPEN_ON = """d.ahead BETWEEN r.notice_days AND r.window_days AND {early_enough}
    AND NOT d.weekday = ANY(r.closed_arrival_weekdays) AND NOT d.leaving = ANY(r.closed_departure_weekdays)
    AND NOT COALESCE(a.no @> d.arrival, false)
    AND CASE WHEN a.least @> d.arrival THEN true WHEN a.season_no @> d.arrival THEN false WHEN a.season_least @> d.arrival THEN true
        ELSE r.min_nights <= %(nights)s END
    AND (r.max_nights >= %(nights)s OR COALESCE(a.most @> d.arrival, false))"""
_TODAY = """(d.ahead > 0 OR EXISTS (SELECT FROM search_listing AS home JOIN catalogue_stay AS house ON house.product_ptr_id = home.object_id
    WHERE home.id = u.listing_id AND house.check_in_from > %(hour)s))"""
_UNITS = "unit AS u JOIN booking_rate AS r ON r.unit_id = u.unit_id LEFT JOIN against AS a ON a.unit_id = u.unit_id"
_OPEN = f"""
open AS MATERIALIZED (SELECT u.unit_id FROM {_UNITS} WHERE EXISTS (SELECT FROM dates AS d WHERE {{open_on}})),"""  # noqa: S608
# Nothing where one night has no tariff.
_TAX = """
tax AS MATERIALIZED (
    SELECT stay, istat, (100 * sum(due))::bigint AS due FROM (
        SELECT n.stay, m.istat,
            CASE WHEN t.max_nights IS NULL OR n.index < t.max_nights THEN t.amount * (%(adults)s
                + (SELECT count(*) FROM unnest(%(ages)s::int[]) AS age WHERE age >= t.exempt_under_age)
                + CASE WHEN t.exempt_under_age = 0 THEN %(unknown_ages)s ELSE 0 END) ELSE 0 END AS due
        FROM (SELECT *, arrival + index AS day FROM dates, generate_series(0, %(nights)s - 1) AS index) AS n
        JOIN territory_touristtaxtariff AS t ON t.valid_from <= n.day AND (t.valid_until IS NULL OR n.day <= t.valid_until)
        JOIN territory_municipality AS m ON m.id = t.municipality_id
    ) AS a_night GROUP BY stay, istat HAVING count(*) = %(nights)s
),"""
_PRICES = """
pair AS MATERIALIZED (
    SELECT u.unit_id, u.municipality, d.stay, d.first, d.until, d.ends, (r.night * 100)::bigint AS night,
        (COALESCE(r.weekend_night, r.night) * 100)::bigint AS weekend,
        (GREATEST(%(guests)s - r.included_guests, 0) * r.extra_guest * %(nights)s * 100)::bigint AS beyond,
        {percent} AS percent, (r.cleaning_fee * 100)::bigint AS cleaning
    FROM {units} JOIN dates AS d ON {open_on}
), seasonal AS MATERIALIZED (
    SELECT unit_id, GREATEST(lower(period) - %(a_friday)s, 0) AS first, upper(period) - %(a_friday)s AS until, (night * 100)::bigint AS night,
        (COALESCE(weekend_night, night) * 100)::bigint AS weekend
    FROM booking_season WHERE period && daterange(%(first)s, %(last)s + %(nights)s)
), more AS MATERIALIZED (
    SELECT unit_id, stay, sum((nights - ends) * night_more + ends * weekend_more)::bigint AS due FROM (
        SELECT p.unit_id, p.stay, s.night - p.night AS night_more, s.weekend - p.weekend AS weekend_more,
            part.until - part.first AS nights, {ends} AS ends
        FROM pair AS p JOIN seasonal AS s ON s.unit_id = p.unit_id AND s.first < p.until AND s.until > p.first
        CROSS JOIN LATERAL (SELECT GREATEST(s.first, p.first) AS first, LEAST(s.until, p.until) AS until) AS part
    ) AS in_season GROUP BY unit_id, stay
), extra AS MATERIALIZED (
    SELECT unit_id, (100 * sum(price * CASE per WHEN 'stay' THEN 1 WHEN 'night' THEN %(nights)s WHEN 'guest' THEN %(guests)s
        ELSE %(nights)s * %(guests)s END))::bigint AS due
    FROM booking_extra WHERE mandatory GROUP BY unit_id
), open AS MATERIALIZED (
    SELECT unit_id, pair.stay, nights.due - (nights.due * percent + 50) / 100 + cleaning + COALESCE(extra.due, 0) + COALESCE(tax.due, 0) AS total
    FROM pair LEFT JOIN more USING (unit_id, stay) LEFT JOIN extra USING (unit_id)
    LEFT JOIN tax ON tax.stay = pair.stay AND tax.istat = pair.municipality
    CROSS JOIN LATERAL (SELECT (%(nights)s - ends) * night + ends * weekend + COALESCE(more.due, 0) + beyond AS due) AS nights
),"""


def open_units(asked: Asked, params: Params, *, priced: bool) -> str:
    """Parts for `WITH`, of which the last, `open`, has the units of `unit` that are free; if `priced` once for each of the dates, with its total."""
    request, local = asked.request, rome_now(asked.now)
    arrivals = [nights.check_in for nights in asked.stays]
    params |= {
        "stays": list(range(len(arrivals))),
        "arrivals": arrivals,
        "first": min(arrivals),
        "last": max(arrivals),
        "nights": request.nights,
        "now": asked.now,
        "today": local.date(),
        "hour": local.time(),
        "a_friday": A_FRIDAY,
    }
    open_on = _OPEN_ON.format(early_enough=_TODAY if min(arrivals) == local.date() else "true")
    if not priced:
        return _DATES + _AGAINST + _OPEN.format(open_on=open_on)
    params |= {"adults": request.adults or 1, "ages": list(request.children_ages)}
    params["unknown_ages"] = request.children - len(request.children_ages)
    ends = _ENDS.format(first="part.first", until="part.until")
    return _DATES + _AGAINST + _TAX + _PRICES.format(units=_UNITS, open_on=open_on, ends=ends, percent=_percent(request))


def _percent(request: SearchRequest) -> str:
    if request.nights < WEEK:
        return "0"
    if request.nights < MONTH:
        return "r.weekly_discount_percent"
    return "CASE WHEN r.monthly_discount_percent > 0 THEN r.monthly_discount_percent ELSE r.weekly_discount_percent END"
