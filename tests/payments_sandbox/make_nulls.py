# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes `marketplace/payments/sandbox/nulls.json` from stripe-mock's OpenAPI file: `python make_nulls.py SPEC3.json`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from stripe._object_classes import get_object_class

KINDS = (
    "checkout.session", "payment_intent", "charge", "refund", "transfer", "transfer_reversal", "balance_transaction", "event",
    "payout", "dispute", "item", "price", "payment_method_details_card", "dispute_evidence",
)  # fmt: skip
TARGET = Path(__file__).parents[2] / "marketplace/payments/sandbox/nulls.json"


def nulls(spec: dict) -> dict[str, list[str]]:
    """Per object the nullable fields of the description that the SDK's class knows too, and those only the class has."""
    found = {}
    for kind in KINDS:
        fields = spec["components"]["schemas"][kind]["properties"]
        names = {name for name, field in fields.items() if field.get("nullable")}
        if "object" in fields and fields["object"].get("enum"):
            known = get_object_class("V1", fields["object"]["enum"][0]).__annotations__
            newer = {name for name, hint in known.items() if name not in fields and "Optional" in str(hint)}
            names = {name for name in names if name in known} | newer
        found[kind] = sorted(names)
    return found


def text(spec: dict) -> str:
    """The file's content."""
    return json.dumps(nulls(spec), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(json.loads(Path(sys.argv[1]).read_text("utf-8"))), "utf-8")
