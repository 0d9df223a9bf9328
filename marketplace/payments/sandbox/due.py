# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What time does by itself: sessions close, authorisations lapse, payouts arrive."""

from __future__ import annotations

from collections.abc import Callable

from . import intents, sessions
from .api.payouts import arrive
from .bank import Bank
from .errors import Obj

FAR = 2**62
# kind, the status in which it waits, the field that holds the time, what happens then
_RULES: tuple[tuple[str, str, str, Callable[[Bank, Obj], None]], ...] = (
    ("checkout.session", "open", "expires_at", sessions.expire),
    ("payment_intent", "requires_capture", "_capture_before", intents.lapse),
    ("payout", "pending", "arrival_date", arrive),
)


def do_what_is_due(bank: Bank) -> None:
    """Do everything that has fallen due. Cheap when nothing has."""
    if not bank.due():
        return
    now, next_due = bank.clock.now(), FAR
    for kind, status, field, act in _RULES:
        for found in bank.store.every(kind):
            if found["status"] != status:
                continue
            if found[field] > now:
                next_due = min(next_due, found[field])
            else:
                act(bank, bank.find(kind, found["id"], account=found["_account"]))
    bank.looked(next_due)
