# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bank: what every part of the sandbox works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .clock import Clock
from .errors import Obj, missing
from .events import Events
from .forms import Params
from .ids import Ids
from .shapes import shape
from .store import Store
from .vault import PLATFORM, Vault


@dataclass(frozen=True)
class Call:
    """One API call, read: parameters, the parts of its path, and for whom (the platform or a connected account)."""

    params: Params
    parts: dict[str, str] = field(default_factory=dict)
    account: str = PLATFORM
    path: str = ""
    query: str = ""

    @property
    def id(self) -> str:
        """The `{id}` of the path."""
        return self.parts["id"]


class Bank:
    """Objects, clock, money and events, held together."""

    def __init__(self, store: Store, clock: Clock, ids: Ids, public_url: str) -> None:
        self.store, self.clock, self.ids, self.public_url = store, clock, ids, public_url
        self.vault = Vault(store, clock, ids)
        self.events = Events(store, clock, ids)
        self._next_due = 0

    def new(self, kind: str, prefix: str, *, account: str = PLATFORM, **fields: Any) -> Obj:
        """Make an object of account `account`; Stripe's common fields are filled in."""
        obj = shape(kind, id=self.ids.new(prefix), created=self.clock.now(), livemode=False, _account=account, **fields)
        return self.store.add(kind, obj)

    def find(self, kind: str, id_: str, *, account: str = PLATFORM, param: str = "id") -> Obj:
        """An object of that account, to read or change; raises ApiError 404."""
        obj = self.store.get(kind, id_)
        if obj is None or obj.get("_account", PLATFORM) != account:
            raise missing(kind, id_, param)
        return obj

    def owned(self, kind: str, account: str, keep: Callable[[Obj], bool] = lambda _: True) -> list[Obj]:
        """Objects of that account, newest first, to read only."""
        return [o for o in self.store.newest(kind) if o.get("_account", PLATFORM) == account and keep(o)]

    def watch(self, at: int) -> None:
        """Remember that something falls due at `at`."""
        self._next_due = min(self._next_due, at)

    def due(self) -> bool:
        """Whether something may have fallen due since the last look."""
        return self.clock.now() >= self._next_due

    def looked(self, next_due: int) -> None:
        """Everything due has been done; the next thing falls due at `next_due`."""
        self._next_due = next_due
