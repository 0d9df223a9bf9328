# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from .events import StripeEvent
from .ledger import LedgerEntry, LedgerPosting
from .payment import Allocation, Payment

__all__ = ["Allocation", "LedgerEntry", "LedgerPosting", "Payment", "StripeEvent"]
