# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.errors import Missing, Refused

from ..errors import AlreadyCast, Incomplete, Stale, TooLate
from ..models import Assignment, Call, Criterion, Juror, Review, Score
from ..queries.jury import may_open
from .database_now import database_now

MOST_LETTERS = 10_000


@dataclass(frozen=True)
class Notes:
    """What a juror has written: points by criterion (its pk), comments, whether she abstains."""

    points: Mapping[int, int] = field(default_factory=dict)
    to_jury: str = ""
    to_artist: str = ""
    abstains: bool = False


def save_review(*, juror: Juror, number: str, notes: Notes, revision: int) -> Review:
    """Keep what a juror has noted so far. `revision` is the one she has read (0: none).

    Saving the same again is no error, whatever the revision, so that what was kept offline can be sent twice. Raises `Missing` (not hers, or in
    conflict), `TooLate` (the jury is over by the database's clock), `AlreadyCast`, `Stale`, `Refused` (points outside the scale).
    """
    with transaction.atomic():
        assignment = _locked(juror, number)
        criteria = {criterion.pk: criterion for criterion in assignment.application.call.criteria.all()}
        _check(notes, criteria)
        review, _new = Review.objects.get_or_create(assignment=assignment)
        if _noted(review) == notes:
            return review
        if review.cast_at is not None:
            raise AlreadyCast(_("Your vote is cast: it cannot be changed any more."))
        if revision != review.revision:
            raise Stale(_("This was changed elsewhere in the meantime."), revision=review.revision)
        _in_time(assignment.application.call)
        review.to_jury, review.to_artist, review.abstains = notes.to_jury, notes.to_artist, notes.abstains
        review.revision += 1
        review.saved_at = database_now()
        review.save()
        review.scores.exclude(criterion__in=notes.points).delete()
        for criterion, points in notes.points.items():
            Score.objects.update_or_create(review=review, criterion_id=criterion, defaults={"points": points})
        return review


def cast_review(*, juror: Juror, number: str, actor: User | None = None) -> Review:
    """Cast the vote, once, with points for every criterion unless she abstains. Under the row lock of the assignment.

    Raises `Missing`, `TooLate`, `AlreadyCast`, `Incomplete`.
    """
    with transaction.atomic():
        assignment = _locked(juror, number)
        review, _new = Review.objects.get_or_create(assignment=assignment)
        if review.cast_at is not None:
            raise AlreadyCast(_("Your vote is cast already."))
        _in_time(assignment.application.call)
        if not review.abstains:
            missing = assignment.application.call.criteria.count() - review.scores.count()
            if missing > 0:
                words = ngettext("%(count)d criterion has no points yet.", "%(count)d criteria have no points yet.", missing)
                raise Incomplete(words % {"count": missing}, missing=missing)
        review.cast_at = database_now()
        review.save(update_fields=["cast_at"])
        record_audit(thing="application", thing_id=number, verb="cast_review", actor=actor or juror.user, why=f"juror {juror.pk}")
        return review


def _locked(juror: Juror, number: str) -> Assignment:
    """Her reading, locked: saving, casting, a conflict and a new deal of readings wait for each other."""
    own = Assignment.objects.filter(may_open(), juror=juror, juror__state=Juror.State.ACCEPTED, application__number=number)
    assignment: Assignment | None = own.select_for_update(of=("self",)).select_related("application__call").first()
    if assignment is None:
        raise Missing(_("There is no such application on your desk."))
    return assignment


def _check(notes: Notes, criteria: Mapping[int, Criterion]) -> None:
    for pk, points in notes.points.items():
        criterion = criteria.get(pk)
        if criterion is None or not criterion.lowest <= points <= criterion.highest:
            raise Refused(_("These points are outside the scale."), code="outside-scale", criterion=pk)
    if max(len(notes.to_jury), len(notes.to_artist)) > MOST_LETTERS:
        raise Refused(_("This comment is too long."), code="too-long")


def _in_time(call: Call) -> None:
    if database_now() >= call.jury_until:
        raise TooLate(_("The jury is over: votes are closed."))


def _noted(review: Review) -> Notes:
    points = dict(review.scores.values_list("criterion_id", "points"))
    return Notes(points=points, to_jury=review.to_jury, to_artist=review.to_artist, abstains=review.abstains)
