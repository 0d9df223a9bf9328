# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""schema.org data of pages and listings: what a search engine may show beside the link."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from catalogue.models import Business, Experience, Stay
from frontend.context import absolute
from frontend.models import HomePage, JournalPage, VillagePage
from marketplace.territory.models import Municipality


def describe(thing: Any) -> dict[str, Any]:
    """The data of a thing, without @context; {} for kinds that have none. Makes no query if municipality is there."""
    for kind, write in WRITERS.items():
        if isinstance(thing, kind):
            return {key: value for key, value in write(thing).items() if value not in (None, "", [])}
    return {}


def _home(page: HomePage) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": absolute(f"/{get_language()}/"),
        "inLanguage": get_language(),
        "description": page.lead,
    }


def _journal(page: JournalPage) -> dict[str, Any]:
    return {
        "@type": "Article",
        "headline": page.title,
        "description": page.lead,
        "datePublished": page.date.isoformat(),
        "inLanguage": get_language(),
        "author": {"@type": "Person", "name": page.author} if page.author else None,
        "mainEntityOfPage": page.full_url,
    }


def _village(page: VillagePage) -> dict[str, Any]:
    return {
        "@type": "TouristDestination",
        "name": page.title,
        "description": page.lead,
        "url": page.full_url,
        "geo": _point(page.municipality.latitude, page.municipality.longitude),
    }


def _stay(stay: Stay) -> dict[str, Any]:
    price = getattr(stay, "from_price", None)
    return {
        "@type": "LodgingBusiness",
        "name": stay.t.title,
        "description": stay.t.summary or stay.t.description,
        "url": absolute(stay.get_absolute_url()),
        "identifier": {"@type": "PropertyValue", "name": "CIN", "value": stay.cin} if stay.cin else None,
        "address": _address(stay.address, stay.municipality),
        "geo": _point(stay.latitude, stay.longitude),
        "checkinTime": f"{stay.check_in_from:%H:%M}",
        "checkoutTime": f"{stay.check_out_by:%H:%M}",
        "petsAllowed": "pets" in stay.amenities,
        "amenityFeature": [{"@type": "LocationFeatureSpecification", "name": name, "value": True} for name in stay.amenities],
        "priceRange": f"EUR {price}+" if price else None,
    }


def _experience(experience: Experience) -> dict[str, Any]:
    return {
        "@type": "TouristTrip",
        "name": experience.t.title,
        "description": experience.t.summary or experience.t.description,
        "url": absolute(experience.get_absolute_url()),
        "offers": {"@type": "Offer", "price": str(experience.price), "priceCurrency": "EUR"},
    }


def _business(business: Business) -> dict[str, Any]:
    return {
        "@type": "LocalBusiness",
        "name": business.name,
        "description": business.t.summary,
        "url": absolute(business.get_absolute_url()),
        "address": _address(business.address, business.municipality),
        "geo": _point(business.latitude, business.longitude),
        "telephone": business.phone,
    }


def _address(street: str, place: Municipality) -> dict[str, str]:
    address = {"@type": "PostalAddress", "addressLocality": place.name, "addressRegion": place.province, "addressCountry": "IT"}
    return {**address, "streetAddress": street} if street else address


def _point(latitude: float | None, longitude: float | None) -> dict[str, Any] | None:
    if latitude is None or longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


WRITERS: dict[type, Any] = {
    HomePage: _home,
    JournalPage: _journal,
    VillagePage: _village,
    Stay: _stay,
    Experience: _experience,
    Business: _business,
}
