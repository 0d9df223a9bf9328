# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Events: each v1 happening is one snapshot event (/v1/events) and one thin event (/v2/core/events, delivered)."""

from __future__ import annotations

import copy

from .clock import DAY, Clock, rfc3339
from .errors import Obj
from .ids import Ids
from .shapes import public, shape
from .store import Store

API_VERSION = "2026-10-28.endive"
KEPT_FOR = 30 * DAY
_PLURAL = {"checkout.session": "checkout/sessions"}


class Events:
    """Writes events and queues their delivery."""

    def __init__(self, store: Store, clock: Clock, ids: Ids) -> None:
        self._store, self._clock, self._ids = store, clock, ids
        self.cause: Obj | None = None  # {"id": request id, "idempotency_key": …} while an API call is answered

    def emit(self, type_: str, obj: Obj) -> None:
        """Say that something happened to `obj`; `type_` without the `v1.` of thin events."""
        account = obj.get("_account")
        context = account if isinstance(account, str) and account.startswith("acct_") else None
        if obj["object"].startswith("v2."):
            related = {"id": obj["id"], "type": obj["object"], "url": f"/v2/core/accounts/{obj['id']}"}
            self._thin(type_, related, context=None, snapshot=None)
            return
        snapshot = shape(
            "event",
            id=self._ids.new("evt"),
            api_version=API_VERSION,
            created=self._clock.now(),
            data={"object": public(copy.deepcopy(obj))},
            livemode=False,
            pending_webhooks=0,
            request=self.cause or {"id": None, "idempotency_key": None},
            type=type_,
            _account=account or "platform",
        )
        if context:
            snapshot["account"] = context
        self._store.add("event", snapshot)
        path = _PLURAL.get(obj["object"], f"{obj['object']}s")
        related = {"id": obj["id"], "type": obj["object"], "url": f"/v1/{path}/{obj['id']}"}
        self._thin(f"v1.{type_}", related, context=context, snapshot=snapshot["id"])

    def since(self, kind: str) -> list[Obj]:
        """Events of a kind that are still listed (30 days), newest first."""
        oldest = self._clock.now() - KEPT_FOR
        return [event for event in self._store.newest(kind) if int(event["_at"] if "_at" in event else event["created"]) > oldest]

    def _thin(self, type_: str, related: Obj, *, context: str | None, snapshot: str | None) -> None:
        now = self._clock.now()
        keyed = self.cause is not None and self.cause["idempotency_key"] is not None
        event: Obj = {
            "id": self._ids.new("evt"),
            "object": "v2.core.event",
            "type": type_,
            "created": rfc3339(now),
            "livemode": False,
            "context": context,
            "reason": {"type": "request", "request": self.cause} if keyed else None,
            "changes": None,
            "snapshot_event": snapshot,
            "related_object": related,
            "_at": now,
        }
        self._store.add("v2.core.event", event)
        delivery: Obj = {"id": self._ids.new("dlv"), "event": event["id"], "attempts": 0, "due": now}
        self._store.add("_delivery", delivery)
