# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.errors import Refused

from ..errors import WrongState
from ..models import Application, Decision, Stage
from ..queries.decisions import is_last_stage
from ..states import ApplicationState
from .order_waiting_list import order_waiting_list

Outcome = Decision.Outcome
OF_THE_LAST_STAGE = frozenset({Outcome.AWARD, Outcome.WAITING})


def decide_application(
    *, application: Application, stage: Stage, outcome: str, actor: User, rank: int | None = None, note: str = ""
) -> Decision | None:
    """Write down what is decided about an application in a stage; nobody learns of it before `publish_decisions`, and until then it may
    change. Outcome "" takes the decision back. `rank` is the place on the waiting list (from 1; at its end if None): the others move.

    Raises `WrongState` where it is published or the application is not with the jury, `Refused` for an outcome the stage does not have.
    """
    with transaction.atomic():
        Stage.objects.select_for_update().get(pk=stage.pk)
        locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
        known = Decision.objects.filter(application=locked, stage=stage).first()
        _refuse(locked, stage, outcome, known)
        before = known.outcome if known else ""
        decision = _write(known, locked, stage, outcome, note, actor)
        moved = decision if decision is not None and outcome == Outcome.WAITING else None
        order_waiting_list(stage=stage, moved=moved, rank=rank)
        if before != outcome:
            record_audit(thing="application", thing_id=locked.number, verb="decide", actor=actor, before=before, after=outcome)
        return decision


def _refuse(application: Application, stage: Stage, outcome: str, known: Decision | None) -> None:
    if known is not None and known.published_at is not None:
        raise WrongState(_("This decision is published already."))
    if application.call_id != stage.call_id or application.state != ApplicationState.SUBMITTED:
        raise WrongState(_("There is nothing to decide about this application any more."))
    last = is_last_stage(stage=stage)
    if outcome and (outcome not in Outcome.values or (outcome in OF_THE_LAST_STAGE and not last) or (outcome == Outcome.ADVANCE and last)):
        raise Refused(_("This stage does not have this decision."), code="no-such-outcome")


def _write(known: Decision | None, application: Application, stage: Stage, outcome: str, note: str, actor: User) -> Decision | None:
    if not outcome:
        if known is not None:
            known.delete()
        return None
    decision = known or Decision(application=application, stage=stage)
    if outcome != Outcome.WAITING:
        decision.rank = None
    elif decision.rank is None:
        last = Decision.objects.filter(stage=stage, outcome=Outcome.WAITING).aggregate(last=Max("rank"))["last"]
        decision.rank = (last or 0) + 1
    decision.outcome, decision.note = outcome, note.replace("\x00", "").strip()
    decision.decided_by, decision.decided_at = actor, timezone.now()
    decision.save()
    return decision
