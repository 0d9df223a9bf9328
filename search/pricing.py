# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the units of a page's hits cost for the dates asked, to the cent and from the truth, in one query whatever the dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from catalogue.models import Unit
from marketplace.booking.clock import rome_now
from marketplace.booking.models import Occupancy
from marketplace.booking.prices import total_of
from marketplace.booking.queries import totals_for
from marketplace.booking.rules import broken_rules
from marketplace.booking.stay_request import StayRequest
from marketplace.booking.terms import UnitTerms, terms_of_units

from .answer import Found
from .prices import within, within_any
from .query import SearchRequest
from .when import Nights

Span = tuple[date, date]


class Option(NamedTuple):
    """A unit with the dates that are best for it. Total in EUR; `rank` says how near the dates are to what was asked, 0 first."""

    total: Decimal
    rank: int
    unit: int
    nights: Nights


@dataclass(slots=True)
class Prices:
    """The best option of each unit that fits."""

    options: dict[int, Option]

    def of(self, units: Iterable[int]) -> list[Option]:
        """The cheapest first; of one price, that with the dates nearest to those asked."""
        return sorted(self.options[pk] for pk in units if pk in self.options)


def price(request: SearchRequest, found: list[Found], now: datetime) -> Prices:
    """What the free units of the stays found cost: of several dates the cheapest, then the nearest to those asked."""
    stays = request.stays(rome_now(now).date())
    units = [pk for one in found if one.document["kind"] == "stay" for pk in (one.free_units or one.document["card"]["units"])]
    if not stays or not units:
        return Prices({})
    if len(stays) == 1 and not request.amenities:
        return _of_one_date(request, units, stays[0], now)
    every = terms_of_units(units=_with_taken(Unit.objects.filter(pk__in=units), stays, now)).values()
    best = (_best(terms, request, stays, now) for terms in every if _has_all(terms, request.amenities))
    return Prices({option.unit: option for option in best if option})


def _of_one_date(request: SearchRequest, units: list[int], nights: Nights, now: datetime) -> Prices:
    """The quicker way where there is nothing to choose."""
    guests: dict[str, Any] = {"adults": request.adults or 1, "children": request.children, "children_ages": request.children_ages}
    totals = totals_for(units=units, check_in=nights.check_in, check_out=nights.check_out, now=now, **guests)
    return Prices({pk: Option(total, 0, pk, nights) for pk, total in totals.items() if _wanted(request, total)})


def _with_taken(units: QuerySet[Unit], stays: tuple[Nights, ...], now: datetime) -> QuerySet[Unit]:
    """The units, each with what is taken of it in the time of all dates."""
    span = DateRange(min(nights.check_in for nights in stays), max(nights.check_out for nights in stays))
    taken = Occupancy.objects.filter(unit=OuterRef("pk"), period__overlap=span).exclude(kind=Occupancy.Kind.HOLD, expires_at__lte=now)
    columns = JSONObject(lower=F("period__startswith"), upper=F("period__endswith"))
    return units.annotate(taken_rows=ArraySubquery(taken.order_by().values(row=columns)))


def _best(terms: UnitTerms, request: SearchRequest, stays: tuple[Nights, ...], now: datetime) -> Option | None:
    rows: list[dict[str, Any]] = terms.unit.taken_rows
    taken: list[Span] = [(date.fromisoformat(row["lower"]), date.fromisoformat(row["upper"])) for row in rows]
    options = []
    for rank, nights in enumerate(stays):
        if any(first < nights.check_out and nights.check_in < until for first, until in taken):
            continue
        asked = StayRequest(*nights, request.adults or 1, request.children, request.children_ages)
        if not broken_rules(terms, asked, now) and _wanted(request, total := total_of(terms, asked)):
            options.append(Option(total, rank, terms.unit.pk, nights))
    return min(options, default=None)


def _has_all(terms: UnitTerms, amenities: tuple[str, ...]) -> bool:
    return {*terms.stay.amenities, *terms.unit.amenities}.issuperset(amenities)


def _wanted(request: SearchRequest, total: Decimal) -> bool:
    cents = int(total * 100)
    return within(cents, request.limits()) and within_any(cents, request.band_limits())
