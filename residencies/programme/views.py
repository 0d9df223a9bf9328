# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Public pages of the programme. What is not public any more answers 410, what never was 404."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ..queries.programme import call_page, was_public
from .page import call_context, index_context


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "residencies/calls.html", index_context(request))


def call(request: HttpRequest, slug: str) -> HttpResponse:
    found = call_page(slug=slug)
    if found is not None:
        return render(request, "residencies/call.html", call_context(request, found))
    if was_public(slug=slug):
        return render(request, "errors/410.html", status=410)
    raise Http404
