# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The small facts an instance remembers between two starts: ports, passwords, fingerprints of finished steps."""

import json
import os
import secrets
import socket
from pathlib import Path


class State:
    """A JSON file of strings, readable by its owner only and replaced whole, so that a kill never leaves half of it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "state.json"

    def _read(self) -> dict[str, str]:
        try:
            facts = json.loads(self.path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}

    def get(self, key: str) -> str | None:
        return self._read().get(key)

    def set(self, key: str, value: str) -> None:
        facts = self._read() | {key: value}
        fresh = self.path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(facts, file, indent=1, sort_keys=True)
        fresh.replace(self.path)

    def secret(self, key: str) -> str:
        """A random secret, made at the first call and the same ever after."""
        value = self.get(key)
        if value is None:
            value = secrets.token_urlsafe(48)
            self.set(key, value)
        return value

    def port(self, key: str) -> int:
        """A TCP port on 127.0.0.1 that is free now: the remembered one if it can be had, else a new one."""
        remembered = int(self.get(key) or 0)
        if remembered and port_is_free(remembered):
            return remembered
        port = free_port()
        self.set(key, str(port))
        return port


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
