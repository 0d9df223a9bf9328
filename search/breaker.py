# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Leaves an Elasticsearch alone that does not answer, so that only one visitor in a while waits for its time limit."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Closed: everybody may ask. Open after failures in a row: nobody, for a pause that doubles up to `longest` seconds; then one may
    try."""

    def __init__(self, *, first: float = 1.0, longest: float = 15.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.first, self.longest, self.clock = first, longest, clock
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        with self._lock:
            self._failures, self._pause, self._open_until, self._trying = 0, 0.0, 0.0, False

    def may_ask(self) -> bool:
        """Whether to ask now. After a pause only the first gets a yes, and has the length of the pause to succeed."""
        with self._lock:
            now = self.clock()
            if not self._pause:
                return True
            if now < self._open_until:
                return False
            self._open_until, self._trying = now + self._pause, True
            return True

    def failed(self, *, enough: int = 1) -> None:
        """So many failures in a row open it: of several nodes, one that hangs is left out by the client, and the others answer.
        Those who had asked before it opened, and fail after, prolong nothing."""
        with self._lock:
            if not self._pause:
                self._failures += 1
                if self._failures < enough:
                    return
            elif not self._trying:
                return
            self._trying = False
            self._pause = min(self._pause * 2 or self.first, self.longest)
            self._open_until = self.clock() + self._pause


breaker = Breaker()
