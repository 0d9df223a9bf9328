# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The operations of Stripe's API that the marketplace uses, one file per resource."""

from ..routing import Routes
from . import accounts, balance, charges, checkout, disputes, events, intents, payouts, refunds, transfers

_MODULES = (accounts, balance, charges, checkout, disputes, events, intents, payouts, refunds, transfers)


def all_routes() -> Routes:
    """Every operation in one table."""
    routes = Routes()
    for module in _MODULES:
        routes.table += module.ROUTES.table
    return routes
