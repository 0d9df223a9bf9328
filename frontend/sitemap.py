# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What sitemap.xml lists: pages and listings, each with its address in every language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from catalogue.models import Business, Experience, Good, Stay
from frontend.context import absolute
from residencies.models import Call

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Entry:
    """One address; `alternates` are (language, address), itself included."""

    url: str
    changed: datetime | None
    alternates: tuple[tuple[str, str], ...]


def build_entries(request: HttpRequest) -> list[Entry]:
    """All entries, in a fixed number of queries."""
    return [*_page_entries(request), *_listing_entries(), *_view_entries()]


def _page_entries(request: HttpRequest) -> Iterable[Entry]:
    pages = Page.objects.live().public().filter(depth__gte=2).select_related("locale").order_by("path")
    families: dict[Any, list[tuple[str, str, datetime | None]]] = defaultdict(list)
    for page in pages:
        url = page.get_url(request)
        if url:
            families[page.translation_key].append((page.locale.language_code, absolute(url), page.last_published_at))
    for family in families.values():
        alternates = tuple((code, url) for code, url, _changed in family)
        yield from (Entry(url, changed, alternates) for _code, url, changed in family)


def _view_entries() -> Iterable[Entry]:
    """Pages that are neither Wagtail's nor a listing's: the calls for artists."""
    alternates = []
    for code in LANGUAGES:
        with translation.override(code):
            alternates.append((code, absolute(reverse("residencies:index"))))
    yield from (Entry(url, None, tuple(alternates)) for _code, url in alternates)


def _listing_entries() -> Iterable[Entry]:
    listings = [
        *Stay.objects.browsable().order_by("pk"),
        *Experience.objects.browsable().order_by("pk"),
        *Good.objects.browsable().order_by("pk"),
        *Business.objects.filter(live=True).order_by("pk"),
        *Call.objects.filter(live=True).order_by("pk"),
    ]
    for listing in listings:
        alternates = []
        for code in LANGUAGES:
            with translation.override(code):
                alternates.append((code, absolute(listing.get_absolute_url())))
        yield from (Entry(url, listing.last_published_at, tuple(alternates)) for _code, url in alternates)
