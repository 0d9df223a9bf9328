# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Leaves an Elasticsearch alone that does not answer, so that only one visitor in a while waits for its time limit."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Closed: everybody may ask. Open after a failure: nobody, for a pause that doubles up to `longest` seconds; then one may try."""

    def __init__(self, *, first: float = 1.0, longest: float = 15.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.first, self.longest, self.clock = first, longest, clock
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        with self._lock:
            self._pause, self._open_until = 0.0, 0.0

    def may_ask(self) -> bool:
        """Whether to ask now. After a pause only the first gets a yes, and has the length of the pause to succeed."""
        with self._lock:
            now = self.clock()
            if not self._pause:
                return True
            if now < self._open_until:
                return False
            self._open_until = now + self._pause
            return True

    def failed(self) -> None:
        with self._lock:
            self._pause = min(self._pause * 2 or self.first, self.longest)
            self._open_until = self.clock() + self._pause


breaker = Breaker()
