# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page needs: the same page in the other languages."""
    path = request.get_full_path()
    return {
        "language_links": [(code, name, translate_url(path, code)) for code, name in settings.LANGUAGES],
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
