# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How often one client may ask."""

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from marketplace.limits import seconds_to_next_window, within_limit

READS, WRITES = 300, 30  # a minute


class ReadsAndWrites(BaseThrottle):
    """Reads are cheap, writes take something from others. Keeps no state of a request: threads share it."""

    def allow_request(self, request: HttpRequest) -> bool:
        if request.method in ("GET", "HEAD"):
            return within_limit(request, scope="read", limit=READS)
        return within_limit(request, scope="write", limit=WRITES)

    def wait(self) -> float:
        return seconds_to_next_window()
