# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page of a stay: its story, its units with calendar and exact price, and what one needs to decide."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from marketplace.booking.clock import rome_now
from marketplace.booking.from_price import lowest_night
from marketplace.booking.prices import quote_of
from marketplace.booking.queries import Night, calendars_of, taken_of
from marketplace.booking.rules import broken_rules
from marketplace.booking.stay_request import StayRequest, stay_request
from marketplace.booking.terms import UnitTerms, load_terms

from ..models import Picture, Stay, Unit
from ..queries import experiences_nearby, pictures_by_id
from .facts import amenities_of, measured_access
from .lodging_data import lodging_data
from .question import Question

MONTHS = 2


@dataclass
class UnitRow:
    """A unit as the page shows it: `quote` (in the page's language) for the dates asked, or `reasons` why there is none;
    `from_price` (EUR) is the lowest price of a night that can be booked."""

    unit: Unit
    terms: UnitTerms
    nights: list[Night]
    quote: dict[str, Any] | None = None
    from_price: Decimal | None = None
    reasons: list[str] = field(default_factory=list)
    taken: bool = False
    amenities: list[tuple[str, str]] = field(default_factory=list)


def stay_context(request: HttpRequest, stay: Stay, question: Question) -> dict[str, Any]:
    """All that `catalogue/stay.html` needs, in a number of queries that does not grow with units or pictures."""
    now = timezone.now()
    question.is_valid()
    terms = load_terms(units=stay.unit_ids)
    first = _first_month(question)
    rows = _rows(terms, question, first, now)
    chosen = _chosen(rows, question)
    pictures = pictures_by_id(ids=[stay.picture_id, stay.before_picture_id, stay.after_picture_id, *stay.gallery_ids])
    prices = [row.from_price for row in rows if row.from_price is not None]
    return {
        "stay": stay,
        "nav_current": "stays",
        "question": question,
        "adults": question.value("adults", 2),
        "children": question.value("children", 0),
        "rows": rows,
        "chosen": chosen,
        "check_in": question.value("check_in"),
        "check_out": question.value("check_out"),
        "calendar_nights": [asdict(night) for night in chosen.nights] if chosen else [],
        "first": first,
        "months": MONTHS,
        "previous_month": _month_before(first),
        "following_month": _month_after(first, MONTHS),
        "head": pictures.get(stay.picture_id or 0),
        "before": pictures.get(stay.before_picture_id or 0),
        "after": pictures.get(stay.after_picture_id or 0),
        "gallery": _gallery(stay, pictures),
        "amenities": amenities_of(stay.amenities),
        "access": measured_access(stay),
        "lowest_price": min(prices, default=None),
        "nearby": _nearby(stay),
        "today": timezone.localdate(),
        "data": lodging_data(stay, rows, pictures.get(stay.picture_id or 0), request.build_absolute_uri(stay.get_absolute_url())),
    }


def _rows(terms: dict[int, UnitTerms], question: Question, first: date, now: datetime) -> list[UnitRow]:
    start, end = max(first, timezone.localdate()), _month_after(first, MONTHS)
    dates = question.dates
    if dates:
        start, end = min(start, dates[0]), max(end, dates[1])
    today = rome_now(now).date()
    taken = taken_of(units=terms, start=min(start, today), now=now)
    calendars = calendars_of(terms=terms, start=start, end=end, taken=taken, now=now)
    rows = [
        UnitRow(
            unit=t.unit,
            terms=t,
            nights=calendars[pk],
            from_price=lowest_night(t, taken=taken.get(pk, ()), today=today),
            amenities=amenities_of(t.unit.amenities),
        )
        for pk, t in sorted(terms.items())
    ]
    if dates and not question.errors:
        wish = stay_request(
            check_in=dates[0],
            check_out=dates[1],
            adults=question.value("adults", 2),
            children=question.value("children", 0),
            children_ages=question.ages,
        )
        for row in rows:
            _answer(row, wish, now)
    return rows


def _answer(row: UnitRow, wish: StayRequest, now: datetime) -> None:
    """The price for the dates, or why there is none: rules first, then whether the nights are free."""
    row.reasons = [reason["message"] for reason in broken_rules(row.terms, wish, now)]
    row.taken = any(night.occupied for night in row.nights if wish.check_in <= night.date < wish.check_out)
    if not row.reasons and not row.taken:
        row.quote = quote_of(row.terms, wish, now).localised(get_language() or "it")
        row.quote["nights"] = wish.nights


def _chosen(rows: list[UnitRow], question: Question) -> UnitRow | None:
    """The unit asked for; else the cheapest that can be had, whose price the search shows; else the first."""
    wanted = question.value("unit")
    asked = next((row for row in rows if row.unit.pk == wanted), None)
    priced = [(row.quote["total"], place, row) for place, row in enumerate(rows) if row.quote]
    return asked or (min(priced)[2] if priced else next(iter(rows), None))


def _gallery(stay: Stay, pictures: dict[int, Picture]) -> list[Picture]:
    return [pictures[pk] for pk in stay.gallery_ids if pk in pictures and pk != stay.picture_id]


def _nearby(stay: Stay) -> list[Any]:
    if stay.latitude is None or stay.longitude is None:
        return []
    return experiences_nearby(latitude=stay.latitude, longitude=stay.longitude)


def _first_month(question: Question) -> date:
    today = timezone.localdate()
    day: date = question.value("month") or question.value("check_in") or today
    return max(day.replace(day=1), today.replace(day=1))


def _month_after(first: date, months: int) -> date:
    for _ in range(months):
        first = (first + timedelta(days=32)).replace(day=1)
    return first


def _month_before(first: date) -> date | None:
    before = (first - timedelta(days=1)).replace(day=1)
    return before if before >= timezone.localdate().replace(day=1) else None
