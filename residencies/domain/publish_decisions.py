# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User

from ..errors import TooManyAwards, WrongState
from ..letters import mail_artist
from ..models import Application, Call, Decision, Stage
from ..queries.decisions import jury_over_at
from ..states import ApplicationState
from .database_now import database_now
from .offer_residency import offer_residency
from .set_application_state import set_application_state

Outcome = Decision.Outcome
STATES = {
    Outcome.ADVANCE: ApplicationState.ADVANCED,
    Outcome.WAITING: ApplicationState.WAITING,
    Outcome.DECLINE: ApplicationState.DECLINED,
}
LETTERS = {Outcome.ADVANCE: "advanced", Outcome.WAITING: "waiting", Outcome.DECLINE: "declined"}


def publish_decisions(*, stage: Stage, actor: User) -> dict[str, int]:
    """Publish all decisions of a stage, in one transaction: states are set, residencies offered with seats from 1, all mails written.

    Answers how many there were of each outcome. Raises `WrongState` before the jury is over, where an application is not decided yet,
    and once it is done; `TooManyAwards` where more is given than the call offers. Then nothing has changed.
    """
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=stage.call_id)
        now = database_now()
        decisions = _decided(call, stage, now)
        Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(published_at=now)
        seat = 0
        for decision in decisions:
            decision.published_at, decision.application.call = now, call
            if decision.outcome == Outcome.AWARD:
                seat += 1
                offer_residency(call=call, decision=decision, seat=seat, now=now, actor=actor)
            else:
                _tell(decision, actor)
        record_audit(thing="stage", thing_id=stage.pk, verb="publish_decisions", actor=actor, after=f"{len(decisions)}")
        return dict(Counter(decision.outcome for decision in decisions))


def _tell(decision: Decision, actor: User) -> None:
    outcome = Outcome(decision.outcome)
    set_application_state(application=decision.application, state=STATES[outcome], actor=actor)
    mail_artist(application=decision.application, kind=LETTERS[outcome], key=str(decision.pk))


def _decided(call: Call, stage: Stage, now: datetime) -> list[Decision]:
    """The decisions to publish, their applications locked. Whoever has withdrawn since is left out."""
    if call.cancelled_at is not None and call.cancelled_at <= now:
        raise WrongState(_("The call is cancelled."))
    if now < jury_over_at(stage=stage):
        raise WrongState(_("The jury is still reading: decisions can be published once its time is over."))
    if Decision.objects.filter(stage=stage, published_at__isnull=False).exists():
        raise WrongState(_("The decisions of this stage are published already."))
    waiting = Application.objects.filter(call=call, state=ApplicationState.SUBMITTED, entries__stage=stage, entries__sent_at__isnull=False)
    living = list(Application.objects.select_for_update(of=("self",)).filter(pk__in=waiting.values("pk")).order_by("pk"))
    pending = Decision.objects.filter(stage=stage, application__in=living).select_related("application").order_by("rank", "pk")
    decisions = list(pending)
    if missing := len(living) - len(decisions):
        text = ngettext("%(count)d application is not decided yet.", "%(count)d applications are not decided yet.", missing)
        raise WrongState(text % {"count": missing}, missing=missing)
    if not decisions:
        raise WrongState(_("There is nothing to publish."))
    awards = sum(decision.outcome == Outcome.AWARD for decision in decisions)
    if awards > call.places:
        text = ngettext(
            "The call offers %(count)d residency, and more are decided.",
            "The call offers %(count)d residencies, and more are decided.",
            call.places,
        )
        raise TooManyAwards(text % {"count": call.places}, places=call.places, awards=awards)
    return decisions
