# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""schema.org data of Wagtail's pages: what a search engine may show beside the link. Listings have theirs in the catalogue."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from frontend.context import absolute
from frontend.models import HomePage, JournalPage, VillagePage


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


def _point(latitude: float | None, longitude: float | None) -> dict[str, Any] | None:
    if latitude is None or longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


WRITERS: dict[type, Any] = {
    HomePage: _home,
    JournalPage: _journal,
    VillagePage: _village,
}
