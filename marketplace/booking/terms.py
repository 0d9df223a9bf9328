# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""All that prices and rules of units are computed from, loaded in one query: a page of search hits may have no more."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import DecimalField, F, Model, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject

from catalogue.models import Stay, Unit
from marketplace.territory.models import TouristTaxTariff

from .models import Extra, Rate, Restriction, Season

M = TypeVar("M", bound=Model)
# Columns whose values JSON carries as Python has them.
AS_THEY_ARE = ("BigAutoField", "CharField", "TextField", "BooleanField", "ForeignKey", "PositiveSmallIntegerField", "IntegerField")


@dataclass(frozen=True, slots=True)
class UnitTerms:
    """A unit with its rates and rules as loaded rows; everything computed from it is a pure function."""

    unit: Unit
    stay: Stay
    public: bool
    rate: Rate | None
    seasons: tuple[Season, ...]
    restrictions: tuple[Restriction, ...]
    extras: tuple[Extra, ...]
    tariffs: tuple[TouristTaxTariff, ...]

    @property
    def optional_extras(self) -> tuple[Extra, ...]:
        """What the guest may add; the rest is in the price already."""
        return tuple(extra for extra in self.extras if not extra.mandatory)

    def season_of(self, day: date) -> Season | None:
        return next((season for season in self.seasons if day in season.period), None)

    def restrictions_of(self, day: date) -> list[Restriction]:
        return [restriction for restriction in self.restrictions if day in restriction.period]

    def tariff_of(self, day: date) -> TouristTaxTariff | None:
        """The tariff of that night: there is at most one."""
        return next((t for t in self.tariffs if t.valid_from <= day and (t.valid_until is None or day <= t.valid_until)), None)


def load_terms(*, units: Iterable[Unit | int]) -> dict[int, UnitTerms]:
    """Terms by unit id, in one query whatever the number of units; an id that is no unit is left out."""
    return terms_of_units(units=Unit.objects.filter(pk__in=[unit if isinstance(unit, int) else unit.pk for unit in units]))


def terms_of_units(*, units: QuerySet[Unit]) -> dict[int, UnitTerms]:
    """Terms by unit id of a query's units, in one query."""
    rows = with_rows(units).select_related("rate", "parent__stay__municipality").defer("parent__stay__municipality__boundary")
    return {unit.pk: _terms(unit) for unit in rows}


def with_rows(units: QuerySet[Unit], *, days: DateRange | None = None) -> QuerySet[Any]:
    """Seasons, restrictions, extras and tariffs of each unit, in arrays beside it, and whether its business may sell.

    With `days`, only the seasons and restrictions that touch them, and of the extras the mandatory.
    """
    own: dict[str, Any] = {"unit": OuterRef("pk")}
    touching = own if days is None else {**own, "period__overlap": days}
    return units.annotate(
        season_rows=_rows(Season, touching, period=True),
        restriction_rows=_rows(Restriction, touching, period=True),
        extra_rows=_rows(Extra, own if days is None else {**own, "mandatory": True}),
        tariff_rows=_rows(TouristTaxTariff, {"municipality": OuterRef("parent__stay__municipality")}),
        selling=Coalesce(F("parent__business__live"), False),
    )


def _rows(model: type[Model], belongs: dict[str, Any], *, period: bool = False) -> ArraySubquery:
    """The rows of `model` as JSON texts in an array, so that they come along with the unit."""
    columns: dict[str, Any] = {}
    for column in model._meta.concrete_fields:
        if column.name != "period":
            # Money as text: a JSON number would be read as a float.
            columns[column.attname] = Cast(column.attname, TextField()) if isinstance(column, DecimalField) else F(column.attname)
    if period:
        columns |= {"lower": F("period__startswith"), "upper": F("period__endswith")}
    return ArraySubquery(model._default_manager.filter(**belongs).order_by("pk").values(row=JSONObject(**columns)))


def _made(model: type[M], rows: list[dict[str, Any]]) -> tuple[M, ...]:
    if not rows:
        return ()
    readers = _readers(model)
    return tuple(model(*[read(row) for read in readers]) for row in rows)


@cache
def _readers(model: type[Model]) -> tuple[Callable[[dict[str, Any]], Any], ...]:
    """For each column of `model` in its order, how its value is read from a row of `_rows`: thousands are made at a time."""
    return tuple(_reader(column) for column in model._meta.concrete_fields)


def _reader(column: Any) -> Callable[[dict[str, Any]], Any]:
    if column.name == "period":
        return lambda row: DateRange(date.fromisoformat(row["lower"]), date.fromisoformat(row["upper"]))
    name, kind = column.attname, column.get_internal_type()
    if kind in AS_THEY_ARE:
        return lambda row: row[name]
    return lambda row: column.to_python(row[name])


def terms_from(*, unit: Unit, stay: Stay, rate: Rate | None, selling: bool, rows: dict[str, list[dict[str, Any]]]) -> UnitTerms:
    """Terms of loaded rows; `rows` are those of `with_rows`, `selling` whether the business is live."""
    return UnitTerms(
        unit=unit,
        stay=stay,
        public=selling and unit.live and unit.is_public and stay.live and stay.is_public,
        rate=rate,
        seasons=_made(Season, rows["season_rows"]),
        restrictions=_made(Restriction, rows["restriction_rows"]),
        extras=_made(Extra, rows["extra_rows"]),
        tariffs=_made(TouristTaxTariff, rows["tariff_rows"]),
    )


def _terms(unit: Any) -> UnitTerms:
    rows = {name: getattr(unit, name) for name in ("season_rows", "restriction_rows", "extra_rows", "tariff_rows")}
    return terms_from(unit=unit, stay=unit.stay, rate=getattr(unit, "rate", None), selling=unit.selling, rows=rows)
