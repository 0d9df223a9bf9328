# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The terms of a page of units as far as one stay needs them: what other days cost is not read. By SQL that is compiled once."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.expressions import RawSQL

from catalogue.models import Unit

from .terms import UnitTerms, with_rows
from .terms_of_one import compiled, terms_of_row

# Stand for the ids and the days in the compiled SQL.
ANY_UNITS = -(2**31) + 2
ANY_DAYS = DateRange(date(1, 1, 1), date(1, 1, 2), "[]")


def load_terms_of_many(*, units: Iterable[int], check_in: date, check_out: date) -> dict[int, UnitTerms]:
    """Terms by unit id, in one query; seasons and restrictions of `[check_in, check_out]` and mandatory extras only.

    Enough for `rules.broken_rules` and `prices.total_of` of a stay of these dates without extras chosen, and for nothing else.
    """
    sql, params = _compiled()
    stand_ins = {ANY_UNITS: list(units), ANY_DAYS: DateRange(check_in, max(check_in, check_out), "[]")}
    with connection.cursor() as cursor:
        cursor.execute(sql, [stand_ins.get(value, value) for value in params])
        rows = cursor.fetchall()
    return {terms.unit.pk: terms for terms in map(terms_of_row, rows)}


@cache
def _compiled() -> tuple[str, Sequence[Any]]:
    ids = RawSQL("SELECT unnest(%s::bigint[])", [ANY_UNITS])
    return compiled(with_rows(Unit.objects.filter(pk__in=ids), days=ANY_DAYS))
