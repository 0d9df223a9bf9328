# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Delivery of thin events to the marketplace's webhook: signed, repeated until taken, and disturbed on request."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from .clock import DAY, HOUR, MINUTE, Clock
from .errors import Obj
from .shapes import public
from .store import Store

Sender = Callable[[bytes, dict[str, str]], int]
# How long after the 1st, 2nd … refusal the next try comes; afterwards the delivery is given up (three days, as at Stripe).
WAITS = (1, 2, 5, 15, MINUTE, 5 * MINUTE, HOUR, 6 * HOUR, DAY, DAY)
TIMEOUT = 20.0  # seconds the receiver has


def signature(payload: bytes, secret: str, at: int) -> str:
    """The Stripe-Signature header: HMAC-SHA256 of `at.payload`."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


@dataclass
class Disturbance:
    """What is done to deliveries: `held` sends none by itself, `reversed` the newest first, `delay` seconds late,
    `copies` times each, and `drop` more are lost for good."""

    held: bool = False
    reversed: bool = False
    delay: int = 0
    copies: int = 1
    drop: int = 0


class Outbox:
    """The queue of deliveries. `sender` may be replaced in tests: `(payload, headers) -> status`."""

    def __init__(self, store: Store, clock: Clock, url: str | None, secret: str, lock: threading.RLock) -> None:
        self._store, self._clock, self._secret, self._lock = store, clock, secret, lock
        self._url = url
        self.sender: Sender | None = None if url is None else self._post
        self.disturbance = Disturbance()
        self._wake = threading.Event()

    def pending(self) -> list[Obj]:
        """The events that wait for delivery, in the order they will go."""
        with self._lock:
            return [self._event(delivery) for delivery in self._queue()]

    def deliver(self, index: int = 0, *, keep: bool = False) -> int:
        """Deliver one waiting event now, whatever its time; the receiver's status (0: unreachable).

        `keep` leaves it in the queue, so that it arrives twice. Raises IndexError when nothing waits there.
        """
        with self._lock:
            delivery = self._queue()[index]
            event = self._event(delivery)
        status = self._send(event)
        if not keep:
            self._settle(delivery["id"], status)
        return status

    def deliver_all(self, *, limit: int = 1000) -> int:
        """Deliver in order until nothing waits or `limit` tries were made; how many tries."""
        tries = 0
        while tries < limit and self.pending():
            self.deliver()
            tries += 1
        return tries

    def drop(self, index: int = 0) -> None:
        """Lose one waiting event for good."""
        with self._lock:
            self._store.remove("_delivery", self._queue()[index]["id"])
            self._store.commit()

    def clear(self) -> None:
        """Lose everything that waits."""
        while self.pending():
            self.drop()

    def replay(self, event_id: str) -> int:
        """Send an event again, delivered or not; the receiver's status. Raises KeyError."""
        with self._lock:
            event = self._store.peek("v2.core.event", event_id)
            if event is None:
                raise KeyError(event_id)
        return self._send(event)

    def wake(self) -> None:
        """Something may be waiting."""
        self._wake.set()

    def run(self, stop: threading.Event) -> None:
        """Deliver what is due until `stop`: the body of the sandbox process's delivery thread."""
        while not stop.is_set():
            while not stop.is_set() and self.deliver_due():
                pass
            self._wake.wait(0.5)
            self._wake.clear()

    def deliver_due(self) -> bool:
        """Deliver the first event that is due, disturbed as ordered; whether there was one."""
        order = self.disturbance
        if order.held or self.sender is None:
            return False
        with self._lock:
            now = self._clock.now()
            delivery = next((waiting for waiting in self._queue() if waiting["due"] + order.delay <= now), None)
            if delivery is None:
                return False
            event = self._event(delivery)
            if order.drop > 0:
                order.drop -= 1
                self._store.remove("_delivery", delivery["id"])
                self._store.commit()
                return True
        status = 0
        for _ in range(max(1, order.copies)):
            status = self._send(event)
        self._settle(delivery["id"], status)
        return True

    def _queue(self) -> list[Obj]:
        waiting = sorted(self._store.every("_delivery"), key=lambda delivery: int(delivery["due"]))
        return waiting[::-1] if self.disturbance.reversed else waiting

    def _event(self, delivery: Obj) -> Obj:
        event = self._store.peek("v2.core.event", delivery["event"])
        assert event is not None
        return event

    def _send(self, event: Obj) -> int:
        if self.sender is None:
            raise RuntimeError("the sandbox has no webhook to deliver to")
        payload = json.dumps(public(event)).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": signature(payload, self._secret, self._clock.real()),
            "User-Agent": "Stripe/1.0 (sandbox)",
        }
        return self.sender(payload, headers)

    def _settle(self, delivery_id: str, status: int) -> None:
        with self._lock:
            delivery = self._store.get("_delivery", delivery_id)
            if delivery is None:
                return
            if 200 <= status < 300 or delivery["attempts"] >= len(WAITS):
                self._store.remove("_delivery", delivery_id)
            else:
                delivery["due"] = self._clock.now() + WAITS[delivery["attempts"]]
                delivery["attempts"] += 1
            self._store.commit()

    def _post(self, payload: bytes, headers: dict[str, str]) -> int:
        assert self._url is not None
        request = urllib.request.Request(self._url, payload, headers, method="POST")  # noqa: S310 - our own setting
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return 0
