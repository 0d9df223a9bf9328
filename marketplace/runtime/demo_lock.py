# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""One demo at a time in one folder; a demo whose terminal is gone is replaced."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from marketplace.runtime.progress import say
from marketplace.runtime.supervisor import give_up

PATIENCE = 45.0


@contextlib.contextmanager
def only_one_demo(folder: Path) -> Iterator[None]:
    """Holds the folder's lock while inside. Ends an orphaned demo first; gives up when a living one has it."""
    with (folder / "lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            replace_orphan(file.name)
            wait_for(file.fileno())
        file.truncate(0)
        file.write(f"{os.getpid()} {os.getppid()}")
        file.flush()
        yield


def replace_orphan(name: str) -> None:
    """Asks the demo that holds the lock to end, if whoever started it (make, a terminal) was killed."""
    words = Path(name).read_text(encoding="ascii").split()
    if len(words) != 2:
        return
    pid, parent = map(int, words)
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        if process.ppid() == parent and parent != 1:
            give_up(f"The demo runs already (process {pid}). End it there with Ctrl-C.")
        say(f"A demo whose terminal is gone still runs (process {pid}): ending it.")
        process.terminate()


def wait_for(descriptor: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                give_up("Another demo holds the folder and does not end.")
            time.sleep(0.2)
        else:
            return
