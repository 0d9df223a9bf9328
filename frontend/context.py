# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page needs: its name, the same page in the other languages, navigation, the basket's count."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from frontend.navigation import build_navigation

# Set by Oscar's basket middleware for somebody who is not logged in.
BASKET_COOKIE: str = getattr(settings, "OSCAR_BASKET_COOKIE_OPEN", "oscar_open_basket")
LANGUAGE_NAMES = {"it": "Italiano", "en": "English", "de": "Deutsch"}


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of every template. A page with addresses of its own per language overrides `language_links`."""
    links = [(code, LANGUAGE_NAMES.get(code, str(name)), translate_url(request.get_full_path(), code)) for code, name in settings.LANGUAGES]
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return {
        "LANGUAGE_CODE": language,
        "language_links": links,
        "absolute_language_links": [(code, name, absolute(url.split("?")[0])) for code, name, url in links],
        "canonical_url": absolute(request.path),
        "home_url": f"/{language}/",
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo": getattr(settings, "DEMO", False),
        "navigation": SimpleLazyObject(lambda: build_navigation(language)),
        "basket_count": SimpleLazyObject(lambda: _count_basket(request)),
    }


def absolute(path: str) -> str:
    """The address with the site's scheme and host; one that has its own (a picture in a bucket) keeps it."""
    return urljoin(f"{settings.SITE_URL.rstrip('/')}/", path)


def _count_basket(request: HttpRequest) -> int:
    """Lines of the open basket; no query for somebody who has none. A request refused at the door has neither basket nor user."""
    user = getattr(request, "user", None)
    known = BASKET_COOKIE in request.COOKIES or (user is not None and user.is_authenticated)
    basket = getattr(request, "basket", None) if known else None
    return int(basket.num_lines) if basket is not None and basket.id else 0
