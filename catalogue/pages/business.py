# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page of a business: who they are, and what they offer."""

from typing import Any

from django.http import HttpRequest

from ..models import Business
from ..queries import offers_of, pictures_by_id
from .lodging_data import business_data


def business_context(request: HttpRequest, business: Business) -> dict[str, Any]:
    """All that `catalogue/business.html` needs."""
    stays, experiences, goods = offers_of(business=business) if business.pk else ([], [], [])
    offers: list[Any] = [*stays, *experiences, *goods]
    gallery_ids = getattr(business, "gallery_ids", [])
    pictures = pictures_by_id(ids=[business.picture_id, *gallery_ids, *(offer.picture_id for offer in offers)])
    for offer in offers:
        offer.image = pictures.get(offer.picture_id or 0)
    return {
        "business": business,
        "stays": stays,
        "experiences": experiences,
        "goods": goods,
        "head": pictures.get(business.picture_id or 0),
        "gallery": [pictures[pk] for pk in gallery_ids if pk in pictures],
        "data": business_data(business, request.build_absolute_uri(business.get_absolute_url())),
    }
