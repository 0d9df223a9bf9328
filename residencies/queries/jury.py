# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What jurors and managers read of a stage. Every juror's query starts from her own row."""

from typing import Any

from django.db.models import CharField, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import MD5, Cast, Concat

from marketplace.accounts.models import User

from ..models import Application, Assignment, CoApplicant, Conflict, Decision, Entry, Juror, Review, Stage
from ..states import READ_BY_JURY, ApplicationState
from ..vocabulary import StageKind

READABLE = sorted({*READ_BY_JURY, ApplicationState.ADVANCED})


def applications_of(*, stage: Stage) -> QuerySet[Application]:
    """What the jury of this stage reads: handed in for it; for an interview, what was invited to it by the stage before."""
    readable = Application.objects.filter(call_id=stage.call_id, state__in=READABLE)
    if stage.kind == StageKind.INTERVIEW:
        before = Stage.objects.filter(call_id=stage.call_id, sort_order__lt=stage.sort_order or 0)
        invited = Decision.objects.filter(stage__in=before, outcome=Decision.Outcome.ADVANCE, published_at__isnull=False)
        return readable.filter(pk__in=invited.values("application"))
    return readable.filter(pk__in=Entry.objects.filter(stage=stage, sent__isnull=False).values("application"))


def entries_for(*, stage: Stage) -> QuerySet[Entry]:
    """What was handed in for the stage; for an interview, everything of the stages before."""
    stages = Q(stage=stage)
    if stage.kind == StageKind.INTERVIEW:
        stages |= Q(stage__call_id=stage.call_id, stage__sort_order__lte=stage.sort_order or 0)
    return Entry.objects.filter(stages, sent__isnull=False).order_by("stage__sort_order")


def with_people(applications: QuerySet[Application]) -> QuerySet[Application]:
    """With all that the redactor needs: four queries, however many there are."""
    return applications.select_related("call", "user").prefetch_related(
        Prefetch("co_applicants", CoApplicant.objects.select_related("user")),
        Prefetch("entries", Entry.objects.select_related("form_version")),
    )


def juries_of(*, user: User) -> QuerySet[Juror]:
    """The stages a person reads for, the newest call first."""
    return (
        Juror.objects.filter(user=user, state=Juror.State.ACCEPTED, stage__call__cancelled_at=None)
        .select_related("stage__call__municipality")
        .order_by("-stage__call__jury_until", "stage__sort_order")
    )


def juror_of(*, user: User, stage: int) -> Juror | None:
    """The person as a juror of the stage, if she is one."""
    found: Juror | None = juries_of(user=user).filter(stage=stage).first()
    return found


def may_open() -> Q:
    """Of assignments: those that may be read now."""
    return Q(application__state__in=READABLE) & ~Q(
        pk__in=Assignment.objects.filter(juror__conflicts__application=F("application")).values("pk")
    )


def readings_of(*, juror: Juror) -> QuerySet[Assignment]:
    """Her readings, in an order of her own, so that nobody's application is always read last."""
    shuffled = MD5(Concat(Value(f"{juror.pk}:"), Cast("application__number", CharField())))
    return (
        Assignment.objects.filter(may_open(), juror=juror)
        .annotate(shuffled=shuffled, revision=F("review__revision"), cast_at=F("review__cast_at"), abstains=F("review__abstains"))
        .order_by("shuffled")
    )


def reading(*, juror: Juror, number: str) -> Assignment | None:
    """One of her readings, with its application and all that shows and redacts it."""
    found: Assignment | None = (
        readings_of(juror=juror)
        .filter(application__number=number)
        .prefetch_related(Prefetch("application", with_people(Application.objects.all())))
        .first()
    )
    return found


def review_of(*, assignment: Assignment) -> Review | None:
    found: Review | None = Review.objects.filter(assignment=assignment).prefetch_related("scores").first()
    return found


def other_votes(*, assignment: Assignment) -> QuerySet[Review]:
    """What other jurors of the stage cast on the same application, but for those with a conflict of interest."""
    conflicted = Conflict.objects.filter(application=assignment.application_id).values("juror")
    return (
        Review.objects.filter(
            assignment__application=assignment.application_id, assignment__juror__stage=assignment.juror.stage_id, cast_at__isnull=False
        )
        .exclude(assignment=assignment)
        .exclude(assignment__juror__in=conflicted)
        .select_related("assignment__juror")
        .prefetch_related("scores__criterion")
        .order_by("cast_at")
    )


def progress_of(*, stage: Stage) -> dict[int, tuple[int, int]]:
    """For each juror how many readings she has, and how many votes of them she has cast."""
    found: dict[int, tuple[int, int]] = {}
    rows: Any = Assignment.objects.filter(juror__stage=stage).values_list("juror_id", "review__cast_at")
    for juror, cast_at in rows:
        had, cast = found.get(juror, (0, 0))
        found[juror] = (had + 1, cast + (cast_at is not None))
    return found
