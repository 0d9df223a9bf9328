# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The language of an address that has none in its path."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

# Doors for programs: what is not there is not there, instead of perhaps standing below /it/.
WITHOUT_LANGUAGE = ("/api/", "/webhooks/", "/health/", "/media/", "/static/")


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but a 404 at a door for programs stays a 404."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not request.path.startswith(WITHOUT_LANGUAGE):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
