# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From single facts to what is asked for: which of them count, and what they mean together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from .facts import Dates, Day, Fact, Guests, Leave, Length, Month, Span, When, Where, dates_from
from .future import MOST_NIGHTS, weekend_of

ANY_WEEKEND_DAYS = 60
_SURE = (Dates, Day, Leave, Month, Span)


@dataclass(slots=True)
class Timing:
    """When and how long, and the facts that said so."""

    when: When | None
    length: Length | None
    heeded: list[Fact]


def first_of(facts: Iterable[Fact], kind: str, accept: Callable[[Any], bool] = lambda value: True) -> Fact | None:
    return next((fact for fact in facts if fact.kind == kind and accept(fact.value)), None)


def merge_timing(facts: list[Fact], today: date) -> Timing:
    """Day, length and tolerance together. A weak weekend gives way to anything that says which one."""
    days = [fact for fact in facts if fact.kind == "day"]
    length, flex = first_of(facts, "nights"), first_of(facts, "flex")
    weak = [fact for fact in days if isinstance(fact.value, Day) and fact.value.weak]
    sure = [fact for fact in days if fact not in weak]
    anchor = first_of(sure, "day", lambda value: not isinstance(value, Leave)) or first_of(weak, "day")
    leave = first_of(sure, "day", lambda value: isinstance(value, Leave))
    stay = length.value if length else None
    heeded = [fact for fact in (length, flex) if fact]
    if weak and anchor and anchor not in weak and stay is None:
        stay = Length(weak[0].value.nights, weekend=True)
        heeded.append(weak[0])
    when = _when(anchor.value if anchor else None, leave.value if leave else None, stay, today)
    if leave and isinstance(when, Dates) and when.check_out == leave.value.check_out:
        heeded.append(leave)
    if anchor:
        heeded.append(anchor)
    if isinstance(when, Dates) and flex:
        when = replace(when, flex=flex.value)
    return Timing(when, stay, heeded)


def _when(anchor: Any, leave: Leave | None, stay: Length | None, today: date) -> When | None:
    nights = stay.nights if stay else None
    if isinstance(anchor, Dates):
        if nights and nights < anchor.nights:
            return Span(anchor.check_in, anchor.check_out - timedelta(days=nights), nights, stay is not None and stay.weekend)
        return anchor
    if isinstance(anchor, Day):
        if leave and 0 < (leave.check_out - anchor.check_in).days <= MOST_NIGHTS and not stay:
            return Dates(anchor.check_in, leave.check_out)
        if stay and stay.weekend and not anchor.named:
            arrival = weekend_of(anchor.check_in, long=stay.nights > 2)
            return dates_from(arrival if arrival >= today else anchor.check_in, stay.nights)
        return dates_from(anchor.check_in, nights or anchor.nights)
    if isinstance(anchor, (Month, Span)):
        return replace(anchor, nights=nights, weekend=stay.weekend) if stay else anchor
    if leave and stay and leave.check_out - timedelta(days=stay.nights) >= today:
        return dates_from(leave.check_out - timedelta(days=stay.nights), stay.nights)
    if stay and stay.weekend:
        return Span(today, today + timedelta(days=ANY_WEEKEND_DAYS), stay.nights, weekend=True)
    return None


def merge_guests(facts: list[Fact]) -> tuple[Guests | None, list[Fact]]:
    """Adults of the first who says so, children of the first who does."""
    adults = first_of(facts, "guests", lambda value: value.adults is not None)
    children = first_of(facts, "guests", lambda value: value.children > 0)
    heeded = [fact for fact in (adults, children) if fact]
    if not heeded:
        return None, []
    young: Guests = children.value if children else Guests()
    return Guests(adults.value.adults if adults else None, young.children, young.ages), list(dict.fromkeys(heeded))


def merge_places(facts: list[Fact]) -> list[Fact]:
    """All places to be in, and the first to be near to."""
    circles = [fact for fact in facts if fact.kind == "where" and fact.value.radius_km is not None]
    return [fact for fact in facts if fact.kind == "where" and (fact.value.radius_km is None or fact is circles[0])]


def places_of(facts: Iterable[Fact]) -> tuple[Where, ...]:
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.kind == "where"))
