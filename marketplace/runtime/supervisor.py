# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keeps a handful of processes running: starts them, restarts those that die, ends all of them whatever happens."""

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from marketplace.runtime.processes import Child
from marketplace.runtime.progress import say

FIRST_DELAY = 1.0
LONGEST_DELAY = 30.0
STEADY_AFTER = 60.0  # seconds of life after which a death counts as the first again


class Interrupted(SystemExit):
    """SIGINT, SIGTERM or SIGHUP came: unwind, so that every `finally` runs."""


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Turns the signals that end us into Interrupted while inside, and ignores repeated ones while it unwinds."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def interrupt(number: int, _frame: FrameType | None) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise Interrupted(128 + number)

    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass
class Watched:
    child: Child
    started: float
    delay: float = FIRST_DELAY
    restart_at: float | None = None


class Supervisor:
    """The processes of one instance. Use as a context: leaving it stops them all, the last started first."""

    def __init__(self, tell: Callable[[str], None] = say) -> None:
        self.tell = tell
        self.watched: list[Watched] = []
        self.lock = threading.Lock()
        self.stopping = False

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def start(self, child: Child) -> None:
        """Starts `child` and watches over it from now on."""
        with self.lock:
            if self.stopping:
                return
            child.start()
            self.watched.append(Watched(child, time.monotonic()))

    def adopt(self, child: Child) -> None:
        """Watches over a child that is running already; ends it at once if we are stopping."""
        with self.lock:
            if not self.stopping:
                self.watched.append(Watched(child, time.monotonic()))
                return
        child.stop()

    def check(self) -> None:
        """One round: whoever died is restarted, after a pause that doubles with every death in a row."""
        with self.lock:
            if self.stopping:
                return
            for watched in self.watched:
                self._check_one(watched, time.monotonic())

    def _check_one(self, watched: Watched, now: float) -> None:
        if watched.child.alive():
            return
        if watched.restart_at is None:
            if now - watched.started > STEADY_AFTER:
                watched.delay = FIRST_DELAY
            watched.restart_at = now + watched.delay
            code = watched.child.process.returncode if watched.child.process else "?"
            name, log = watched.child.name, watched.child.log_file
            self.tell(f"{name} ended (code {code}); restart in {watched.delay:.0f} s. Its log: {log}")
            watched.delay = min(watched.delay * 2, LONGEST_DELAY)
        elif now >= watched.restart_at:
            watched.child.start()
            watched.started, watched.restart_at = now, None
            self.tell(f"{watched.child.name} was restarted.")

    def watch(self) -> None:
        """Checks twice a second, until Interrupted."""
        while True:
            self.check()
            time.sleep(0.5)

    def stop(self) -> None:
        """Ends all: those that need the servers first and together, then the servers (adopted ones) together."""
        with self.lock:
            self.stopping = True
            children = [watched.child for watched in reversed(self.watched)]
        servers = [child for child in children if child.is_server]
        for tier in ([child for child in children if not child.is_server], servers):
            stop_together(tier)


def stop_together(children: Sequence[Child]) -> None:
    if not children:
        return
    with ThreadPoolExecutor(len(children)) as pool:
        for stopping in [pool.submit(child.stop) for child in children]:
            stopping.result()


def wait_until(ready: Callable[[], bool], child: Child, *, patience: float) -> bool:
    """Waits until `ready()`; False if `child` died first or `patience` seconds passed."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if ready():
            return True
        if not child.alive():
            return False
        time.sleep(0.1)
    return False


def give_up(reason: str) -> NoReturn:
    """Says why and ends the program, so that every `finally` runs."""
    say(reason)
    sys.exit(1)
