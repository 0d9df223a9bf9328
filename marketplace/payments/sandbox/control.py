# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Control routes, `/_sandbox/…`: what a test in another process, or a demonstration, orders. JSON in, JSON out.

All but `GET /_sandbox/health` need the secret key, like the API.

POST pay {session, card}, authenticate {session, succeed}, advance {seconds}, onboard {account},
capability {account, status}, dispute {charge, reason}, decide {dispute, won}, faults {kind, status, at, times, method, path},
faults/clear, outbox {held, reversed, delay, copies, drop}, deliver {}, replay {event}; GET state.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .errors import ApiError, Obj, malformed, missing

if TYPE_CHECKING:
    from .core import Answer, Sandbox

Order = Callable[["Sandbox", Obj], Any]


def _state(sandbox: Sandbox, _: Obj) -> Obj:
    return {
        "now": sandbox.clock.now(),
        "purses": sandbox.bank.vault.purses(),
        "pending": [event["type"] for event in sandbox.outbox.pending()],
        "outbox": dataclasses.asdict(sandbox.outbox.disturbance),
    }


def _set_outbox(sandbox: Sandbox, given: Obj) -> None:
    sandbox.outbox.disturbance = dataclasses.replace(sandbox.outbox.disturbance, **given)
    sandbox.outbox.wake()


_ORDERS: dict[tuple[str, str], Order] = {
    ("GET", "state"): _state,
    ("POST", "pay"): lambda sb, given: sb.pay(given["session"], given.get("card", "success")),
    ("POST", "authenticate"): lambda sb, given: sb.authenticate(given["session"], succeed=given.get("succeed", True)),
    ("POST", "advance"): lambda sb, given: sb.advance(int(given["seconds"])),
    ("POST", "onboard"): lambda sb, given: sb.onboard(given["account"]),
    ("POST", "capability"): lambda sb, given: sb.set_capability(given["account"], given["status"]),
    ("POST", "dispute"): lambda sb, given: sb.dispute(given["charge"], reason=given.get("reason", "fraudulent")),
    ("POST", "decide"): lambda sb, given: sb.decide_dispute(given["dispute"], won=given["won"]),
    ("POST", "faults"): lambda sb, given: sb.arm(**given),
    ("POST", "faults/clear"): lambda sb, _: sb.faults.clear(),
    ("POST", "outbox"): _set_outbox,
    ("POST", "deliver"): lambda sb, _: sb.outbox.deliver_all(),
    ("POST", "replay"): lambda sb, given: sb.outbox.replay(given["event"]),
}


def answer_control(sandbox: Sandbox, method: str, path: str, headers: Mapping[str, str], body: str) -> Answer:
    """Carry out an order; raises ApiError. The sandbox's lock must not be held: deliveries call back."""
    name = path.removeprefix("/_sandbox/")
    if (method, name) == ("GET", "health"):
        return _json({"status": "ok"})
    if headers.get("authorization") != f"Bearer {sandbox.config.secret_key}":
        raise ApiError(401, "invalid_request_error", "Invalid API Key provided", final=False)
    order = _ORDERS.get((method, name))
    if order is None:
        raise missing("order", name)
    try:
        given = json.loads(body) if body else {}
        return _json({"result": order(sandbox, given)})
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise malformed(f"This order cannot be carried out: {error!r}") from error


def _json(result: Obj) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(result).encode()
