# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Rebuilds in a process of their own, slow enough to be killed, or killing themselves at the worst moment."""

import os
import signal
import time
from pathlib import Path
from typing import Any


def rebuild_slowly() -> int:
    """Five documents at a time, with a pause after each five."""
    from search import rebuilding

    write = rebuilding._write

    def slowly(*args: Any) -> Any:
        time.sleep(0.1)
        return write(*args)

    rebuilding.BATCH, rebuilding._write = 5, slowly
    return rebuilding.copy_to_new_index()


def rebuild_and_die_after_the_swap(copied: str, wait_for: str) -> None:
    """Copies, says so by a file, waits until another is there, swaps the alias, and is killed before it can look what was written meanwhile."""
    from search import rebuilding

    swap = rebuilding._swap

    def swap_and_die(*args: Any) -> None:
        Path(copied).touch()
        while not Path(wait_for).exists():
            time.sleep(0.02)
        swap(*args)
        os.kill(os.getpid(), signal.SIGKILL)

    rebuilding._swap = swap_and_die
    rebuilding.copy_to_new_index()
