# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How often one client may ask: counted in the cache by windows of a minute, off by `MARKETPLACE_RATE_LIMITS=off`."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from marketplace.clients import client_of

WINDOW = 60  # seconds


class ClientThrottle(BaseThrottle):
    """At most `limit` requests of `scope` per client and window. Keeps no state of a request: threads share it."""

    def __init__(self, *, scope: str, limit: int) -> None:
        self.scope = scope
        self.limit = limit

    def allow_request(self, request: HttpRequest) -> bool:
        if not settings.MARKETPLACE_RATE_LIMITS:
            return True
        key = f"rate:{self.scope}:{int(time.time()) // WINDOW}:{client_of(request)}"
        if cache.add(key, 1, timeout=2 * WINDOW):
            return True
        try:
            return cache.incr(key) <= self.limit
        except ValueError:  # gone between the two
            return True

    def wait(self) -> float:
        """Seconds until the next window."""
        return WINDOW - time.time() % WINDOW


class ReadsAndWrites(BaseThrottle):
    """Reads are cheap, writes take something from others."""

    reads = ClientThrottle(scope="read", limit=300)
    writes = ClientThrottle(scope="write", limit=30)

    def allow_request(self, request: HttpRequest) -> bool:
        limits = self.reads if request.method in ("GET", "HEAD") else self.writes
        return limits.allow_request(request)

    def wait(self) -> float:
        return self.writes.wait()
