# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How the runtime talks to the person at the terminal."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

console = Console(highlight=False, soft_wrap=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Shows that a step runs, and how long it took."""
    started = time.monotonic()
    if console.is_terminal:
        with console.status(name):
            yield
    else:
        console.print(f"… {name}")
        yield
    console.print(f"✓ {name} [dim]({time.monotonic() - started:.1f} s)[/dim]")


def download_bar() -> Progress:
    """A progress bar for bytes. Without a terminal it draws nothing; the caller prints a line then."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def say(text: str) -> None:
    console.print(text, markup=False)
