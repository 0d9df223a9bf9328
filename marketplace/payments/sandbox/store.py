# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the sandbox remembers: JSON objects by kind and id, in the order they came to be.

Change an object only after fetching it with `get`: that is what `commit` writes and what `rollback` undoes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from .errors import Obj

Key = tuple[str, str]


class Store:
    """Memory, and a SQLite file (write-ahead log) behind it when a path is given."""

    def __init__(self, path: Path | None = None) -> None:
        self._kinds: dict[str, dict[str, Obj]] = {}
        self._before: dict[Key, str | None] = {}
        self._file: sqlite3.Connection | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(path, check_same_thread=False)
            self._file.execute("PRAGMA journal_mode=WAL")
            self._file.execute("PRAGMA synchronous=NORMAL")  # survives a killed process; a power cut may cost the last second
            self._file.execute(
                "CREATE TABLE IF NOT EXISTS thing (seq INTEGER PRIMARY KEY, kind TEXT, id TEXT, body TEXT, UNIQUE (kind, id))"
            )
            for kind, id_, body in self._file.execute("SELECT kind, id, body FROM thing ORDER BY seq"):
                self._kinds.setdefault(kind, {})[id_] = json.loads(body)

    def add(self, kind: str, obj: Obj) -> Obj:
        """Remember a new object under its `id`."""
        shelf = self._kinds.setdefault(kind, {})
        if obj["id"] in shelf:
            raise KeyError(f"{kind} {obj['id']} exists")
        self._before.setdefault((kind, obj["id"]), None)
        shelf[obj["id"]] = obj
        return obj

    def get(self, kind: str, id_: str) -> Obj | None:
        """One object, to read or to change."""
        obj = self._kinds.get(kind, {}).get(id_)
        if obj is not None and (kind, id_) not in self._before:
            self._before[kind, id_] = json.dumps(obj)
        return obj

    def peek(self, kind: str, id_: str) -> Obj | None:
        """One object, to read only."""
        return self._kinds.get(kind, {}).get(id_)

    def remove(self, kind: str, id_: str) -> None:
        """Forget an object; nothing happens when it is not there."""
        if self.get(kind, id_) is not None:
            del self._kinds[kind][id_]

    def every(self, kind: str) -> Iterator[Obj]:
        """All objects of a kind, oldest first, to read only."""
        return iter(list(self._kinds.get(kind, {}).values()))

    def newest(self, kind: str) -> Iterator[Obj]:
        """All objects of a kind, newest first, to read only."""
        return iter(list(reversed(self._kinds.get(kind, {}).values())))

    def commit(self) -> None:
        """Keep what has changed since the last commit."""
        if self._file is not None and self._before:
            with self._file:
                for kind, id_ in self._before:
                    self._write(kind, id_)
        self._before.clear()

    def rollback(self) -> None:
        """Undo what has changed since the last commit."""
        for (kind, id_), body in self._before.items():
            shelf = self._kinds.setdefault(kind, {})
            if body is None:
                shelf.pop(id_, None)
            elif id_ in shelf:
                shelf[id_].clear()
                shelf[id_].update(json.loads(body))
            else:
                shelf[id_] = json.loads(body)
        self._before.clear()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, kind: str, id_: str) -> None:
        assert self._file is not None
        obj = self._kinds.get(kind, {}).get(id_)
        if obj is None:
            self._file.execute("DELETE FROM thing WHERE kind = ? AND id = ?", (kind, id_))
            return
        body = json.dumps(obj)
        if body != self._before[kind, id_]:
            self._file.execute(
                "INSERT INTO thing (kind, id, body) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
                (kind, id_, body),
            )
