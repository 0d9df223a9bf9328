# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Accessibility as measured on the spot: what the figures of a stay allow one to say.

80 cm is the clear width of an entrance door in D.M. 236/1989, 8.1.1, 150 cm the circle in which a wheelchair turns in 8.0.2;
90 cm is for wider electric ones. What was not measured is not claimed: an amenity that a host ticks is something else.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

STEP_FREE, DOOR_80, DOOR_90, TURNING_150 = "step_free", "door_80", "door_90", "turning_150"
ACCESS_CHOICES = [
    (STEP_FREE, _("No step at the entrance")),
    (DOOR_80, _("Doors from 80 cm")),
    (DOOR_90, _("Doors from 90 cm")),
    (TURNING_150, _("150 cm to turn in the bathroom")),
]


def access_of(stay: Any) -> list[str]:
    """What was measured of a stay, as values of the facet."""
    told = {
        STEP_FREE: stay.entrance_steps == 0,
        DOOR_80: (stay.door_cm or 0) >= 80,
        DOOR_90: (stay.door_cm or 0) >= 90,
        TURNING_150: (stay.bathroom_turning_cm or 0) >= 150,
    }
    return [value for value, true in told.items() if true]
