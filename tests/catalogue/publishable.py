# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a stay needs besides its CIN and a unit to be published."""

from typing import Any

from django.core.files.images import ImageFile

from catalogue.models import Business, Picture

from .pictures import picture_file


def publishable(business: Business | None = None) -> dict[str, Any]:
    """Columns of a stay, with a picture of the business."""
    file = ImageFile(picture_file(), name="vista.jpg")
    picture = Picture.objects.create(title="Vista", description="Una cascina al sole", business=business, file=file)
    return {"description": "Una vecchia stalla.", "picture": picture, "gas_safety": "detectors", "fire_extinguishers": 2}
