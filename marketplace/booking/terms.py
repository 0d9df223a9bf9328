# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""All that prices and rules of units are computed from, loaded with a number of queries that does not grow with the units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from catalogue.models import Stay, Unit
from marketplace.territory.models import TouristTaxTariff

from .models import Extra, Rate, Restriction, Season


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

    def season_of(self, day: date) -> Season | None:
        return next((season for season in self.seasons if day in season.period), None)

    def restrictions_of(self, day: date) -> list[Restriction]:
        return [restriction for restriction in self.restrictions if day in restriction.period]

    def tariff_of(self, day: date) -> TouristTaxTariff | None:
        """The tariff of that night; where two are valid, the newer."""
        valid = (t for t in self.tariffs if t.valid_from <= day and (t.valid_until is None or day <= t.valid_until))
        return max(valid, key=lambda tariff: tariff.valid_from, default=None)


def load_terms(*, units: Iterable[Unit | int]) -> dict[int, UnitTerms]:
    """Terms by unit id, in five queries whatever the number of units; an id that is no unit is left out."""
    ids = [unit if isinstance(unit, int) else unit.pk for unit in units]
    rows = (
        Unit.objects.filter(pk__in=ids)
        .select_related("rate", "parent__stay__municipality")
        .prefetch_related("seasons", "restrictions", "extras", "parent__stay__municipality__tariffs")
        .defer("parent__stay__municipality__boundary")
    )
    return {unit.pk: _terms(unit) for unit in rows}


def _terms(unit: Unit) -> UnitTerms:
    stay = unit.stay
    return UnitTerms(
        unit=unit,
        stay=stay,
        public=unit.live and unit.is_public and stay.live and stay.is_public,
        rate=getattr(unit, "rate", None),
        seasons=tuple(unit.seasons.all()),
        restrictions=tuple(unit.restrictions.all()),
        extras=tuple(unit.extras.all()),
        tariffs=tuple(stay.municipality.tariffs.all()),
    )
