# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sandbox without a transport: `handle(method, target, headers, body) -> (status, headers, body)`."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from . import onboarding, sessions
from .api import all_routes
from .api.disputes import decide, open_dispute
from .bank import Bank, Call
from .cards import Card
from .clock import Clock
from .control import answer_control
from .due import do_what_is_due
from .errors import ApiError, Obj, malformed
from .events import API_VERSION
from .faults import Fault, Faults, NoAnswer, fault_body
from .forms import Params, decode
from .idempotency import Keys
from .ids import Ids
from .lists import expand
from .outbox import Outbox
from .pages import answer_page
from .store import Store
from .vault import PLATFORM

Answer = tuple[int, dict[str, str], bytes]
T = TypeVar("T")
CALLS_KEPT = 1000
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Config:
    """How a sandbox is set up. `seed` makes identifiers repeatable (tests only)."""

    public_url: str = "http://sandbox.invalid"
    secret_key: str = "sk_test_sandbox"  # noqa: S105 - the sandbox's own, worth nothing
    webhook_url: str | None = None
    webhook_secret: str = "whsec_sandbox"  # noqa: S105
    merchant: str = "Oltrepò"
    state_dir: Path | None = None
    seed: int | None = None


class Sandbox:
    """One sandbox. Calls are answered one at a time; webhooks are sent outside the lock (they call back)."""

    def __init__(self, config: Config | None = None, *, time_source: Callable[[], float] | None = None) -> None:
        self.config = config or Config()
        self.lock = threading.RLock()
        path = None if self.config.state_dir is None else self.config.state_dir / "sandbox.sqlite3"
        self.store = Store(path)
        saved = self.store.get("_clock", "clock")
        self.clock = Clock(time_source or time.time, saved["offset"] if saved else 0)
        self.bank = Bank(self.store, self.clock, Ids(self.config.seed), self.config.public_url)
        self.outbox: Outbox = Outbox(self.store, self.clock, self.config.webhook_url, self.config.webhook_secret, self.lock)
        self.faults: Faults = Faults()
        self.calls: deque[tuple[str, str, Obj]] = deque(maxlen=CALLS_KEPT)  # what was asked lately, for tests to count
        self._keys = Keys(self.store, self.clock)
        self._routes = all_routes()
        self.store.commit()

    # --- the API ---------------------------------------------------------------------------------------------

    def handle(self, method: str, target: str, headers: Mapping[str, str], body: bytes | str) -> Answer:
        """Answer one request. Raises NoAnswer when a fault says that the connection ends in silence."""
        path, _, query = target.partition("?")
        known = {name.lower(): value for name, value in headers.items()}
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
        if path.startswith(("/v1/", "/v2/")):
            return self._handle_api(method.upper(), path, query, known, text)
        if path.startswith("/_sandbox/"):
            try:
                return answer_control(self, method.upper(), path, known, text)
            except ApiError as error:
                return error.status, dict(JSON), json.dumps(error.body).encode()
        with self.lock:
            return self._safely(lambda: answer_page(self, method.upper(), path, decode(query), decode(text), known))

    def _handle_api(self, method: str, path: str, query: str, headers: Mapping[str, str], text: str) -> Answer:
        fault = self.faults.strike(method, path)
        if fault is not None and fault.kind == "error":
            return fault.status, dict(JSON), json.dumps(fault_body(fault.status)).encode()
        if fault is not None and fault.kind == "timeout":
            raise NoAnswer
        with self.lock:
            answer = self._safely(lambda: self._answer(method, path, query, headers, text))
        if fault is not None:
            raise NoAnswer
        return answer

    def _safely(self, act: Callable[[], Answer]) -> Answer:
        """Do what is due, act, keep the result; a refusal or a fault of ours changes nothing."""
        try:
            do_what_is_due(self.bank)
            self.store.commit()
            answer = act()
            self.store.commit()
        except ApiError as error:
            self.undo()
            return error.status, dict(JSON), json.dumps(error.body).encode()
        except BaseException:
            self.undo()
            raise
        finally:
            self.bank.events.cause = None
        self.outbox.wake()
        return answer

    def undo(self) -> None:
        """Forget what has not been kept."""
        self.store.rollback()
        self.bank.vault.recount()

    def _answer(self, method: str, path: str, query: str, headers: Mapping[str, str], text: str) -> Answer:
        self._admit(headers)
        version = path[1:3]
        values = {**decode(query), **(_json(text) if version == "v2" else decode(text))}
        wanted = Params(values).words("expand")
        values.pop("expand", None)
        self.calls.append((method, path, values))
        account = headers.get("stripe-account") or headers.get("stripe-context") or PLATFORM
        if account != PLATFORM:
            self.bank.find("v2.core.account", account)
        request, key = self.bank.ids.new("req"), headers.get("idempotency-key") if method == "POST" else None
        fingerprint = self._keys.fingerprint(method, path, values, wanted)
        answered = {**JSON, "Request-Id": request, "Stripe-Version": API_VERSION}
        if key is not None:
            answered["Idempotency-Key"] = key
            seen = self._keys.known(account, key, fingerprint, version)
            if seen is not None:
                answered |= {"Idempotent-Replayed": "true", "Original-Request": seen["request"]}
                return seen["status"], answered, json.dumps(seen["body"]).encode()
        self.bank.events.cause = {"id": request, "idempotency_key": key}
        try:
            status, result = 200, self._do(method, path, query, values, account, wanted)
        except ApiError as error:
            if not error.final or key is None:
                raise
            self.undo()
            status, result = error.status, error.body
        if key is not None:
            self._keys.keep(account, key, fingerprint, version, status=status, body=result, request=request)
        return status, answered, json.dumps(result).encode()

    def _do(self, method: str, path: str, query: str, values: Obj, account: str, wanted: list[str]) -> Obj:
        route, parts = self._routes.find(method, path)
        params = Params(values).only(*route.accepts)
        return expand(self.bank, route.handler(self.bank, Call(params, parts, account, path, query)), wanted)

    def _admit(self, headers: Mapping[str, str]) -> None:
        if headers.get("authorization") != f"Bearer {self.config.secret_key}":
            raise ApiError(401, "invalid_request_error", "Invalid API Key provided", final=False)
        version = headers.get("stripe-version", API_VERSION)
        if version != API_VERSION:
            raise malformed(f"Invalid Stripe API version: {version}; the sandbox speaks {API_VERSION}")

    # --- what people and time do (in-process; over HTTP see control.py) ----------------------------------------

    def pay(self, session_id: str, card: str = "success", *, email: str = "ospite@example.org") -> sessions.Outcome:
        """The guest pays: `success`, `three_d_secure`, `declined` or `no_funds`. Raises ApiError, KeyError."""
        return self._act(lambda: sessions.pay(self.bank, self.bank.find("checkout.session", session_id), Card.by_slug(card), email=email))

    def authenticate(self, session_id: str, *, succeed: bool = True) -> sessions.Outcome:
        """The guest answers the 3-D Secure question. Raises ApiError."""
        return self._act(lambda: sessions.authenticate(self.bank, self.bank.find("checkout.session", session_id), succeed=succeed))

    def onboard(self, account_id: str) -> None:
        """The host gives all data: transfers become active."""
        self._act(lambda: onboarding.complete(self.bank, account_id))

    def set_capability(self, account_id: str, status: onboarding.Status) -> None:
        """Switch a connected account's transfers on or off."""
        self._act(lambda: onboarding.set_capability(self.bank, account_id, status))

    def dispute(self, charge_id: str, *, reason: str = "fraudulent") -> str:
        """The cardholder disputes a charge; the dispute's id."""
        return str(self._act(lambda: open_dispute(self.bank, self.bank.find("charge", charge_id), reason=reason))["id"])

    def decide_dispute(self, dispute_id: str, *, won: bool) -> None:
        """The bank decides."""
        self._act(lambda: decide(self.bank, self.bank.find("dispute", dispute_id), won=won))

    def advance(self, seconds: int) -> None:
        """Move the clock on and let happen what falls due."""

        def move() -> None:
            self.clock.advance(seconds)
            saved = self.store.get("_clock", "clock")
            if saved is None:
                self.store.add("_clock", {"id": "clock", "offset": self.clock.offset})
            else:
                saved["offset"] = self.clock.offset
            do_what_is_due(self.bank)

        self._act(move)

    def arm(self, **fault: Any) -> None:
        """Order a fault, see `faults.Fault`."""
        self.faults.arm(Fault(**fault))

    def close(self) -> None:
        """Close the state file."""
        with self.lock:
            self.store.close()

    def _act(self, act: Callable[[], T]) -> T:
        with self.lock:
            try:
                do_what_is_due(self.bank)
                result = act()
                self.store.commit()
            except BaseException:
                self.undo()
                raise
        self.outbox.wake()
        return result


def _json(text: str) -> Obj:
    if not text:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        raise malformed("Invalid JSON") from None
    if not isinstance(found, dict):
        raise malformed("Invalid JSON: an object is needed")
    return found
