# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime

from ..models import Call
from ..vocabulary import Phase


def phase_of(*, call: Call, now: datetime) -> Phase:
    """Where the call stands at `now`; from its times alone. At the very second of the deadline it is over.

    Decided until the last night of its last period is over (until the end of publication day where it has no period), then past.
    """
    if call.cancelled_at is not None and call.cancelled_at <= now:
        return Phase.CANCELLED
    if now < call.opens_at:
        return Phase.COMING
    if now < call.deadline_at:
        return Phase.OPEN
    if now < call.publication_at:
        return Phase.JURY
    ends = max((period.check_out for period in call.periods.all()), default=call.publication_at.astimezone(call.zone).date())
    return Phase.DECIDED if now.astimezone(call.zone).date() <= ends else Phase.PAST
