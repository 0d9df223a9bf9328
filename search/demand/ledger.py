# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this process has to count, in memory, until its own thread writes it: every `SEARCH_DEMAND_SECONDS`, and when the process ends.

What a killed process had not written is lost: a few seconds of a statistic.
"""

import atexit
import logging
import threading
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from .facts import Facts
from .words import Heard

logger = logging.getLogger(__name__)
MOST_KEPT = 5_000  # different facts; if the database is away for long, what comes then is not counted
MOST_REMEMBERED = 20_000
REMEMBERED_SECONDS = 30 * 60.0


class Key(NamedTuple):
    """`asked_in` is the Monday of the week."""

    asked_in: date
    facts: Facts


@dataclass
class Tally:
    """Searches, those without a result and those answered by PostgreSQL, by what they asked for; words, and whether their search had no result."""

    searches: Counter[Key] = field(default_factory=Counter)
    unmet: Counter[Key] = field(default_factory=Counter)
    degraded: Counter[Key] = field(default_factory=Counter)
    heard: dict[Heard, bool] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        self.searches += other.searches
        self.unmet += other.unmet
        self.degraded += other.degraded
        self.heard = {**other.heard, **self.heard}


class Ledger:
    """Safe to be used by many threads. Remembers for half an hour, as a number, what was asked: the same again is no new search."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tally = Tally()
        self._asked: OrderedDict[int, float] = OrderedDict()
        self._keeper: threading.Thread | None = None

    def is_new(self, question: int, now: float | None = None) -> bool:
        """Whether this was not asked in the last half hour; from now on it was."""
        now = time.monotonic() if now is None else now
        with self._lock:
            before = self._asked.pop(question, None)
            self._asked[question] = now
            while len(self._asked) > MOST_REMEMBERED:
                self._asked.popitem(last=False)
        return before is None or now - before > REMEMBERED_SECONDS

    def note(self, key: Key, heard: list[Heard], *, unmet: bool, degraded: bool) -> None:
        with self._lock:
            if len(self._tally.searches) >= MOST_KEPT:
                return
            self._tally.searches[key] += 1
            if unmet:
                self._tally.unmet[key] += 1
            if degraded:
                self._tally.degraded[key] += 1
            if len(self._tally.heard) < MOST_KEPT:
                self._tally.heard.update(dict.fromkeys(heard, unmet))
        self._keep()

    def take(self) -> Tally:
        """All that is to be written; the ledger is empty then."""
        with self._lock:
            taken, self._tally = self._tally, Tally()
        return taken

    def give_back(self, tally: Tally) -> None:
        with self._lock:
            self._tally.add(tally)

    def forget(self) -> None:
        """As a new process has it."""
        with self._lock:
            self._tally = Tally()
            self._asked.clear()

    def _keep(self) -> None:
        """See that the thread runs: it is started by the first search of a process, after the server has forked."""
        if settings.SEARCH_DEMAND_SECONDS <= 0 or (self._keeper and self._keeper.is_alive()):
            return
        with self._lock:
            if self._keeper and self._keeper.is_alive():
                return
            self._keeper = threading.Thread(target=keep, daemon=True, name="search-demand")
            self._keeper.start()
            atexit.register(keep_last)


ledger = Ledger()


def keep() -> None:
    """Writes what there is, again and again; has no connection to the database in between."""
    while (pause := settings.SEARCH_DEMAND_SECONDS) > 0:
        time.sleep(pause)
        flush()
        connection.close()


def keep_last() -> None:
    """The process ends in good order."""
    if settings.SEARCH_DEMAND_SECONDS > 0:
        flush()


def flush() -> int:
    """Write what this process has counted; how many different facts. What cannot be written now is kept for the next time."""
    from .write_demand import write_demand

    tally = ledger.take()
    if not tally.searches:
        return 0
    try:
        write_demand(tally=tally)
    except Exception as cause:
        # The class only: a message of the database may quote values.
        logger.warning("demand not written", extra={"cause": type(cause).__name__})
        ledger.give_back(tally)
        return 0
    return len(tally.searches)
