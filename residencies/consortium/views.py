# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Decisions and residences in the admin."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.errors import Refused
from marketplace.http import MemberRequest

from ..domain.assign_residence import assign_residence
from ..domain.cancel_award import cancel_award
from ..domain.cancel_residence import cancel_residence
from ..domain.decide_application import decide_application
from ..domain.publish_decisions import publish_decisions
from ..domain.settle_obligation import pay_instalment, set_deliverable
from ..domain.sign_agreement import countersign_agreement, refuse_signed
from ..models import Award, Call, Deliverable, Instalment, Stage
from ..states import ACTIVE_AWARDS, READ_BY_JURY
from .access import for_managers
from .forms import ReasonForm, ResidenceForm
from .page import decisions_context, letters_of, residents_of, rows_of, stage_of


@for_managers
@require_GET
def calls(request: MemberRequest) -> HttpResponse:
    """Calls with something handed in, the latest deadline first."""
    handed_in = Count("applications", filter=Q(applications__state__in=READ_BY_JURY), distinct=True)
    living = Count("awards", filter=Q(awards__state__in=ACTIVE_AWARDS), distinct=True)
    found = Call.objects.select_related("municipality").annotate(handed_in=handed_in, living=living).order_by("-deadline_at")
    return render(request, "residencies/consortium/calls.html", {"calls": found})


@for_managers
@require_http_methods(["GET", "POST"])
def decisions(request: MemberRequest, pk: int) -> HttpResponse:
    call, stage = _call_and_stage(request, pk)
    if request.method == "POST":
        saved, wrong = _save(request, stage)
        if not wrong:
            messages.success(request, ngettext("%(count)d decision saved.", "%(count)d decisions saved.", saved) % {"count": saved})
            return redirect(request.get_full_path())
        for words in wrong:
            messages.error(request, words)
        context = decisions_context(call, stage, request.GET, request.POST)
        return render(request, "residencies/consortium/decisions.html", context, status=422)
    return render(request, "residencies/consortium/decisions.html", decisions_context(call, stage, request.GET))


def _save(request: MemberRequest, stage: Stage) -> tuple[int, list[str]]:
    """How many rows of the page were written, and what is wrong with the others."""
    saved, wrong = 0, []
    _sheet, rows, _counts = rows_of(stage, wanted=request.GET.get("outcome", ""), page=request.GET.get("p"), data=request.POST)
    for row in rows:
        form = row.form
        if form is None or form.add_prefix("outcome") not in request.POST:
            continue
        if not form.is_valid():
            wrong += [f"{row.application.number}: {words}" for errors in form.errors.values() for words in errors]
        elif form.differs():
            data = form.cleaned_data
            try:
                decide_application(
                    application=row.application,
                    stage=stage,
                    outcome=data["outcome"],
                    rank=data["rank"],
                    note=data["note"],
                    actor=request.user,
                )
                saved += 1
            except Refused as refused:
                wrong.append(f"{row.application.number}: {refused.message}")
    return saved, wrong


@for_managers
@require_GET
def mails(request: MemberRequest, pk: int) -> HttpResponse:
    """What each artist would read, word for word."""
    call, stage = _call_and_stage(request, pk)
    sheet, letters = letters_of(stage, request.GET.get("p"))
    return render(request, "residencies/consortium/mails.html", {"call": call, "stage": stage, "sheet": sheet, "letters": letters})


@for_managers
@require_POST
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    _call, stage = _call_and_stage(request, pk)
    try:
        told = publish_decisions(stage=stage, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        count = sum(told.values())
        text = ngettext("Published: %(count)d artist is being told.", "Published: %(count)d artists are being told.", count)
        messages.success(request, text % {"count": count})
    return redirect(f"{reverse('residencies_consortium:decisions', args=[pk])}?stage={stage.pk}")


@for_managers
@require_GET
def residences(request: MemberRequest, pk: int) -> HttpResponse:
    call = get_object_or_404(Call, pk=pk)
    context = {"call": call, "residents": residents_of(call), "reason": ReasonForm(), "owed_states": Deliverable.State.choices}
    return render(request, "residencies/consortium/residences.html", context)


@for_managers
@require_POST
def residence(request: MemberRequest, pk: int, award: int) -> HttpResponse:
    """Place an artist, take the place back, or call the residency off."""
    call = get_object_or_404(Call, pk=pk)
    chosen = get_object_or_404(Award.objects.select_related("application"), pk=award, call=call)
    try:
        done = _act(request, call, chosen)
    except Refused as refused:
        messages.error(request, f"{chosen.application.number}: {refused.message}")
        done = False
    if done:
        messages.success(request, _("Saved."))
        return redirect("residencies_consortium:residences", pk=pk)
    context = {
        "call": call,
        "residents": residents_of(call, request.POST, award),
        "reason": ReasonForm(),
        "owed_states": Deliverable.State.choices,
    }
    return render(request, "residencies/consortium/residences.html", context, status=422)


def _act(request: MemberRequest, call: Call, award: Award) -> bool:
    """Whether it was done; if not, the forms say why."""
    match request.POST.get("do", ""):
        case "assign":
            form = ResidenceForm(request.POST, call=call, prefix=str(award.pk))
            if form.is_valid():
                assign_residence(award=award, actor=request.user, **form.cleaned_data)
            return form.is_valid()
        case "free":
            home = getattr(award, "residence", None)
            if home is None:
                raise Http404
            refuse_signed(award=award)
            cancel_residence(residence=home, actor=request.user)
            return True
        case "sign":
            countersign_agreement(award=award, actor=request.user)
            return True
        case "pay":
            part = get_object_or_404(Instalment, pk=_number(request), residence__award=award)
            pay_instalment(instalment=part, paid_on=timezone.localdate(), proof=request.POST.get("proof", ""), actor=request.user)
            return True
        case "owed":
            thing = get_object_or_404(Deliverable, pk=_number(request), residence__award=award)
            state, note = request.POST.get("state", ""), request.POST.get("note", "")
            set_deliverable(deliverable=thing, state=state, note=note, actor=request.user)
            return True
        case "cancel":
            reason = ReasonForm(request.POST)
            if reason.is_valid():
                cancel_award(award=award, actor=request.user, why=reason.cleaned_data["why"])
            return reason.is_valid()
    return False


def _number(request: MemberRequest) -> int:
    """Which one is meant; 0, which is none, for what is not a number."""
    sent = request.POST.get("pk", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def _call_and_stage(request: MemberRequest, pk: int) -> tuple[Call, Stage]:
    call = get_object_or_404(Call, pk=pk)
    stage = stage_of(call, request.GET.get("stage", ""))
    if stage is None:
        raise Http404
    return call, stage
