# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads for those who decide: applications of a stage with what the jury said and what is decided."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, FloatField, Prefetch, QuerySet, Sum
from django.db.models.functions import Cast

from ..models import Application, Decision, Score, Stage
from ..states import ApplicationState


def stages_of(*, stage: Stage) -> list[Stage]:
    """The stages of the call, in order."""
    return list(Stage.objects.filter(call=stage.call_id).order_by("sort_order", "pk"))


def is_last_stage(*, stage: Stage) -> bool:
    """Whether residencies are given in this stage."""
    return stages_of(stage=stage)[-1].pk == stage.pk


def jury_over_at(*, stage: Stage) -> datetime:
    """From when on decisions of a stage can be published: the end of the jury; between stages, the end of the stage itself."""
    return stage.call.jury_until if is_last_stage(stage=stage) else stage.deadline_at or stage.call.deadline_at


def applications_of(*, stage: Stage) -> QuerySet[Application]:
    """What was handed in for a stage, whatever became of it but for drafts, each with its `decision_here` (a list of none or one)."""
    found = Application.objects.filter(call=stage.call_id, entries__stage=stage, entries__sent_at__isnull=False)
    here = Prefetch("decisions", Decision.objects.filter(stage=stage), to_attr="decision_here")
    return found.exclude(state__in=[ApplicationState.DRAFT, ApplicationState.EXPIRED]).prefetch_related(here)


@dataclass(frozen=True)
class Vote:
    """What the jury said of an application: the mean of its readings, from 0 to 100, and how many they are."""

    mean: float
    readings: int


def votes_of(*, stage: Stage) -> dict[int, Vote]:
    """By application. A reading counts each criterion by its weight, its scale stretched to 0–100; abstentions do not count. One query."""
    share = Cast(F("points") - F("criterion__lowest"), FloatField()) / Cast(F("criterion__highest") - F("criterion__lowest"), FloatField())
    cast = Score.objects.filter(review__assignment__juror__stage=stage, review__cast_at__isnull=False, review__abstains=False)
    readings = cast.values("review_id", "review__assignment__application_id").annotate(
        sum=Sum(share * F("criterion__weight"), output_field=FloatField()), weight=Sum("criterion__weight")
    )
    means: dict[int, list[float]] = defaultdict(list)
    for row in readings:
        means[row["review__assignment__application_id"]].append(100 * row["sum"] / row["weight"])
    return {pk: Vote(sum(each) / len(each), len(each)) for pk, each in means.items()}
