# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User

from ..models import Assignment, Conflict, Juror, Stage
from ..queries.jury import applications_of, entries_for
from .find_conflicts import find_conflicts
from .plan_readings import Plan, plan_readings
from .record_conflict import drop_reading


def assign_readings(*, stage: Stage, seed: int | None = None, actor: User | None = None) -> Plan:
    """Deal the stage's applications to its jurors: as many readings each as the call says, evenly, never against a conflict; answers what was done.

    Who has not declared her conflicts since an application was last handed in does not get it. What stands stays as far as it can
    (`plan_readings`); calling it again changes nothing. Under the row locks of all jurors, for which conflicts wait.
    """
    with transaction.atomic():
        jurors = {juror.pk: juror for juror in Juror.objects.select_for_update(of=("self",)).filter(stage=stage).order_by("pk")}
        find_conflicts(stage=stage)
        assignments = {
            (row.juror_id, row.application_id): row
            for row in Assignment.objects.filter(juror__stage=stage).select_for_update(of=("self",)).select_related("review")
        }
        conflicts = set(Conflict.objects.filter(juror__stage=stage).values_list("juror_id", "application_id"))
        handed_in = dict(entries_for(stage=stage).order_by().values_list("application").annotate(last=Max("sent_at")))
        applications = list(applications_of(stage=stage).values_list("pk", flat=True))
        readers = [juror for juror in jurors.values() if juror.state == Juror.State.ACCEPTED and juror.conflicts_declared_at is not None]
        unseen = _unseen(readers, handed_in)
        present = set(applications)
        set_aside = {pair for pair, row in assignments.items() if pair in conflicts and hasattr(row, "review")}
        begun = {pair for pair, row in assignments.items() if hasattr(row, "review") and pair not in conflicts}
        plan = plan_readings(
            jurors=[juror.pk for juror in readers],
            applications=applications,
            conflicts=conflicts | (unseen - begun),
            wanted=stage.call.readings_per_application,
            seed=stage.pk if seed is None else seed,
            standing=[pair for pair in assignments if pair[1] in present and pair not in set_aside],
            begun=[pair for pair in begun if pair[1] in present],
        )
        for pair in sorted(plan.drop):
            drop_reading(assignment=assignments[pair])
        Assignment.objects.bulk_create([Assignment(juror_id=juror, application_id=each) for juror, each in sorted(plan.add)])
        if plan.add or plan.drop:
            record_audit(thing="stage", thing_id=stage.pk, verb="assign_readings", actor=actor, after=f"+{len(plan.add)} −{len(plan.drop)}")
        return plan


def _unseen(readers: list[Juror], handed_in: dict[int, datetime]) -> set[tuple[int, int]]:
    """Jurors and applications that were handed in after they declared their conflicts."""
    declared = {juror.pk: juror.conflicts_declared_at for juror in readers}
    return {(juror, each) for juror, at in declared.items() for each, last in handed_in.items() if at is not None and last > at}
