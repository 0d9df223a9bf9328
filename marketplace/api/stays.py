# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`/api/v1/stays`: one stay as a page shows it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Path, Router

from catalogue.models import Stay, Unit
from marketplace.booking.queries import lowest_nights
from marketplace.booking.terms import load_terms
from marketplace.errors import Missing

from .schemas import Problem, Slug, StayOut

router = Router(tags=["stays"])


@router.get("/{slug}", response={200: StayOut, 404: Problem}, summary="A stay and its units")
def show(request: HttpRequest, slug: Path[Slug]) -> dict[str, Any]:
    """Texts in the language of `Accept-Language`, Italian where there is no translation."""
    stays = Stay.objects.browsable().select_related("municipality", "business").defer("municipality__boundary")
    stay = stays.filter(slug=slug).first()
    if stay is None:
        raise Missing(_("There is no such stay."))
    units = list(Unit.objects.public().filter(parent=stay.pk).order_by("pk"))
    nights = lowest_nights(terms=load_terms(units=units), now=timezone.now())
    return {
        "id": stay.pk,
        "slug": stay.slug,
        "url": request.build_absolute_uri(stay.get_absolute_url()),
        "title": stay.t.title,
        "summary": stay.t.summary,
        "description": stay.t.description,
        "building_kind": stay.building_kind,
        "municipality": {"istat": stay.municipality.istat, "name": stay.municipality.name, "slug": stay.municipality.slug},
        "locality": stay.locality,
        "lat": stay.latitude,
        "lon": stay.longitude,
        "cin": stay.cin,
        "business": stay.business.name if stay.business else "",
        "check_in_from": f"{stay.check_in_from:%H:%M}",
        "check_in_until": f"{stay.check_in_until:%H:%M}",
        "check_out_by": f"{stay.check_out_by:%H:%M}",
        "amenities": stay.amenities,
        "cancellation": stay.cancellation_tier,
        "instant_booking": stay.instant_booking,
        "units": [_unit(unit, nights.get(unit.pk)) for unit in units],
    }


def _unit(unit: Unit, night: Any) -> dict[str, Any]:
    columns = ("kind", "capacity", "bedrooms", "double_beds", "single_beds", "bathrooms", "size_m2", "amenities")
    return {"id": unit.pk, "title": unit.t.title, "night_from": night, **{name: getattr(unit, name) for name in columns}}
