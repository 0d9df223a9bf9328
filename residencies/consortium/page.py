# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the screens of decisions and residences show."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.http import QueryDict
from django.utils import timezone

from ..domain.offer_residency import respond_by
from ..domain.publish_decisions import LETTERS
from ..letters import language_of, place_words, preview_letter
from ..models import Application, Award, Call, Decision, Deliverable, Residence, Stage
from ..queries.decisions import Vote, applications_of, is_last_stage, jury_over_at, stages_of, votes_of
from ..states import ACTIVE_AWARDS, ApplicationState
from ..vocabulary import TermKind
from .forms import DecisionForm, ResidenceForm

SHOWN_AT_ONCE = 50
UNDECIDED = "undecided"


@dataclass(frozen=True)
class Row:
    """An application of the stage with what the jury said, what is decided, and the form to change it (None: no longer)."""

    application: Application
    vote: Vote | None
    decision: Decision | None
    form: DecisionForm | None
    name: str


def stage_of(call: Call, wanted: str) -> Stage | None:
    """The stage of that id, else the first in which something is still to be decided, else the last."""
    stages = list(Stage.objects.filter(call=call).select_related("call").order_by("sort_order", "pk"))
    if wanted:
        return next((stage for stage in stages if str(stage.pk) == wanted), None)
    done = set(Decision.objects.filter(stage__in=stages, published_at__isnull=False).values_list("stage_id", flat=True))
    return next((stage for stage in stages if stage.pk not in done), stages[-1] if stages else None)


def rows_of(
    stage: Stage, *, wanted: str = "", page: str | None = None, data: QueryDict | None = None
) -> tuple[Page, list[Row], dict[str, int]]:
    """A page of the applications of a stage, the best read first, and how many there are of each outcome. `wanted` narrows to one."""
    votes = votes_of(stage=stage)
    found = list(applications_of(stage=stage).order_by("pk"))
    counts = {word: sum(outcome_of(it) == word for it in found) for word in (UNDECIDED, *Decision.Outcome.values)}
    shown = [it for it in found if not wanted or outcome_of(it) == wanted]
    shown.sort(key=lambda it: (-(votes[it.pk].mean if it.pk in votes else -1), it.number))
    sheet = Paginator(shown, SHOWN_AT_ONCE).get_page(page)
    last = is_last_stage(stage=stage)
    return sheet, [_row(it, votes.get(it.pk), stage, last, data) for it in sheet], counts


def outcome_of(application: Application) -> str:
    here = application.decision_here  # type: ignore[attr-defined]
    if here:
        return str(here[0].outcome)
    return UNDECIDED if application.state == ApplicationState.SUBMITTED else ""


def _row(application: Application, vote: Vote | None, stage: Stage, last: bool, data: QueryDict | None) -> Row:
    decision = next(iter(application.decision_here), None)  # type: ignore[attr-defined]
    published = decision is not None and decision.published_at is not None
    open_ = not published and application.state == ApplicationState.SUBMITTED
    form = DecisionForm(data, application=application, last=last) if open_ else None
    return Row(application, vote, decision, form, "" if stage.call.blind and not published else application.name)


def decisions_context(call: Call, stage: Stage, query: QueryDict, data: QueryDict | None = None) -> dict[str, Any]:
    sheet, rows, counts = rows_of(stage, wanted=query.get("outcome", ""), page=query.get("p"), data=data)
    over = jury_over_at(stage=stage)
    filters: list[tuple[str, Any, Any]] = [("", None, ""), (UNDECIDED, None, counts[UNDECIDED])]
    filters += [(word.value, word.label, counts[word]) for word in Decision.Outcome if counts[word]]
    return {
        "call": call,
        "stage": stage,
        "stages": stages_of(stage=stage),
        "sheet": sheet,
        "rows": rows,
        "counts": counts,
        "filters": filters,
        "wanted": query.get("outcome", ""),
        "last": is_last_stage(stage=stage),
        "jury_over": timezone.now() >= over,
        "over_at": over.astimezone(call.zone),
        "published": Decision.objects.filter(stage=stage, published_at__isnull=False).exists(),
        "undecided": counts[UNDECIDED],
    }


def letters_of(stage: Stage, page: str | None) -> tuple[Page, list[tuple[Decision, str, str, str]]]:
    """Every mail that publishing would send: decision, language, subject, text."""
    pending = Decision.objects.filter(stage=stage, published_at=None, application__state=ApplicationState.SUBMITTED)
    sheet = Paginator(pending.select_related("application").order_by("outcome", "rank", "pk"), SHOWN_AT_ONCE).get_page(page)
    until = respond_by(call=stage.call, now=timezone.now())
    mails = []
    for decision in sheet:
        decision.application.call = stage.call
        kind = LETTERS.get(Decision.Outcome(decision.outcome), "offered")
        subject, text = preview_letter(application=decision.application, kind=kind, respond_by=until, from_list=False)
        mails.append((decision, language_of(decision.application), subject, text))
    return sheet, mails


@dataclass(frozen=True)
class Resident:
    """An award with its residence, if any, and the form to place it."""

    award: Award
    residence: Residence | None
    place: str
    form: ResidenceForm | None

    @property
    def owed(self) -> list[tuple[str, Deliverable]]:
        return [(str(TermKind(it.kind).label), it) for it in self.residence.deliverables.all()] if self.residence else []


def residents_of(call: Call, data: QueryDict | None = None, award: int | None = None) -> list[Resident]:
    """All awards of a call, seats in order, those that ended last; `data` belongs to the form of `award`."""
    whole = Residence.objects.prefetch_related("instalments", "deliverables")
    homes = Prefetch("residence", whole.select_related("place__unit__parent__stay", "place__studio", "studio"))
    found = (
        Award.objects.filter(call=call)
        .select_related("application")
        .select_related("agreement")
        .prefetch_related(homes)
        .order_by("seat", "pk")
    )
    rows = []
    for each in sorted(found, key=lambda it: it.state not in ACTIVE_AWARDS):
        home = getattr(each, "residence", None)
        living = home if home is not None and home.cancelled_at is None else None
        settled = each.state in ("accepted", "agreed")
        form = ResidenceForm(data if each.pk == award else None, call=call, residence=living, prefix=str(each.pk)) if settled else None
        rows.append(Resident(each, living, place_words(living) if living else "", form))
    return rows
