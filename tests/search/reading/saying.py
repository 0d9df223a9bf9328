# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A reading in one line, for tables."""

from datetime import date
from typing import Any

from search.reading import Dates, Month, Reading, Span


def say(reading: Reading) -> str:
    """All that counts of a reading, and the rest; parts with “; ” between, in one order."""
    parts = [
        _when(reading.when),
        f"nights {reading.length.nights}{' weekend' if reading.length.weekend else ''}" if reading.length and reading.when is None else "",
        _guests(reading.guests),
        *(_where(where) for where in reading.where),
        *(_thing(thing) for thing in reading.things),
        *(_of_call(fact) for fact in reading.heeded if fact.kind in ("discipline", "equipment", "phase", "deadline")),
        *reading.amenities,
        *(f"no {fact.value}" for fact in reading.heeded if fact.kind == "without"),
        _price(reading.price),
        "instant" if reading.instant else "",
        "free cancellation" if reading.free_cancellation else "",
        f"“{reading.searched}”" if reading.searched else "",
    ]
    return "; ".join(part for part in parts if part)


def _day(day: date) -> str:
    return day.isoformat()


def _when(when: Any) -> str:
    if isinstance(when, Dates):
        return f"{_day(when.check_in)}..{_day(when.check_out)}" + (f" ±{when.flex}" if when.flex else "")
    if when is None:
        return ""
    within = f"{when.year}-{when.month:02}" if isinstance(when, Month) else f"{_day(when.first)}~{_day(when.last)}"
    assert isinstance(when, (Month, Span))
    return within + (f" weekend of {when.nights}" if when.weekend else f" for {when.nights}" if when.nights else "")


def _guests(guests: Any) -> str:
    if guests is None:
        return ""
    ages = f" ({', '.join(map(str, guests.ages))})" if guests.ages else ""
    return f"{'?' if guests.adults is None else guests.adults}+{guests.children}{ages}"


def _where(where: Any) -> str:
    names = " | ".join(spot.name for spot in where.spots)
    return f"@{names}" + (f" {where.radius_km:g}km" if where.radius_km else "") + (" (corrected)" if where.corrected else "")


def _thing(thing: Any) -> str:
    sleeps = f" for {thing.sleeps}" if thing.sleeps else ""
    return (f"{thing.count} × " if thing.count else "") + "/".join([thing.kind, *thing.subkinds, *thing.units]) + sleeps


def _of_call(fact: Any) -> str:
    if fact.kind == "deadline":
        return f"deadline {_when(fact.value)}"
    return f"{fact.kind} {'/'.join(fact.value) if fact.kind == 'phase' else fact.value}"


def _price(price: Any) -> str:
    if price is None:
        return ""
    return f"€{price.low or ''}-{price.high or ''}" + (f" {price.per}" if price.per else "")
