# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The total of a stay as a score of Elasticsearch, to the cent and without a script: TOP less the cents, so that the best score
is the lowest total, of several dates the best is taken, and a limit is a least score.

Every column (`costs`) is turned round by a linear decay: `cap - price`. Where a discount by length may hold, the sum is made in
points, of which each is worth as many cents as percent are left, and multiplied by these percent at its end. Sum and product are made in
double precision and become a float once: between 2²³ and 2²⁴ a float holds whole numbers only, so that this last step rounds to
the cent. A sliver is added first, since of a half cent the discount is rounded up and the total down. Exact up to 83,886 EUR; beyond
that, and where one night costs more than an equal share of it, totals count as less than they are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marketplace.booking.clock import nights_between, rome_now
from marketplace.booking.prices import taxed_guests
from marketplace.booking.stay_request import StayRequest
from marketplace.territory.models import TouristTaxTariff

from .clauses import Clause, clause
from .costs import FEES, HORIZON, MOST_GUESTS, discount_of, is_weekend, slot, slots_of_week
from .offers import day_number
from .prices import Limits
from .query import SearchRequest
from .when import Nights

TOP = 2**24 - 256
SLIVER = 0.001
# How much each kind of price may take from the score.
NIGHTS_SHARE, PLUS_SHARE, GUESTS_SHARE, FEE_SHARE, TAX_SHARE = 2**23, 2**22 - 2**20, 2**21, 2**19, 2**20 - 512
PRICED_FROM = 2**23  # whatever scores less has no total
Tariffs = dict[str, list[TouristTaxTariff]]
Taxes = dict[Nights, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with what is worked out once for it: its dates, and the tourist tax (cents) by dates and municipality."""

    request: SearchRequest
    now: datetime
    stays: tuple[Nights, ...] = ()
    taxes: Taxes | None = None

    @property
    def today(self) -> date:
        return rome_now(self.now).date()


def needs_totals(request: SearchRequest) -> bool:
    """Whether the totals of what is not shown have to be known."""
    limits = request.price_min is not None or request.price_max is not None or request.bands
    return request.has_dates and bool(request.order == "price" or limits)


def beyond_columns(asked: Asked) -> bool:
    """Whether prices are asked for that no document has."""
    last = max((nights.check_out for nights in asked.stays), default=asked.today)
    return (last - asked.today).days > HORIZON or (asked.request.guests or 0) > MOST_GUESTS


def load_tariffs() -> Tariffs:
    """All tariffs of the tourist tax by ISTAT code, in one query."""
    found: Tariffs = defaultdict(list)
    for tariff in TouristTaxTariff.objects.select_related("municipality").only(*_TARIFF):
        found[tariff.municipality.istat].append(tariff)
    return found


def taxes_of(request: SearchRequest, stays: Iterable[Nights], tariffs: Tariffs) -> Taxes:
    """The tourist tax of each of these dates, in cents by ISTAT code. Rules: `marketplace.booking.prices`."""
    found: Taxes = {}
    for nights in stays:
        sums = {code: _tax(request, nights, own) for code, own in tariffs.items()}
        found[nights] = {code: cents for code, cents in sums.items() if cents}
    return found


_TARIFF = ("amount", "max_nights", "exempt_under_age", "valid_from", "valid_until", "municipality__istat")


def _tax(request: SearchRequest, nights: Nights, tariffs: list[TouristTaxTariff]) -> int:
    """Nothing where the tariff of one night is not known: then it is paid at the stay."""
    due, stay = 0, StayRequest(*nights, request.adults or 1, request.children, request.children_ages)
    for index, day in enumerate(nights_between(*nights)):
        tariff = next((t for t in tariffs if t.valid_from <= day and (t.valid_until is None or day <= t.valid_until)), None)
        if tariff is None:
            return 0
        if tariff.max_nights is None or index < tariff.max_nights:
            due += int(tariff.amount * 100) * taxed_guests(tariff, stay)
    return due


def scored(fitting: Clause, nights: Nights, asked: Asked) -> Clause:
    """The offers that `fitting` finds for `nights`, the cheapest with the best score."""
    found, guests = clause("bool", filter=[fitting]), asked.request.guests or 1
    if discount := discount_of(nights.length):
        return _discounted(found, nights, asked, f"offers.{discount}")
    functions = [*_price_functions(nights, guests), *_fee_functions("fees", nights, guests)]
    left_out, taxes = _tax_functions(nights, asked)
    rest = TOP - sum(int(function["weight"]) for function in functions) - left_out
    functions += [*({**function, "weight": weight} for weight, function in taxes), {"weight": rest}, {"weight": SLIVER}]
    return clause("function_score", query=found, functions=functions, score_mode="sum", boost_mode="replace")


def _discounted(found: Clause, nights: Nights, asked: Asked, discount: str) -> Clause:
    """(TOP − total) / percent, times percent: the query's score is the percent that the discount leaves, the functions add up to the rest.

    What is due in cents is multiplied by `share`, one over the percent. TOP times `share` less the caps of the other functions
    is a decay around 1 as well, since no share is above 1.
    """
    guests, share = asked.request.guests or 1, f"{discount}.share"
    functions = [*_price_functions(nights, guests, 100), *_fee_functions(discount.removeprefix("offers."), nights, guests, 100)]
    left_out, taxes = _tax_functions(nights, asked)
    caps, top = sum(int(function["weight"]) for function in functions), TOP - left_out
    functions.append({"linear": {share: {"origin": 1, "scale": (1 - caps / top) / 2, "decay": 0.5}}, "weight": top - caps})
    functions += [{**function, "field_value_factor": {"field": share, "factor": weight}} for weight, function in taxes]
    functions.append({"weight": SLIVER / 100})
    percent = {"field_value_factor": {"field": share, "modifier": "reciprocal"}}
    found = clause("function_score", query=found, functions=[percent], boost_mode="replace")
    return clause("function_score", query=found, functions=functions, score_mode="sum", boost_mode="multiply")


def cheapest(scores: list[Clause]) -> Clause:
    """Of several dates the cheapest."""
    return scores[0] if len(scores) == 1 else clause("dis_max", queries=scores)


def keeps(score: Clause, limits: Limits) -> Clause:
    """What costs, by `score`, as much as the limits (cents) allow."""
    low, high = limits
    must = [score] if high is None else [_at_most(score, high)]
    return clause("bool", filter=must, must_not=[] if low is None or low <= 0 else [_at_most(score, low - 1)])


def price_score(field: str, times: int, share: int = TOP) -> Clause:
    """`share` less so many times the cents of `field`: for what has one price."""
    functions = [{**_less(field, share, share / max(times, 1)), "filter": {"exists": {"field": field}}}]
    return clause("function_score", functions=functions, score_mode="sum", boost_mode="replace")


def _at_most(score: Clause, cents: int) -> Clause:
    return clause("function_score", query=score, min_score=max(TOP - cents, 0))


def _less(field: str, weight: int, scale: float) -> dict[str, Any]:
    """`weight` less so much of it as the value of `field` is of `scale`; a missing value takes nothing."""
    return {"linear": {field: {"origin": 0, "scale": scale / 2, "decay": 0.5}}, "weight": weight}


def _column(name: str, times: int, share: int, cents: int = 1) -> dict[str, Any]:
    """A column that counts so many times and may take `share` cents, in points of so many `cents`."""
    each = max(share // cents // times, 1)
    return _less(f"offers.{name}", each * times, each * cents)


def _price_functions(nights: Nights, guests: int, cents: int = 1) -> list[dict[str, Any]]:
    """What is discounted: nights and further guests."""
    days = [day_number(day) for day in nights_between(*nights)]
    ends = sum(is_weekend(day) for day in days)
    each = NIGHTS_SHARE // len(days)
    levels = [_column(name, count, each * count, cents) for name, count in (("night", len(days) - ends), ("weekend", ends)) if count]
    # A night has the column of its day or that of its week.
    more = PLUS_SHARE // 2 // len(days)
    weeks = Counter(slots_of_week(day)[is_weekend(day)] for day in days)
    return [
        *levels,
        *(_column(f"plus.{slot(day)}", 1, more, cents) for day in days),
        *(_column(f"plus.{name}", count, more * count, cents) for name, count in weeks.items()),
        _column(f"guests.g{min(guests, MOST_GUESTS)}", nights.length, GUESTS_SHARE, cents),
    ]


def _fee_functions(columns: str, nights: Nights, guests: int, percent: int = 1) -> list[dict[str, Any]]:
    """What is due in full. Columns that are divided by the percent left take so much less of the sum."""
    times = {"stay": 1, "night": nights.length, "guest": guests, "guest_night": guests * nights.length}
    return [_column(f"{columns}.{name}", times[name], FEE_SHARE // percent) for name in FEES]


def _tax_functions(nights: Nights, asked: Asked) -> tuple[int, list[tuple[int, dict[str, Any]]]]:
    """The most tax that is due anywhere, and as weights with their filters what is left of it. Only one of them counts for an offer."""
    by_sum: dict[int, list[str]] = defaultdict(list)
    for code, cents in (asked.taxes or {}).get(nights, {}).items():
        by_sum[min(cents, TAX_SHARE)].append(code)
    if not by_sum:
        return 0, []
    most = max(by_sum)
    taxed = [code for codes in by_sum.values() for code in codes]
    none = (most, {"filter": {"bool": {"must_not": [{"terms": {"offers.place": taxed}}]}}})
    some = [(most - cents, {"filter": {"terms": {"offers.place": codes}}}) for cents, codes in by_sum.items() if cents < most]
    return most, [none, *some]
