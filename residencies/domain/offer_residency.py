# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime, time, timedelta

from marketplace.accounts.models import User

from ..letters import mail_artist
from ..models import Award, Call, Decision
from ..states import ApplicationState
from .set_application_state import set_application_state


def respond_by(*, call: Call, now: datetime) -> datetime:
    """Until when an offer made at `now` stands: the last minute of the last of `confirm_days` days, on the clocks of the call's zone."""
    day = now.astimezone(call.zone).date() + timedelta(days=call.confirm_days)
    return datetime.combine(day, time(23, 59), tzinfo=call.zone)


def offer_residency(*, call: Call, decision: Decision, seat: int, now: datetime, actor: User | None = None) -> Award:
    """Offer a seat of the call to the artist of a published decision, with a mail. In the caller's transaction, under the call's row lock."""
    application = decision.application
    set_application_state(application=application, state=ApplicationState.AWARDED, actor=actor)
    award: Award = Award.objects.create(
        application=application, call=call, decision=decision, seat=seat, offered_at=now, respond_by=respond_by(call=call, now=now)
    )
    from_list = decision.outcome == Decision.Outcome.WAITING
    mail_artist(application=application, kind="offered", key=str(award.pk), respond_by=award.respond_by, from_list=from_list)
    return award
