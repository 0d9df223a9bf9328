# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ..errors import TooLate, WrongState
from ..models import Application, Call, LateAccess, Stage
from ..states import ApplicationState

State = ApplicationState
WRITABLE = frozenset({State.DRAFT, State.ADVANCED, State.SUBMITTED})


def closes_at(*, call: Call, stage: Stage, late: LateAccess | None = None) -> datetime:
    """From this second on nothing is taken for this stage any more; later for who has a late access to it."""
    closing = stage.deadline_at or call.deadline_at
    if late is not None and late.stage_id == stage.pk:
        return max(closing, late.until)
    return closing


def is_open(*, call: Call, stage: Stage, now: datetime, late: LateAccess | None = None) -> bool:
    """Whether one may write for this stage at `now`: the call is public and stands, its hour has come and is not over."""
    stands = call.live and (call.cancelled_at is None or now < call.cancelled_at)
    return stands and (stage.opens_at or call.opens_at) <= now < closes_at(call=call, stage=stage, late=late)


def check_open(*, application: Application, stage: Stage, now: datetime) -> None:
    """Raise `TooLate` when the stage takes nothing any more, `WrongState` when the application is not for writing.

    `application` is locked by the caller, and `now` read from the database after that.
    """
    late = LateAccess.objects.filter(application=application).first()
    call = application.call
    if not is_open(call=call, stage=stage, now=now, late=late):
        raise TooLate(_("The deadline is over: nothing can be changed or handed in any more. What you wrote is still here."))
    if application.state not in WRITABLE and not (application.state == State.EXPIRED and late is not None):
        raise WrongState(_("This is no longer possible for this application."), state=application.state)
