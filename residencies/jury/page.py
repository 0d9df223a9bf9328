# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the pages of jurors show. Of an application only what `show_application` gives."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from marketplace.accounts.models import User

from ..domain.database_now import database_now
from ..models import Application, Assignment, Conflict, Criterion, Juror, Review
from ..queries import jury as queries
from ..queries.ranking import weighted_mean
from .forms import POINTS, scale_of
from .redact import redactor_for
from .shown import show_application

A_PAGE = 50
SHOW = ("all", "open", "cast")


def juries_context(user: User) -> dict[str, Any]:
    """The stages a person reads for, each with her progress."""
    jurors = list(queries.juries_of(user=user))
    counts = {
        row["juror"]: (row["had"], row["cast"])
        for row in Assignment.objects.filter(queries.may_open(), juror__in=jurors)
        .values("juror")
        .annotate(had=Count("pk"), cast=Count("review__cast_at"))
    }
    return {"juries": [(juror, *counts.get(juror.pk, (0, 0))) for juror in jurors]}


def desk_context(request: HttpRequest, juror: Juror) -> dict[str, Any]:
    """Her desk: applications to read, by page and filter, with progress over all of them."""
    wanted = request.GET.get("show", "all")
    show = wanted if wanted in SHOW else "all"
    readings = queries.readings_of(juror=juror)
    counts = readings.order_by().aggregate(had=Count("pk"), cast=Count("pk", filter=Q(review__cast_at__isnull=False)))
    if show != "all":
        readings = readings.filter(review__cast_at__isnull=show == "open")
    page = Paginator(readings.prefetch_related(Prefetch("application", queries.with_people(Application.objects.all()))), A_PAGE).get_page(
        request.GET.get("page")
    )
    first = queries.readings_of(juror=juror).filter(review__cast_at=None).values_list("application__number", flat=True).first()
    return {
        **frame(juror),
        "page": page,
        "rows": [(row, show_application(row.application)) for row in page.object_list],
        "show": show,
        "had": counts["had"],
        "cast": counts["cast"],
        "left": counts["had"] - counts["cast"],
        "first": first,
        "over": database_now() >= juror.stage.call.jury_until,
    }


def reading_context(
    juror: Juror, assignment: Assignment, *, typed: Mapping[str, Any] | None = None, revision: int | None = None
) -> dict[str, Any]:
    """One application to read, with her notes; `typed` is what was posted and could not be kept."""
    application = assignment.application
    redactor = redactor_for(application)
    shown = [
        (entry, show_application(application, entry=entry, redactor=redactor))
        for entry in queries.entries_for(stage=juror.stage)
        .filter(application=application)
        .select_related("form_version", "stage")
        .prefetch_related("files")
    ]
    review = queries.review_of(assignment=assignment)
    cast = bool(review and review.cast_at)
    criteria = list(application.call.criteria.all())
    numbers = list(queries.readings_of(juror=juror).values_list("application__number", "review__cast_at"))
    return {
        **frame(juror),
        **_neighbours(juror, application.number, numbers),
        "shown": shown[-1][1] if shown else show_application(application, redactor=redactor),
        "parts": shown,
        "review": review,
        "revision": revision if revision is not None else (review.revision if review else 0),
        "cast": cast,
        "over": database_now() >= application.call.jury_until,
        "measures": [_measure(criterion, review, typed) for criterion in criteria],
        "notes": _notes(review, typed),
        "others": _others(assignment, criteria, redactor) if cast and application.call.reviews_open_after_vote else None,
        "save_url": reverse("residencies:jury-save", args=[juror.stage_id, application.number]),
    }


def frame(juror: Juror) -> dict[str, Any]:
    """What stands on every page of a stage."""
    return {"juror": juror, "stage": juror.stage, "call": juror.stage.call}


def _neighbours(juror: Juror, number: str, numbers: list[tuple[str, Any]]) -> dict[str, Any]:
    order = [each for each, _cast in numbers]
    place = order.index(number)
    after = numbers[place + 1 :] + numbers[:place]

    def to(each: str | None) -> str:
        return address(juror, each) if each else ""

    return {
        "place": place + 1,
        "had": len(order),
        "done": sum(1 for _each, cast in numbers if cast),
        "previous": to(order[place - 1] if place else None),
        "following": to(order[place + 1] if place + 1 < len(order) else None),
        "next_open": to(next((each for each, cast in after if not cast), None)),
    }


def address(juror: Juror, number: str) -> str:
    """The page of one of her readings."""
    return reverse("residencies:jury-reading", args=[juror.stage_id, number])


def next_open(juror: Juror, number: str) -> str:
    """The page of the next reading without a vote, after `number` in her order; empty when she is done."""
    numbers = list(queries.readings_of(juror=juror).values_list("application__number", "review__cast_at"))
    return str(_neighbours(juror, number, numbers)["next_open"])


def _measure(criterion: Criterion, review: Review | None, typed: Mapping[str, Any] | None) -> dict[str, Any]:
    given = {score.criterion_id: score.points for score in review.scores.all()} if review else {}
    points = str(typed.get(f"{POINTS}{criterion.pk}", "")) if typed is not None else given.get(criterion.pk, "")
    return {"criterion": criterion, "name": f"{POINTS}{criterion.pk}", "scale": scale_of(criterion), "points": str(points)}


def _notes(review: Review | None, typed: Mapping[str, Any] | None) -> dict[str, Any]:
    if typed is not None:
        return {"to_jury": typed.get("to_jury", ""), "to_artist": typed.get("to_artist", ""), "abstains": bool(typed.get("abstains"))}
    return {"to_jury": review.to_jury, "to_artist": review.to_artist, "abstains": review.abstains} if review else {}


def _others(assignment: Assignment, criteria: list[Criterion], redactor: Any) -> list[dict[str, Any]]:
    """Votes of the others. What they write may say a name as well: it goes through the same redactor."""
    return [
        {
            "name": review.assignment.juror.name,
            "abstains": review.abstains,
            "mean": weighted_mean({score.criterion_id: score.points for score in review.scores.all()}, criteria),
            "scores": [(score.criterion, score.points) for score in review.scores.all()],
            "to_jury": redactor.text(review.to_jury),
        }
        for review in queries.other_votes(assignment=assignment)
    ]


def declare_context(juror: Juror) -> dict[str, Any]:
    """Every application of the stage by the little that helps to recognise it, with what she declared by number; never what a name has found."""
    applications: QuerySet[Application] = queries.with_people(queries.applications_of(stage=juror.stage)).order_by("number")
    own = dict(Conflict.objects.filter(juror=juror, source=Conflict.Source.DECLARED).values_list("application_id", "reason"))
    return {**frame(juror), "rows": [(show_application(each), own.get(each.pk, "")) for each in applications]}
