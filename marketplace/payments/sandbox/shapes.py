# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fields Stripe always sends. An absent key raises AttributeError in the SDK, so what may be null is sent as null.

`nulls.json` holds, per object, the nullable fields of Stripe's published OpenAPI description (the one inside
stripe-mock v0.203.0, MIT) that the SDK 16.1.0 knows too; `tests/payments_sandbox/make_nulls.py` writes it and a test compares.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from .errors import Obj

_NULLS: dict[str, list[str]] = json.loads((files(__package__) / "nulls.json").read_text("utf-8"))


def shape(kind: str, **fields: Any) -> Obj:
    """An object of a kind: every nullable field null, then `fields`."""
    return {"object": kind, **dict.fromkeys(_NULLS.get(kind, ())), **fields}


def public(node: Any) -> Any:
    """A copy without the sandbox's own notes (keys that start with an underscore)."""
    if isinstance(node, dict):
        return {key: public(value) for key, value in node.items() if not key.startswith("_")}
    if isinstance(node, list):
        return [public(item) for item in node]
    return node


def listing(url: str, data: list[Obj], *, more: bool = False) -> Obj:
    """A /v1 list."""
    return {"object": "list", "url": url, "has_more": more, "data": data}
