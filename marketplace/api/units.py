# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`/api/v1/units`: the calendar of a unit, and what nights cost."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router

from catalogue.models import Unit
from marketplace.booking.domain.quote_nights import quote_nights
from marketplace.booking.queries import Night, calendar_of
from marketplace.errors import Missing, Refused

from .schemas import CalendarIn, Id, NightOut, Problem, QuoteOut, StayIn

router = Router(tags=["units"])
LONGEST_CALENDAR = 400  # nights
LAST_DAY = date(2200, 1, 1)
PROBLEMS = {404: Problem, 422: Problem}


@router.get("/{unit_id}/calendar", response={200: list[NightOut], **PROBLEMS}, summary="Nights of a unit")
def calendar(request: HttpRequest, unit_id: Path[Id], asked: Query[CalendarIn]) -> list[Night]:
    """Each night from `from` up to, not including, `to`: at most 400. Prices are per night before discounts and fees."""
    if not timedelta(0) < asked.end - asked.start <= timedelta(days=LONGEST_CALENDAR) or asked.end > LAST_DAY:
        raise Refused(_("Ask for 1 to 400 nights, the first before the last."), code="range")
    return calendar_of(unit=_public(unit_id), start=asked.start, end=asked.end)


@router.get("/{unit_id}/quote", response={200: QuoteOut, **PROBLEMS}, summary="What nights cost")
def quote(request: HttpRequest, unit_id: Path[Id], asked: Query[StayIn]) -> dict[str, Any]:
    """Line by line, to the cent, with what comes back on cancelling. Says nothing of whether the nights are free."""
    return quote_nights(unit=_public(unit_id), **asked.dict()).localised(get_language() or "it")


def _public(unit_id: int) -> int:
    """The id, if guests may see the unit."""
    if not Unit.objects.public().filter(pk=unit_id, parent__live=True, parent__is_public=True).exists():
        raise Missing(_("There is no such place to stay."))
    return unit_id
