# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The chosen artist's page: the offer and her answer, then where she lives and when."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.clients import address_of
from marketplace.errors import Refused
from marketplace.http import MemberRequest

from ..documents.agreement import agreement_pdf, signatures
from ..domain.answer_offer import answer_offer
from ..domain.database_now import database_now
from ..domain.sign_agreement import sign_agreement
from ..letters import place_words
from ..models import Agreement, Award, Call
from ..programme.page import show
from ..programme.wording import moment
from ..queries.programme import calls_in_full
from ..vocabulary import TermKind


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def residency(request: MemberRequest, number: str) -> HttpResponse:
    award = _mine(request, number)
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        accept = request.POST["answer"] == "yes"
        try:
            answer_offer(award=award, accept=accept, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused.message))
        else:
            messages.success(request, _("Thank you: the residency is yours.") if accept else _("Thank you for telling us."))
        return redirect("residencies:residency", number=number)
    if request.method == "POST" and request.POST.get("answer") == "sign":
        return _sign(request, award)
    return render(request, "residencies/consortium/residency.html", residency_context(award))


def _sign(request: MemberRequest, award: Award) -> HttpResponse:
    try:
        sign_agreement(award=award, name=request.POST.get("name", ""), ip=address_of(request) or None)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return render(request, "residencies/consortium/residency.html", residency_context(award), status=refused.status)
    messages.success(request, _("Thank you: you have signed."))
    return redirect("residencies:residency", number=award.application.number)


@never_cache
@login_required
@require_GET
def agreement(request: MemberRequest, number: str) -> HttpResponse:
    """The agreement as a PDF; 404 where none is written yet."""
    award = _mine(request, number)
    found = Agreement.objects.filter(award=award).first()
    if found is None:
        raise Http404
    answer = HttpResponse(agreement_pdf(agreement=found, call=award.call, number=number), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{number}.pdf"'
    return answer


def _mine(request: MemberRequest, number: str) -> Award:
    """404 for whoever is not the artist herself, and where nothing was offered."""
    mine = Award.objects.filter(application__user=request.user, application__number=number)
    award = mine.select_related("application").order_by("-pk").first()
    if award is None:
        raise Http404
    return award


def residency_context(award: Award) -> dict[str, Any]:
    now = database_now()
    call = calls_in_full(Call.objects.filter(pk=award.call_id)).get()
    award.call = call
    home = getattr(award, "residence", None)
    home = home if home is not None and home.cancelled_at is None else None
    paper = Agreement.objects.filter(award=award).first() if home else None
    return {
        "award": award,
        "application": award.application,
        "call": call,
        "it": show(call, now),
        "until": moment(award.respond_by, call),
        "answerable": award.state == "offered" and now < award.respond_by,
        "home": home,
        "paper": paper,
        "signatures": signatures(agreement=paper, call=call) if paper else [],
        "instalments": list(home.instalments.all()) if home else [],
        "owed": [(TermKind(it.kind).label, it) for it in home.deliverables.all()] if home else [],
        "place": place_words(home) if home else "",
    }
