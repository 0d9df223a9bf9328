# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from .comparison import Comparison
from .events import StripeEvent
from .ledger import LedgerEntry, LedgerPosting
from .payment import Allocation, Payment

__all__ = ["Allocation", "Comparison", "LedgerEntry", "LedgerPosting", "Payment", "StripeEvent"]
