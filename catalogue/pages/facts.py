# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Facts of listings as words and signs."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from ..models import Stay
from ..vocabulary import Amenity

SIGNS: dict[str, str] = {
    Amenity.WIFI: "wifi",
    Amenity.KITCHEN: "kitchen",
    Amenity.PARKING: "parking",
    Amenity.CHARGER: "charger",
    Amenity.PETS: "dog",
    Amenity.STEP_FREE: "step-free",
    Amenity.AIR_CONDITIONING: "cool",
    Amenity.HEATING: "fire",
    Amenity.WASHING_MACHINE: "washing",
    Amenity.POOL: "pool",
    Amenity.GARDEN: "garden",
    Amenity.FIREPLACE: "fire",
    Amenity.BIKES: "bike",
    Amenity.BREAKFAST: "table",
    Amenity.COT: "baby",
    Amenity.WORKSPACE: "desk",
    Amenity.STUDIO: "brush",
    Amenity.RIVER_VIEW: "view",
    Amenity.HILL_VIEW: "view",
}


def amenities_of(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Sign and word of each amenity, in the order of the vocabulary."""
    given = set(codes)
    return [(SIGNS[amenity], str(amenity.label)) for amenity in Amenity if amenity in given]


def measured_access(stay: Stay) -> list[tuple[str, str]]:
    """What was measured, with units, and what was not, said plainly; empty if nobody has measured."""
    if stay.accessibility_measured_on is None:
        return []
    facts = []
    if stay.entrance_steps is not None:
        steps = ngettext("%(count)d step", "%(count)d steps", stay.entrance_steps) % {"count": stay.entrance_steps}
        facts.append((gettext("Steps at the entrance"), steps if stay.entrance_steps else gettext("none")))
    if stay.door_cm is not None:
        facts.append((gettext("Narrowest door"), f"{stay.door_cm} cm"))
    if stay.bathroom_turning_cm is not None:
        facts.append((gettext("Free space in the bathroom"), f"{stay.bathroom_turning_cm} × {stay.bathroom_turning_cm} cm"))
    facts.append((gettext("Measured on"), date_format(stay.accessibility_measured_on)))
    return facts
