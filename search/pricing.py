# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the units of a page's hits cost for the dates asked, to the cent and from the truth, in one query whatever the dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from marketplace.booking.clock import rome_now
from marketplace.booking.prices import total_of
from marketplace.booking.rules import broken_rules
from marketplace.booking.stay_request import StayRequest
from marketplace.booking.terms import UnitTerms
from marketplace.booking.terms_of_many import Loaded, load_terms_of_many

from .answer import Found
from .prices import within, within_any
from .query import SearchRequest
from .when import Nights


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
    first, last = min(nights.check_in for nights in stays), max(nights.check_out for nights in stays)
    every = load_terms_of_many(units=units, check_in=first, check_out=last, now=now)
    best = (_best(one, request, stays, now) for one in every if _fits(one.terms, request))
    return Prices({option.unit: option for option in best if option})


def _best(one: Loaded, request: SearchRequest, stays: tuple[Nights, ...], now: datetime) -> Option | None:
    terms, options = one.terms, []
    for rank, nights in enumerate(stays):
        if any(first < nights.check_out and nights.check_in < until for first, until in one.taken):
            continue
        asked = StayRequest(*nights, request.adults or 1, request.children, request.children_ages)
        if not broken_rules(terms, asked, now) and _wanted(request, total := total_of(terms, asked)):
            options.append(Option(total, rank, terms.unit.pk, nights))
    return min(options, default=None)


def _fits(terms: UnitTerms, request: SearchRequest) -> bool:
    """Whether it has all that is asked for and is of a kind asked for."""
    if request.unit_kinds and terms.unit.kind not in request.unit_kinds:
        return False
    return {*terms.stay.amenities, *terms.unit.amenities}.issuperset(request.amenities)


def _wanted(request: SearchRequest, total: Decimal) -> bool:
    cents = int(total * 100)
    return within(cents, request.limits()) and within_any(cents, request.band_limits())
