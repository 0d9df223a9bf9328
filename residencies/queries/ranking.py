# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The order that the votes of a stage give its applications."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median, pstdev

from ..models import Application, Conflict, Criterion, Review, Stage
from .jury import applications_of, with_people

HUNDRED = 100.0
SAME = 1e-9


@dataclass(frozen=True)
class Vote:
    """One cast vote. `points`: 0 to 100 over all criteria, by their weights; None where she abstains. `z`: in standard deviations of her own votes."""

    juror: int
    name: str
    points: float | None
    z: float | None
    to_jury: str
    to_artist: str


@dataclass(frozen=True)
class Ranked:
    """One application's place. `mean`, `median`: of the votes, 0 to 100 (normalised: standard deviations); `spread`: highest less lowest."""

    application: Application
    place: int
    tied: bool
    mean: float | None
    median: float | None
    spread: float | None
    deviation: float | None
    abstentions: int
    set_aside: int
    votes: tuple[Vote, ...] = field(default=(), repr=False)
    by_criterion: Mapping[int, float] = field(default_factory=dict, repr=False)


def weighted_mean(points: Mapping[int, int], criteria: Iterable[Criterion]) -> float | None:
    """Points as a share of the scale, 0 to 100, each criterion by its weight; None as long as one has none."""
    total, weights = 0.0, 0
    for criterion in criteria:
        if criterion.pk not in points:
            return None
        total += criterion.weight * (points[criterion.pk] - criterion.lowest) / (criterion.highest - criterion.lowest)
        weights += criterion.weight
    return HUNDRED * total / weights if weights else None


def ranking(*, stage: Stage, by: str = "mean", normalised: bool = False) -> list[Ranked]:
    """Applications of the stage in order of their votes, the best first, those without a vote last; ties share a place and are marked.

    `by`: mean or median. `normalised`: a vote counts by how far it lies from that juror's own mean, in her standard deviations (z-score), so that
    neither the strict nor the generous decide; who gives everybody the same counts as 0. Abstentions and votes against a conflict of interest
    found later count nowhere and are told.
    """
    applications = list(with_people(applications_of(stage=stage)).order_by("number"))
    criteria = list(stage.call.criteria.all())
    votes, aside, scores = _votes(stage, criteria)
    rows = [_row(each, votes[each.pk], aside[each.pk], criteria, scores, normalised) for each in applications]
    key = "median" if by == "median" else "mean"
    return _placed(rows, key)


def _votes(stage: Stage, criteria: Sequence[Criterion]) -> tuple[dict[int, list[Vote]], dict[int, int], dict[int, dict[int, list[float]]]]:
    conflicts = set(Conflict.objects.filter(juror__stage=stage).values_list("juror_id", "application_id"))
    cast = (
        Review.objects.filter(assignment__juror__stage=stage, cast_at__isnull=False)
        .select_related("assignment__juror")
        .prefetch_related("scores")
        .order_by("assignment__juror__name", "pk")
    )
    aside: dict[int, int] = defaultdict(int)
    counted: list[tuple[Review, float | None]] = []
    scores: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for review in cast:
        application = review.assignment.application_id
        if (review.assignment.juror_id, application) in conflicts:
            aside[application] += 1
            continue
        points = {score.criterion_id: score.points for score in review.scores.all()}
        counted.append((review, None if review.abstains else weighted_mean(points, criteria)))
        if not review.abstains:
            for criterion, value in points.items():
                scores[application][criterion].append(value)
    zs = _normalised(counted)
    votes: dict[int, list[Vote]] = defaultdict(list)
    for review, mean in counted:
        juror = review.assignment.juror
        votes[review.assignment.application_id].append(
            Vote(juror.pk, juror.name, mean, zs.get(review.pk), review.to_jury, review.to_artist)
        )
    return votes, aside, scores


def _normalised(counted: Iterable[tuple[Review, float | None]]) -> dict[int, float]:
    of_juror: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for review, mean in counted:
        if mean is not None:
            of_juror[review.assignment.juror_id].append((review.pk, mean))
    zs: dict[int, float] = {}
    for own in of_juror.values():
        middle, deviation = fmean(value for _pk, value in own), pstdev([value for _pk, value in own])
        zs.update({pk: (value - middle) / deviation if deviation > SAME else 0.0 for pk, value in own})
    return zs


def _row(
    application: Application,
    votes: list[Vote],
    aside: int,
    criteria: Sequence[Criterion],
    scores: Mapping[int, Mapping[int, list[float]]],
    normalised: bool,
) -> Ranked:
    values = [value for vote in votes if (value := vote.z if normalised else vote.points) is not None]
    given = scores.get(application.pk, {})
    return Ranked(
        application=application,
        place=0,
        tied=False,
        mean=fmean(values) if values else None,
        median=median(values) if values else None,
        spread=max(values) - min(values) if values else None,
        deviation=pstdev(values) if values else None,
        abstentions=sum(1 for vote in votes if vote.points is None),
        set_aside=aside,
        votes=tuple(votes),
        by_criterion={criterion.pk: fmean(given[criterion.pk]) for criterion in criteria if given.get(criterion.pk)},
    )


def _placed(rows: list[Ranked], key: str) -> list[Ranked]:
    def value(row: Ranked) -> float:
        found: float | None = getattr(row, key)
        return float("-inf") if found is None else round(found, 9)

    ordered = sorted(rows, key=lambda row: (-value(row), row.application.number))
    values = [value(row) for row in ordered]
    return [
        Ranked(**{**row.__dict__, "place": values.index(own) + 1, "tied": getattr(row, key) is not None and values.count(own) > 1})
        for row, own in zip(ordered, values, strict=True)
    ]
