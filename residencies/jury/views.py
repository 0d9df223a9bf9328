# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of jurors. Who is no juror of the stage, or not of this application, finds nothing (404); a juror's attempt is audited."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.errors import Missing, Refused
from marketplace.http import MemberRequest

from ..domain.declare_conflicts import declare_conflicts
from ..domain.invite_juror import answer_invitation, hash_of
from ..domain.save_review import cast_review, save_review
from ..models import Application, Assignment, Conflict, Juror, Review
from ..queries import jury as queries
from . import page
from .files import answer_with_file, file_for
from .forms import notes_from, people_from, reasons_from, revision_from

View = Callable[..., HttpResponse]


def as_juror(view: View) -> View:
    """Gives the view the person as a juror of the stage; nobody else finds the page."""

    @wraps(view)
    @never_cache
    @login_required
    def checked(request: MemberRequest, stage: int, *args: Any, **kwargs: Any) -> HttpResponse:
        juror = queries.juror_of(user=request.user, stage=stage)
        if juror is None:
            raise Http404
        return view(request, juror, *args, **kwargs)

    return checked


def _reading(request: MemberRequest, juror: Juror, number: str) -> Assignment:
    found = queries.reading(juror=juror, number=number)
    if found is None:
        _note_attempt(request, juror, number)
        raise Http404
    return found


def _note_attempt(request: MemberRequest, juror: Juror, number: str) -> None:
    """A juror asked for an application that is not hers to read: told as if there were none, and written down."""
    application = Application.objects.filter(number=number).only("pk", "number", "call_id").first()
    if application is None:
        return
    conflicted = Conflict.objects.filter(juror=juror, application=application).exists()
    record_audit(
        thing="application",
        thing_id=application.number,
        verb="refuse_reading",
        actor=request.user,
        after="conflict" if conflicted else "not-assigned" if application.call_id == juror.stage.call_id else "other-call",
        why=f"juror {juror.pk}",
    )


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: what is asked, and yes or no. Saying yes needs an account, saying no does not."""
    juror = get_object_or_404(Juror.objects.select_related("stage__call__municipality", "user"), token_hash=hash_of(token))
    if juror.state == Juror.State.REMOVED:
        raise Http404
    context = {**page.frame(juror), "token": token}
    if request.method == "GET":
        return render(request, "residencies/jury/invitation.html", context)
    accepts = request.POST.get("answer") == "accept"
    user = request.user if request.user.is_authenticated else None
    if accepts and user is None:
        return redirect(f"{reverse('account_login')}?next={request.path}")
    if not accepts and request.POST.get("answer") != "decline":
        return render(request, "residencies/jury/invitation.html", context, status=422)
    try:
        juror = answer_invitation(token=token, accepts=accepts, user=user)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return render(request, "residencies/jury/invitation.html", context, status=refusal.status)
    if accepts:
        messages.success(request, _("Thank you for reading. First say with whom you are connected."))
        return redirect("residencies:jury-conflicts", juror.stage_id)
    return redirect(request.path)


@never_cache
@login_required
@require_GET
def juries(request: MemberRequest) -> HttpResponse:
    return render(request, "residencies/jury/juries.html", page.juries_context(request.user))


@as_juror
@require_GET
def desk(request: MemberRequest, juror: Juror) -> HttpResponse:
    """What there is to read; to the declaration first, if it was never made."""
    if juror.conflicts_declared_at is None:
        return redirect("residencies:jury-conflicts", juror.stage_id)
    return render(request, "residencies/jury/desk.html", page.desk_context(request, juror))


@as_juror
@require_http_methods(["GET", "POST"])
def conflicts(request: MemberRequest, juror: Juror) -> HttpResponse:
    """With whom the juror is connected. The answer is the same whether a name was found or not."""
    if request.method == "POST":
        declare_conflicts(juror=juror, reasons=reasons_from(request.POST), people=people_from(request.POST))
        messages.success(request, _("Noted. You will not be given applications of people you are connected with."))
        return redirect("residencies:jury-desk", juror.stage_id)
    return render(request, "residencies/jury/conflicts.html", page.declare_context(juror))


@as_juror
@require_GET
def reading(request: MemberRequest, juror: Juror, number: str) -> HttpResponse:
    return render(request, "residencies/jury/reading.html", page.reading_context(juror, _reading(request, juror, number)))


@as_juror
@require_POST
def save(request: MemberRequest, juror: Juror, number: str) -> HttpResponse:
    """Keep the notes; for a script as JSON. What could not be kept comes back as it was typed."""
    scripted = "application/json" in request.headers.get("Accept", "")
    try:
        review = save_review(juror=juror, number=number, notes=notes_from(request.POST), revision=revision_from(request.POST))
    except Refused as refusal:
        return _refused(request, juror, number, refusal, scripted=scripted)
    if scripted:
        return JsonResponse({"revision": review.revision, "cast": review.cast_at is not None})
    messages.success(request, _("Saved."))
    return redirect("residencies:jury-reading", juror.stage_id, number)


@as_juror
@require_POST
def cast(request: MemberRequest, juror: Juror, number: str) -> HttpResponse:
    """Save what is typed and cast the vote; if it cannot be cast, it is saved."""
    notes, revision = None, 0
    try:
        notes, revision = notes_from(request.POST), revision_from(request.POST)
        revision = save_review(juror=juror, number=number, notes=notes, revision=revision).revision
        with transaction.atomic():
            cast_review(juror=juror, number=number, actor=request.user)
    except Refused as refusal:
        return _refused(request, juror, number, refusal)
    messages.success(request, _("Your vote is cast."))
    following = request.POST.get("then") == "next" and page.next_open(juror, number)
    return redirect(following or page.address(juror, number))


def _refused(request: MemberRequest, juror: Juror, number: str, refusal: Refused, *, scripted: bool = False) -> HttpResponse:
    if isinstance(refusal, Missing):
        _note_attempt(request, juror, number)
        raise Http404
    if scripted:
        extra = {"revision": refusal.extra["revision"]} if "revision" in refusal.extra else {}
        return JsonResponse({"code": refusal.code, "message": str(refusal.message), **extra}, status=refusal.status)
    messages.error(request, str(refusal.message))
    assignment = _reading(request, juror, number)
    revision = Review.objects.filter(assignment=assignment).values_list("revision", flat=True).first() or 0
    context = page.reading_context(juror, assignment, typed=request.POST, revision=revision)
    return render(request, "residencies/jury/reading.html", context, status=refusal.status)


@as_juror
@require_GET
def file(request: MemberRequest, juror: Juror, number: str, pk: int) -> HttpResponse:
    """A file of an application on her desk, if the jury sees its question and it was handed in; under a name of ours."""
    found = file_for(juror=juror, assignment=_reading(request, juror, number), pk=pk)
    if found is None:
        raise Http404
    return answer_with_file(request, *found)
