# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Idempotency keys: the first answer to a key is repeated; the key with other parameters is refused."""

from __future__ import annotations

import hashlib
import json

from .clock import DAY, Clock
from .errors import ApiError, Obj
from .store import Store

KEPT_FOR = {"v1": DAY, "v2": 30 * DAY}
LONGEST_KEY = 255


class Keys:
    """The keys seen so far, per account."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    @staticmethod
    def fingerprint(method: str, path: str, params: Obj, expand: list[str]) -> str:
        """What has to be the same for a key to be repeated."""
        text = json.dumps([method, path, params, expand], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def known(self, account: str, key: str, fingerprint: str, version: str) -> Obj | None:
        """The answer given before; raises ApiError 400 when the key came with other parameters."""
        if len(key) > LONGEST_KEY:
            raise ApiError(400, "idempotency_error", "Idempotency keys are at most 255 characters.", final=False)
        seen = self._store.get("_key", self._id(account, key, version))
        if seen is None or seen["at"] + KEPT_FOR[version] <= self._clock.now():
            return None
        if seen["fingerprint"] != fingerprint:
            raise ApiError(
                400,
                "idempotency_error",
                "Keys for idempotent requests can only be used with the same parameters they were first used with. "
                f"Try using a key other than '{key}' if you meant to execute a different request.",
                final=False,
            )
        return seen

    def keep(self, account: str, key: str, fingerprint: str, version: str, *, status: int, body: Obj, request: str) -> None:
        """Remember an answer. /v2 repeats successes only: a failed call may be tried again under its key."""
        if version == "v2" and status >= 300:
            return
        id_ = self._id(account, key, version)
        known = self._store.get("_key", id_)
        record: Obj = {"fingerprint": fingerprint, "status": status, "body": body, "request": request, "at": self._clock.now()}
        if known is not None:  # a key forgotten after its day
            known.update(record)
        else:
            self._store.add("_key", {"id": id_, **record})

    @staticmethod
    def _id(account: str, key: str, version: str) -> str:
        return f"{version}/{account}/{key}"
