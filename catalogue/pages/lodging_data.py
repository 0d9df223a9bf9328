# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Listings as schema.org data for search engines (JSON-LD)."""

import json
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import SourceImageIOError

from ..models import Business, Experience, Picture, Session, Stay


def as_script(data: dict[str, Any]) -> SafeString:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S308 - escaped here


def address(place: Stay | Experience | Business) -> dict[str, str]:
    return {
        "@type": "PostalAddress",
        "streetAddress": place.address,
        "addressLocality": place.municipality.name,
        "addressRegion": place.municipality.province,
        "addressCountry": "IT",
    }


def _picture_url(picture: Picture | None, base: str) -> str | None:
    if picture is None:
        return None
    try:
        made = picture.get_rendition("fill-960x640|format-jpeg")
    except SourceImageIOError:
        return None
    return urljoin(base, str(made.url))


def lodging_data(stay: Stay, rows: list[Any], picture: Picture | None, url: str) -> SafeString:
    """A stay as schema.org LodgingBusiness, its units as accommodation."""
    return as_script(
        {
            "@context": "https://schema.org",
            "@type": "LodgingBusiness",
            "@id": url,
            "url": url,
            "name": stay.t.title,
            "description": stay.t.summary or stay.t.description,
            "identifier": {"@type": "PropertyValue", "propertyID": "CIN", "value": stay.cin},
            "image": _picture_url(picture, url),
            "address": address(stay),
            "geo": {"@type": "GeoCoordinates", "latitude": stay.latitude, "longitude": stay.longitude},
            "checkinTime": f"{stay.check_in_from:%H:%M}",
            "checkoutTime": f"{stay.check_out_by:%H:%M}",
            "numberOfRooms": len(rows),
            "containsPlace": [
                {
                    "@type": "Accommodation",
                    "name": row.unit.t.title,
                    "occupancy": {"@type": "QuantitativeValue", "maxValue": row.unit.capacity},
                    "numberOfBedrooms": row.unit.bedrooms,
                }
                for row in rows
            ],
        }
    )


def event_data(experience: Experience, sessions: list[Session], url: str) -> SafeString:
    """An experience as schema.org events, one a session still to come."""
    events = [
        {
            "@type": "Event",
            "name": experience.t.title,
            "startDate": session.starts_at.isoformat(),
            "location": {"@type": "Place", "name": experience.municipality.name, "address": address(experience)},
            "organizer": {"@type": "Organization", "name": experience.business.name if experience.business else ""},
            "offers": {
                "@type": "Offer",
                "price": f"{experience.price:.2f}",
                "priceCurrency": "EUR",
                "url": url,
                "availability": "https://schema.org/InStock" if session.places_left else "https://schema.org/SoldOut",
            },
        }
        for session in sessions
    ]
    return as_script({"@context": "https://schema.org", "@graph": events})


def business_data(business: Business, url: str) -> SafeString:
    """A business as schema.org LocalBusiness."""
    return as_script(
        {
            "@context": "https://schema.org",
            "@type": "LocalBusiness",
            "@id": url,
            "url": url,
            "name": business.name,
            "description": business.t.summary,
            "address": address(business),
            "telephone": business.phone,
            "email": business.email,
        }
    )
