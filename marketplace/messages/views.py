# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The demo's mailbox: a visitor of the demo reads here what would have gone out by mail. Outside the demo it does not exist."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .models import OutgoingMail


@never_cache
@require_safe
def demo_mails(request: HttpRequest) -> HttpResponse:
    """All mails, newest first, as their text: programs that read mail show the same words in colour."""
    if not getattr(settings, "DEMO", False):
        raise Http404
    page = Paginator(OutgoingMail.objects.exclude(to="").order_by("-pk"), 20).get_page(request.GET.get("page"))
    return render(request, "messages/demo_mails.html", {"page": page})
