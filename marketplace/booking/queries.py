# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads of the calendar: nights of a unit, units that are free, prices of many units at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from catalogue.models import Unit

from .clock import nights_between, rome_now
from .domain.quote_nights import terms_for
from .domain.quotes import Quote
from .from_price import Span, lowest_night
from .models import Occupancy, Restriction, Season
from .prices import night_price, quote_of
from .rules import broken_rules, in_reach, in_time, in_window, may_arrive, may_depart, min_nights
from .stay_request import stay_request
from .terms import UnitTerms, load_terms, terms_of_units


@dataclass(frozen=True, slots=True)
class Night:
    """The night from `date` to the day after. `occupied`: somebody has it; `free`: nobody has it and it is part of a stay that
    can be booked now. `price` (EUR, None where there is no rate) is before discounts and fees; `arrival` and `departure` say
    whether one may check in or out on `date`; `min_nights` holds for an arrival on it."""

    date: date
    occupied: bool
    free: bool
    price: Decimal | None
    arrival: bool
    departure: bool
    min_nights: int


def calendar_of(*, unit: Unit | int, start: date, end: date, now: datetime | None = None) -> list[Night]:
    """Each night of `[start, end)` of a unit. A night is free if nobody has it, the unit is public, and some stay of now can reach it."""
    now = now or timezone.now()
    terms = terms_for(unit)
    taken = _taken(start=start, end=end, now=now).filter(unit_id=terms.unit.pk).values_list("period", flat=True)
    busy: set[date] = set()
    for period in taken:
        busy.update(nights_between(max(period.lower, start), min(period.upper, end)))
    return [_night(terms, day, occupied=day in busy, now=now) for day in nights_between(start, end)]


def calendars_of(
    *, terms: Mapping[int, UnitTerms], start: date, end: date, taken: Mapping[int, Sequence[Span]], now: datetime
) -> dict[int, list[Night]]:
    """Each night of `[start, end)` of several units, by unit id, of what is loaded: terms, and `taken` as by `taken_of`."""
    days = nights_between(start, end)
    busy = {pk: {day for first, until in taken.get(pk, ()) for day in nights_between(max(first, start), min(until, end))} for pk in terms}
    return {pk: [_night(unit, day, occupied=day in busy[pk], now=now) for day in days] for pk, unit in terms.items()}


def taken_of(*, units: Iterable[int], start: date, now: datetime) -> dict[int, list[Span]]:
    """What is taken of units from `start` on, as `[from, until)` by unit id, in one query; a unit nobody has taken is left out."""
    spans: dict[int, list[Span]] = defaultdict(list)
    rows = _taken(start=start, end=None, now=now).filter(unit_id__in=list(units))
    for pk, period in rows.values_list("unit_id", "period"):
        spans[pk].append((period.lower, period.upper))
    return dict(spans)


def lowest_nights(*, terms: Mapping[int, UnitTerms], now: datetime) -> dict[int, Decimal]:
    """The “from” price (EUR) by unit id, in one query; units of which no night can be booked are left out."""
    today = rome_now(now).date()
    taken = taken_of(units=terms, start=today, now=now)
    found = {pk: lowest_night(one, taken=taken.get(pk, ()), today=today) for pk, one in terms.items()}
    return {pk: price for pk, price in found.items() if price is not None}


def lowest_nights_of_stays(*, stays: Iterable[int], now: datetime) -> dict[int, Decimal]:
    """The “from” price (EUR) by id of the stay: its cheapest unit's, in two queries; stays of which nothing can be booked are left out."""
    terms = terms_of_units(units=Unit.objects.public().filter(parent__in=list(stays)))
    lowest: dict[int, Decimal] = {}
    for pk, price in lowest_nights(terms=terms, now=now).items():
        stay = terms[pk].stay.pk
        lowest[stay] = min(price, lowest.get(stay, price))
    return lowest


def free_units(
    *,
    check_in: date,
    check_out: date,
    adults: int,
    children: int = 0,
    units: QuerySet[Unit] | None = None,
    now: datetime | None = None,
) -> QuerySet[Unit]:
    """Units (of `units`, by default all) that can be booked for `[check_in, check_out)`: public, free, big enough, no rule broken.

    One query, not yet run. The same rules as `rules.broken_rules`, in SQL.
    """
    units = Unit.objects.all() if units is None else units
    local, nights = rome_now(now), (check_out - check_in).days
    ahead = (check_in - local.date()).days
    if nights < 1 or ahead < 0 or adults < 1 or children < 0:
        return units.none()
    on_arrival = Restriction.objects.filter(unit=OuterRef("pk"), period__contains=check_in)
    on_departure = Restriction.objects.filter(unit=OuterRef("pk"), period__contains=check_out)
    season = Season.objects.filter(unit=OuterRef("pk"), period__contains=check_in)
    taken = _taken(start=check_in, end=check_out, now=local).filter(unit=OuterRef("pk"))
    found = units.filter(
        Q(rate__notice_days__lte=ahead, rate__window_days__gte=ahead),
        ~Q(rate__closed_arrival_weekdays__contains=[check_in.weekday()]),
        ~Q(rate__closed_departure_weekdays__contains=[check_out.weekday()]),
        ~Exists(taken),
        ~Exists(on_arrival.filter(closed_to_arrival=True)),
        ~Exists(on_departure.filter(closed_to_departure=True)),
        live=True,
        is_public=True,
        parent__live=True,
        parent__is_public=True,
        parent__business__live=True,
        capacity__gte=adults + children,
    )
    if ahead == 0:
        found = found.filter(parent__stay__check_in_from__gt=local.time())
    return _long_enough(found, on_arrival, season, nights)


def _long_enough(found: QuerySet[Unit], on_arrival: QuerySet[Restriction], season: QuerySet[Season], nights: int) -> QuerySet[Unit]:
    """Those of `found` that may be taken for so many nights, by what holds on the day of arrival."""
    least = on_arrival.filter(min_nights__gt=0).order_by().values("unit").annotate(n=Max("min_nights")).values("n")
    most = on_arrival.filter(max_nights__gt=0).order_by().values("unit").annotate(n=Min("max_nights")).values("n")
    return found.alias(
        least=Coalesce(Subquery(least), Subquery(season.filter(min_nights__gt=0).values("min_nights")[:1]), F("rate__min_nights")),
        most=Coalesce(Subquery(most), F("rate__max_nights")),
    ).filter(least__lte=nights, most__gte=nights)


def prices_for(
    *,
    units: Iterable[Unit | int],
    check_in: date,
    check_out: date,
    adults: int,
    children: int = 0,
    children_ages: Sequence[int] = (),
    now: datetime | None = None,
) -> dict[int, Quote]:
    """Quotes by unit id, in a number of queries that does not grow; units whose rules the dates or guests break are left out."""
    now = now or timezone.now()
    request = stay_request(check_in=check_in, check_out=check_out, adults=adults, children=children, children_ages=children_ages)
    return {pk: quote_of(terms, request, now) for pk, terms in load_terms(units=units).items() if not broken_rules(terms, request, now)}


def _taken(*, start: date, end: date | None, now: datetime) -> QuerySet[Occupancy]:
    """What occupies nights of `[start, end)`, without `end` all from `start`; a hold past its time occupies nothing, swept or not."""
    rows = Occupancy.objects.filter(period__overlap=DateRange(start, end and max(start, end)))
    return rows.exclude(kind=Occupancy.Kind.HOLD, expires_at__lte=now)


def _night(terms: UnitTerms, day: date, *, occupied: bool, now: datetime) -> Night:
    if terms.rate is None:
        return Night(day, occupied, False, None, False, False, 1)
    open_ = terms.public and day >= rome_now(now).date()
    return Night(
        date=day,
        occupied=occupied,
        free=open_ and not occupied and in_reach(terms, day, now),
        price=night_price(terms, day)[2],
        arrival=open_ and in_window(terms, day, now) and in_time(terms, day, now) and may_arrive(terms, day),
        departure=may_depart(terms, day),
        min_nights=min_nights(terms, day),
    )
