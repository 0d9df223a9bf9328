# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Errors, each with a page of its own that offers the next step."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "errors/404.html", status=404)


def gone(request: HttpRequest, **context: Any) -> HttpResponse:
    """410: what was here and will not come back, such as a link that has expired."""
    return render(request, "errors/410.html", context, status=410)


def too_many_requests(request: HttpRequest, exception: Exception | None = None, *, retry_after: int = 60) -> HttpResponse:
    """429; `retry_after` in seconds."""
    response = render(request, "errors/429.html", {"retry_after": retry_after}, status=429)
    response["Retry-After"] = str(retry_after)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: no context processor runs, since the database may be what fails."""
    return HttpResponse(loader.get_template("errors/500.html").render(), status=500)


def maintenance(request: HttpRequest) -> HttpResponse:
    """503 while the site is being worked on; as bare as the 500."""
    response = HttpResponse(loader.get_template("errors/503.html").render(), status=503)
    response["Retry-After"] = "600"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that came without its token."""
    return render(request, "errors/csrf.html", status=403)
