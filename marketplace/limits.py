# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How often one client may do something: counted in the cache by windows of a minute, off by `MARKETPLACE_RATE_LIMITS=off`."""

import math
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .clients import client_of

WINDOW = 60  # seconds


def within_limit(request: HttpRequest, *, scope: str, limit: int) -> bool:
    """Counts this request, and says whether the client's number of this window is at most `limit`."""
    if not settings.MARKETPLACE_RATE_LIMITS:
        return True
    key = f"rate:{scope}:{int(time.time()) // WINDOW}:{client_of(request)}"
    if cache.add(key, 1, timeout=2 * WINDOW):
        return True
    try:
        return bool(cache.incr(key) <= limit)
    except ValueError:  # gone between the two
        return True


def seconds_to_next_window() -> float:
    return WINDOW - time.time() % WINDOW


def slow_down(request: HttpRequest) -> HttpResponse:
    """429 as a page, with the seconds to wait."""
    seconds = math.ceil(seconds_to_next_window())
    response = render(request, "errors/429.html", {"retry_after": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response
