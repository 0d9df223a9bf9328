# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Jobs that come round."""

from datetime import timedelta

from marketplace.runtime.periodic import periodic

from .domain.complete_orders import complete_orders
from .domain.expire_holds import expire_holds


@periodic(every=timedelta(minutes=1))
def sweep_expired_holds() -> None:
    expire_holds()


@periodic(every=timedelta(minutes=15))
def complete_past_orders() -> int:
    return complete_orders()
