# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charges: read only, intents make them."""

from __future__ import annotations

from ..bank import Bank, Call
from ..errors import Obj
from ..lists import PAGE, in_range, page
from ..routing import Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/charges", *PAGE, "created", "payment_intent", "transfer_group")
def index(bank: Bank, call: Call) -> Obj:
    """Charges, newest first."""
    intent, group = call.params.text("payment_intent"), call.params.text("transfer_group")
    return page(
        call,
        bank.owned(
            "charge",
            call.account,
            lambda c: (
                intent in (None, c["payment_intent"])
                and group in (None, c["transfer_group"])
                and in_range(call.params, "created", c["created"])
            ),
        ),
    )


@ROUTES.add("GET", "/v1/charges/{id}")
def retrieve(bank: Bank, call: Call) -> Obj:
    """One charge as it is now."""
    return bank.find("charge", call.id, account=call.account)
