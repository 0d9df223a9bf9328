# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The terms of one unit by SQL that is compiled once: for the path of a hold, where compiling would cost more than all the rest.

The instances carry only the columns that rules and prices read; the others are deferred, so that a look at them costs a query
but is never wrong.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from catalogue.models import Stay, Unit
from marketplace.territory.models import Municipality

from .models import Rate
from .terms import UnitTerms, terms_from, with_rows

M = TypeVar("M", bound=Model)
ANYONE = -(2**31) + 1  # stands for the id in the compiled SQL
ROWS = ("season_rows", "restriction_rows", "extra_rows", "tariff_rows")
PRODUCT = ("id", "live", "is_public", "product_ptr_id")
UNIT = (*PRODUCT, "parent_id", "kind", "capacity", "amenities")
STAY = (*PRODUCT, "business_id", "municipality_id", "check_in_from", "cancellation_tier", "amenities")
TOWN = ("id", "istat", "name")
RATE = tuple(column.attname for column in Rate._meta.concrete_fields)


def load_terms_of_one(*, unit_id: int) -> UnitTerms | None:
    """The terms of one unit, or None if there is none."""
    sql, params = _compiled()
    with connection.cursor() as cursor:
        cursor.execute(sql, [unit_id if value == ANYONE else value for value in params])
        row = cursor.fetchone()
    return None if row is None else terms_of_row(row)


@cache
def _compiled() -> tuple[str, Sequence[Any]]:
    return compiled(with_rows(Unit.objects.filter(pk=ANYONE)))


def compiled(units: QuerySet[Any], *further: str) -> tuple[str, Sequence[Any]]:
    """The statement that answers a row for `terms_of_row` for each of `units`, which have gone through `with_rows`; then `further` columns."""
    columns = (
        *UNIT,
        *(f"parent__stay__{name}" for name in STAY),
        *(f"parent__stay__municipality__{name}" for name in TOWN),
        *(f"rate__{name}" for name in RATE),
        "selling",
        *ROWS,
        *further,
    )
    return units.filter(parent__stay__isnull=False).order_by().values_list(*columns).query.sql_with_params()


Shared = dict[int, Stay]  # the stays of one answer


def terms_of_row(row: Sequence[Any], shared: Shared | None = None) -> UnitTerms:
    """Terms of a row that a statement of `compiled` answered; units of one stay have one object for it among those that share `shared`."""
    values = iter(row)
    unit, stay = _instance(Unit, UNIT, values), _stay(tuple(islice(values, len(STAY) + len(TOWN))), {} if shared is None else shared)
    rate_values = [next(values) for _column in RATE]
    rate = None if rate_values[0] is None else _instance(Rate, RATE, iter(rate_values))
    selling = bool(next(values))
    rows = {name: [json.loads(text) for text in next(values)] for name in ROWS}
    return terms_from(unit=unit, stay=stay, rate=rate, selling=selling, rows=rows)


def _stay(columns: Sequence[Any], shared: Shared) -> Stay:
    """The stay of these columns with its municipality: all rows of one answer say the same of it."""
    pk = columns[STAY.index("id")]
    if pk not in shared:
        values = iter(columns)
        shared[pk] = _instance(Stay, STAY, values)
        shared[pk].municipality = _instance(Municipality, TOWN, values)
    return shared[pk]


def _instance(model: type[M], names: Sequence[str], values: Iterator[Any]) -> M:
    """A row of `model` of which only `names` are loaded."""
    loaded = {name: next(values) for name in names}
    present = _in_order(model, tuple(names))
    return model.from_db(connection.alias, present, [loaded[name] for name in present])


@cache
def _in_order(model: type[Model], names: tuple[str, ...]) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields if column.attname in names]
