# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Writing the calls of the demo, once."""

import tomllib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from catalogue.demo.stock import columns
from catalogue.models import Stay, Unit
from marketplace.booking.demo.nights import NOTE
from marketplace.booking.models import Occupancy

from ..domain.reserve_pool import reserve_pool
from ..models import Call, Period, Place, Stage, Studio, Term
from ..vocabulary import WORKFLOWS

DATA = Path(__file__).parent / "data" / "calls.toml"
TEXTS = ("title", "summary", "description", "eligibility")


@transaction.atomic
def load_calls() -> int:
    """Write the demo's studios and calls, and take the nights of their pools; answers how many calls were new.

    Dates count from the day of the first load; a call that stands is left alone. In the pools' periods the invented bookings of
    `booking.demo` make room.
    """
    today = timezone.localdate()
    known = set(Call.objects.values_list("slug", flat=True))
    new = [_write(row, today) for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["call"] if slugify(row["title"][0]) not in known]
    for call in new:
        _make_room(call)
        reserve_pool(call=call)
    return len(new)


def _write(row: dict[str, Any], today: date) -> Call:
    stay = Stay.objects.select_related("municipality").get(title=row["stay"])
    call = Call(
        slug=slugify(row["title"][0]),
        municipality=stay.municipality,
        picture=stay.picture,
        live=True,
        first_published_at=timezone.now(),
        last_published_at=timezone.now(),
        disciplines=row["disciplines"],
        languages=row["languages"],
        places=row["places"],
        fee=Decimal(row.get("fee", "0")),
        fee_waivable="fee" in row,
        workflow=row["workflow"],
        nights_release_on=today + timedelta(days=row["release"]),
        **_times(row["days"], today),
    )
    for name in TEXTS:
        for column, text in columns(name, row[name]).items():
            setattr(call, column, text)
    call.terms = [_term(term, order) for order, term in enumerate(row["term"])]
    call.periods = [
        Period(check_in=today + timedelta(days=first), check_out=today + timedelta(days=last), min_nights=least, max_nights=most)
        for first, last, least, most in row["periods"]
    ]
    call.reserved = _places(stay, _studio(row["studio"], stay), row["units"])
    call.stages = [Stage(kind=kind, sort_order=order) for order, kind in enumerate(WORKFLOWS[row["workflow"]])]
    call.save()
    return call


def _times(days: list[int], today: date) -> dict[str, datetime]:
    """Opening, deadline, jury from and until, publication: days from today, at hours a person would choose."""
    hours = (time(10), time(23, 59), time(9), time(18), time(12))
    names = ("opens_at", "deadline_at", "jury_from", "jury_until", "publication_at")
    rome = ZoneInfo("Europe/Rome")
    return {
        name: datetime.combine(today + timedelta(days=day), hour, tzinfo=rome) for name, day, hour in zip(names, days, hours, strict=True)
    }


def _term(row: dict[str, Any], order: int) -> Term:
    amount, quantity = row.get("amount"), row.get("quantity")
    return Term(
        side=row["side"],
        kind=row["kind"],
        amount=None if amount is None else Decimal(amount),
        per=row.get("per", ""),
        quantity=None if quantity is None else Decimal(quantity),
        measure=row.get("measure", ""),
        sort_order=order,
        **columns("note", row.get("note", ["", "", ""])),
    )


def _studio(row: dict[str, Any], stay: Stay) -> Studio:
    facts = {name: row[name] for name in ("square_metres", "equipment", "step_free", "door_cm")}
    texts = columns("name", row["name"]) | columns("description", row["description"])
    studio: Studio = Studio.objects.get_or_create(
        name=row["name"][0], municipality=stay.municipality, defaults={"stay": stay, "live": True, **facts, **texts}
    )[0]
    return studio


def _places(stay: Stay, studio: Studio, count: int) -> list[Place]:
    units = Unit.objects.filter(parent=stay.product_ptr).order_by("pk")[:count]
    return [Place(unit=unit, studio=studio, sort_order=order) for order, unit in enumerate(units)]


def _make_room(call: Call) -> None:
    units = [place.unit_id for place in call.reserved.all()]
    for period in call.periods.all():
        taken = Occupancy.objects.filter(unit_id__in=units, note=NOTE, period__overlap=(period.check_in, period.check_out))
        taken.delete()


def hang_call_pictures() -> int:
    """Give each call the head picture of the building it is about; answers how many got one."""
    hung = 0
    for call in Call.objects.filter(picture=None):
        place = call.reserved.filter(unit__isnull=False).select_related("unit__parent__stay").first()
        if place is not None and place.unit.stay.picture_id is not None:
            hung += Call.objects.filter(pk=call.pk).update(picture=place.unit.stay.picture_id)
    return hung
