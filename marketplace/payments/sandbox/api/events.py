# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Events: snapshots in /v1, thin ones in /v2; both are listed for 30 days."""

from __future__ import annotations

from ..bank import Bank, Call
from ..errors import Obj, missing
from ..lists import PAGE, in_range, page, page_v2
from ..routing import Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/events", *PAGE, "created", "type", "types")
def index(bank: Bank, call: Call) -> Obj:
    """Snapshot events of the account, newest first."""
    wanted = set(call.params.words("types")) | ({call.params.must("type")} if "type" in call.params else set())
    return page(
        call,
        [
            event
            for event in bank.events.since("event")
            if event["_account"] == call.account
            and (not wanted or event["type"] in wanted)
            and in_range(call.params, "created", event["created"])
        ],
    )


@ROUTES.add("GET", "/v1/events/{id}")
def retrieve(bank: Bank, call: Call) -> Obj:
    """One snapshot event."""
    return bank.find("event", call.id, account=call.account)


@ROUTES.add("GET", "/v2/core/events", "limit", "page", "created", "object_id", "types")
def index_thin(bank: Bank, call: Call) -> Obj:
    """Thin events, newest first."""
    types, object_id = set(call.params.words("types")), call.params.text("object_id")
    return page_v2(
        call,
        [
            event
            for event in bank.events.since("v2.core.event")
            if (not types or event["type"] in types)
            and object_id in (None, event["related_object"]["id"])
            and in_range(call.params, "created", event["_at"])
        ],
    )


@ROUTES.add("GET", "/v2/core/events/{id}")
def retrieve_thin(bank: Bank, call: Call) -> Obj:
    """One thin event."""
    event = bank.store.get("v2.core.event", call.id)
    if event is None:
        raise missing("v2.core.event", call.id)
    return event
