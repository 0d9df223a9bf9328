# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sandbox's clock: the machine's, plus what a test or a demonstration has moved it on."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

MINUTE, HOUR, DAY = 60, 3600, 86400


class Clock:
    """Seconds since 1970, UTC. It only ever goes forward."""

    def __init__(self, source: Callable[[], float] = time.time, offset: int = 0) -> None:
        self._source = source
        self.offset = offset

    def now(self) -> int:
        """What the sandbox takes for the present."""
        return int(self._source()) + self.offset

    def real(self) -> int:
        """The machine's own time: signatures carry it, because the receiver compares them with its own clock."""
        return int(self._source())

    def advance(self, seconds: int) -> None:
        """Move on; raises ValueError for a step backwards."""
        if seconds < 0:
            raise ValueError("the clock only goes forward")
        self.offset += seconds


def rfc3339(seconds: int) -> str:
    """A time as /v2 writes it."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def from_rfc3339(text: str) -> int:
    """The whole second of an RFC 3339 time; raises ValueError."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return int(moment.timestamp())
