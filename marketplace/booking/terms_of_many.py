# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The terms of many units with what is taken of their nights, in one query that is compiled once: for a page of hits, and for documents."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import BooleanField, F, OuterRef
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from catalogue.models import Unit

from .models import Occupancy
from .terms import UnitTerms, with_rows
from .terms_of_one import Shared, compiled, terms_of_row

# Stand for the ids, the days and the present in the compiled SQL.
ANY_UNITS = -(2**31) + 2
ANY_DAYS = DateRange(date(1, 1, 1), date(1, 1, 2), "[]")
ANY_NIGHTS = DateRange(date(1, 1, 1), date(1, 1, 2), "[)")
ANY_TIME = datetime(1, 1, 2, tzinfo=UTC)
Span = tuple[date, date]


class Loaded(NamedTuple):
    """Terms of a unit as far as a stay needs them, and what is taken of its nights, as `[from, until)`."""

    terms: UnitTerms
    taken: list[Span]


def load_terms_of_many(*, units: Iterable[int], check_in: date, check_out: date, now: datetime) -> list[Loaded]:
    """The units with what touches `[check_in, check_out]` of their seasons, restrictions and calendars, in one query.

    Of extras the mandatory ones only. Enough for `rules.broken_rules` and `prices.total_of` of stays within these dates without
    extras chosen, and for nothing else.
    """
    last = max(check_in, check_out)
    return _load(units, days=DateRange(check_in, last, "[]"), nights=DateRange(check_in, last, "[)"), now=now)


def load_terms_from(*, units: Iterable[int], start: date, now: datetime) -> list[Loaded]:
    """The units with all seasons and restrictions and what is taken from `start` on, in one query. Of extras the mandatory ones only."""
    return _load(units, days=DateRange(None, None), nights=DateRange(start, None), now=now)


def _load(units: Iterable[int], *, days: DateRange, nights: DateRange, now: datetime) -> list[Loaded]:
    sql, params = _compiled()
    stand_ins: dict[Any, Any] = {ANY_UNITS: list(units), ANY_DAYS: days, ANY_NIGHTS: nights, ANY_TIME: now}
    with connection.cursor() as cursor:
        cursor.execute(sql, [stand_ins.get(value, value) for value in params])
        rows = cursor.fetchall()
    shared: Shared = {}
    return [Loaded(terms_of_row(row, shared), [_span(json.loads(text)) for text in row[-1]]) for row in rows]


def _span(row: dict[str, str]) -> Span:
    return date.fromisoformat(row["lower"]), date.fromisoformat(row["upper"])


@cache
def _compiled() -> tuple[str, Sequence[Any]]:
    taken = Occupancy.objects.filter(unit=OuterRef("pk"), period__overlap=ANY_NIGHTS)
    taken = taken.exclude(kind=Occupancy.Kind.HOLD, expires_at__lte=ANY_TIME).order_by()
    spans = taken.values(row=JSONObject(lower=F("period__startswith"), upper=F("period__endswith")))
    # Not a subquery: with as many joins as here, PostgreSQL would read all units there are before it looks at the ids.
    wanted = RawSQL("catalogue_unit.product_ptr_id = ANY(%s::bigint[])", [ANY_UNITS], output_field=BooleanField())
    units = Unit.objects.filter(wanted)
    return compiled(with_rows(units, days=ANY_DAYS).annotate(taken_rows=ArraySubquery(spans)), "taken_rows")
