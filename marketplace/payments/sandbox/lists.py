# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filters, pages and expansion of answers."""

from __future__ import annotations

import copy
import operator
import urllib.parse
from collections.abc import Callable
from typing import Any

from .bank import Bank, Call
from .errors import Obj, malformed, missing
from .forms import Params
from .shapes import listing, public
from .vault import PLATFORM

PAGE = ("limit", "starting_after", "ending_before")
DEFAULT_LIMIT, MAX_LIMIT = 10, 100
_KIND_BY_PREFIX = {
    "pi": "payment_intent", "ch": "charge", "py": "charge", "re": "refund", "pyr": "refund", "tr": "transfer",
    "trr": "transfer_reversal", "txn": "balance_transaction", "po": "payout", "du": "dispute", "cs": "checkout.session",
}  # fmt: skip


def _lines(bank: Bank, session: Obj) -> Obj:
    kept = bank.find("checkout.session", session["id"])
    return listing(f"/v1/checkout/sessions/{session['id']}/line_items", copy.deepcopy(kept["_lines"]))


def _refunds(bank: Bank, charge: Obj) -> Obj:
    found = bank.owned("refund", PLATFORM, lambda refund: refund["charge"] == charge["id"])
    return listing(f"/v1/charges/{charge['id']}/refunds", copy.deepcopy(found))


# Lists an object carries only when they are asked for.
_INCLUDED: dict[tuple[str, str], Callable[[Bank, Obj], Obj]] = {
    ("checkout.session", "line_items"): _lines,
    ("charge", "refunds"): _refunds,
}
_NEVER_EXPANDED = ("id", "object")


def limit_of(params: Params) -> int:
    """1 to 100, 10 by default."""
    limit = params.integer("limit")
    if limit is None:
        return DEFAULT_LIMIT
    if not 1 <= limit <= MAX_LIMIT:
        raise malformed(f"This value must be between 1 and {MAX_LIMIT}.", params.name("limit"))
    return limit


def page(call: Call, found: list[Obj]) -> Obj:
    """One page of `found` (newest first), by `limit`, `starting_after` or `ending_before`."""
    limit = limit_of(call.params)
    ids = [obj["id"] for obj in found]
    after, before = call.params.text("starting_after"), call.params.text("ending_before")
    if after and before:
        raise malformed("You may only specify one of these parameters: starting_after, ending_before.")
    for name, cursor in (("starting_after", after), ("ending_before", before)):
        if cursor and cursor not in ids:
            raise missing("object", cursor, name)
    if before:
        newer = found[: ids.index(before)]
        return listing(call.path, newer[-limit:], more=len(newer) > limit)
    rest = found[ids.index(after) + 1 :] if after else found
    return listing(call.path, rest[:limit], more=len(rest) > limit)


def in_range(params: Params, key: str, value: int) -> bool:
    """`key` as a number, or as `[gt] [gte] [lt] [lte]`, in Unix seconds or RFC 3339."""
    if key not in params:
        return True
    if not params.is_group(key):
        return params.moment(key) == value
    bounds = params.group(key).only("gt", "gte", "lt", "lte")
    tests = {"gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le}
    return all(test(value, bounds.moment(name)) for name, test in tests.items() if name in bounds)


def page_v2(call: Call, found: list[Obj]) -> Obj:
    """One page as /v2 lists: `data`, `next_page_url`, `previous_page_url`."""
    limit = limit_of(call.params)
    start = call.params.integer("page") or 0
    kept = [(name, value) for name, value in urllib.parse.parse_qsl(call.query) if name not in ("limit", "page")]
    base = f"{call.path}?{urllib.parse.urlencode([*kept, ('limit', limit)])}"
    return {
        "data": found[start : start + limit],
        "next_page_url": f"{base}&page={start + limit}" if len(found) > start + limit else None,
        "previous_page_url": f"{base}&page={max(0, start - limit)}" if start else None,
    }


def expand(bank: Bank, answer: Obj, paths: list[str]) -> Obj:
    """Put objects in the place of their ids, along dotted paths (`payment_intent.latest_charge`, `data.…`)."""
    result: Obj = public(copy.deepcopy(answer))
    for path in paths:
        _expand(bank, result, path.split("."), path)
    return result


def _expand(bank: Bank, node: Any, keys: list[str], whole: str) -> None:
    if isinstance(node, list):
        for item in node:
            _expand(bank, item, keys, whole)
        return
    if not isinstance(node, dict) or not keys:
        return
    key, rest = keys[0], keys[1:]
    if include := _INCLUDED.get((node.get("object", ""), key)):
        node[key] = public(include(bank, node))
    value = node.get(key)
    if key in _NEVER_EXPANDED or key not in node:
        raise malformed(f"This property cannot be expanded ({whole}).", "expand")
    if isinstance(value, str):
        kind = _KIND_BY_PREFIX.get(value.split("_")[0])
        found = bank.store.get(kind, value) if kind else None
        if found is None:
            raise malformed(f"This property cannot be expanded ({whole}).", "expand")
        node[key] = public(copy.deepcopy(found))
    _expand(bank, node[key], rest, whole)
