# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Jobs that come round."""

from datetime import timedelta

from marketplace.checkout.idempotency import erase_old_requests
from marketplace.runtime.periodic import periodic


@periodic(every=timedelta(hours=1))
def forget_answers() -> None:
    erase_old_requests()
