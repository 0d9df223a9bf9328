# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of the face that are not Wagtail's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frontend.samples import sample_context


def style(request: HttpRequest) -> HttpResponse:
    """The living style page: every component with sample words. Only where MARKETPLACE_STYLE_PAGE is set."""
    return render(request, "frontend/style.html", sample_context(request))
