# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Skips a step whose inputs are those of the last time it was finished."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from marketplace.runtime.paths import REPOSITORY, shown
from marketplace.runtime.state import State

ROOMS = ("marketplace", "catalogue", "residencies", "search", "frontend")


def repository_files(*patterns: str) -> Iterator[Path]:
    """The files of our rooms that match any of the glob patterns."""
    for room in ROOMS:
        folder = REPOSITORY / room
        if folder.is_dir():
            for pattern in patterns:
                yield from folder.rglob(pattern)


def fingerprint(paths: Iterable[Path], *extra: str) -> str:
    """A digest of the names and contents of files, and of further words."""
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        if path.is_file():
            digest.update(str(shown(path)).encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for word in extra:
        digest.update(word.encode() + b"\0")
    return digest.hexdigest()


class Finished:
    """Remembers, in the state of an instance, with which inputs each step was finished."""

    def __init__(self, state: State) -> None:
        self.state = state

    def is_current(self, step: str, inputs: str) -> bool:
        return self.state.get(f"finished_{step}") == inputs

    def record(self, step: str, inputs: str) -> None:
        self.state.set(f"finished_{step}", inputs)

    def forget(self, *steps: str) -> None:
        """What these steps made is gone: they are due again."""
        for step in steps:
            self.state.set(f"finished_{step}", "")
