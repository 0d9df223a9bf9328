# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""One's own applications: the list, and one of them with what was handed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from marketplace.errors import Refused
from marketplace.http import MemberRequest

from ..documents.receipt import receipt_pdf
from ..domain.database_now import database_now
from ..domain.withdraw_application import withdraw_application
from ..models import Application
from ..queries.applications import applications_of
from ..states import APPLICATION_TRANSITIONS, ApplicationState
from .sent import sent_pages, summary_of


@never_cache
@login_required
def index(request: MemberRequest) -> HttpResponse:
    now = database_now()
    cards = [summary_of(application, now) for application in applications_of(user=request.user)]
    return render(request, "residencies/artist/mine.html", {"cards": cards})


@never_cache
@login_required
def one(request: MemberRequest, number: str) -> HttpResponse:
    application = _mine(request, number)
    context = {
        "application": application,
        "card": summary_of(application, database_now()),
        "pages": sent_pages(application),
        "may_withdraw": ApplicationState.WITHDRAWN in APPLICATION_TRANSITIONS[application.state],
    }
    return render(request, "residencies/artist/one.html", context)


@login_required
@require_POST
def withdraw(request: MemberRequest, number: str) -> HttpResponse:
    application = _mine(request, number)
    try:
        withdraw_application(application=application, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("Your application is withdrawn."))
    return redirect("residencies:application", number=number)


@never_cache
@login_required
def receipt(request: MemberRequest, number: str) -> HttpResponse:
    """What was handed in, as a PDF; 404 where nothing was."""
    application = _mine(request, number)
    pages = sent_pages(application)
    if not pages or application.submitted_at is None:
        raise Http404
    data = receipt_pdf(
        number=number,
        call=application.call.t.title,
        sent_at=application.submitted_at,
        pages=[(page.title, page.sent_at, [(line.label, line.text) for line in page.lines]) for page in pages],
    )
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{number}.pdf"'
    return answer


def _mine(request: MemberRequest, number: str) -> Application:
    found = applications_of(user=request.user).filter(number=number).first()
    if found is None:
        raise Http404
    return found
