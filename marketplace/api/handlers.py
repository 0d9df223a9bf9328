# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every error of the API as a problem (RFC 9457)."""

import logging
import math
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from marketplace.errors import Refused
from marketplace.problems import problem_body, problem_of, problem_response

logger = logging.getLogger(__name__)


def on_refused(request: HttpRequest, exc: Refused) -> HttpResponse:
    return problem_response(problem_of(exc))


def on_invalid(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    """Which values do not fit, and where: `errors` lists `{"where", "code", "message"}` without repeating what was sent."""
    errors = [{"where": _where(error["loc"]), "code": str(error["type"]), "message": str(error["msg"])} for error in exc.errors]
    detail = _("Some values are missing or do not fit.")
    return problem_response(problem_body(status=422, code="invalid", detail=detail, errors=errors))


def on_missing(request: HttpRequest, exc: Http404) -> HttpResponse:
    return problem_response(problem_body(status=404, code="missing", detail=_("There is no such thing.")))


def on_too_big(request: HttpRequest, exc: RequestDataTooBig) -> HttpResponse:
    return problem_response(problem_body(status=413, code="too-large", detail=_("The body is at most 2 MB.")))


def on_suspicious(request: HttpRequest, exc: SuspiciousOperation) -> HttpResponse:
    return problem_response(problem_body(status=400, code="unreadable"))


def on_throttled(request: HttpRequest, exc: Throttled) -> HttpResponse:
    seconds = max(1, math.ceil(exc.wait or 1))
    detail = _("Please wait a little and try again.")
    return problem_response(problem_body(status=429, code="too-many-requests", detail=detail), Retry_After=str(seconds))


def on_http_error(request: HttpRequest, exc: HttpError) -> HttpResponse:
    if isinstance(exc.__cause__, RequestDataTooBig):  # ninja reads the body, and calls whatever happens unreadable
        return on_too_big(request, exc.__cause__)
    code = "unreadable" if exc.status_code == 400 else "refused"
    detail = _("The body is not JSON that can be read.") if exc.status_code == 400 else ""
    return problem_response(problem_body(status=exc.status_code, code=code, detail=detail))


def on_failure(request: HttpRequest, exc: Exception) -> HttpResponse:
    """A fault of ours: the log knows, the client only that it was not its own."""
    logger.exception("API request failed", exc_info=exc)
    return problem_response(problem_body(status=500, code="failure"))


def add_handlers(api: NinjaAPI) -> None:
    handlers: dict[type[Exception], Any] = {
        Refused: on_refused,
        ValidationError: on_invalid,
        Http404: on_missing,
        RequestDataTooBig: on_too_big,
        SuspiciousOperation: on_suspicious,
        Throttled: on_throttled,
        HttpError: on_http_error,
        Exception: on_failure,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _where(location: tuple[Any, ...]) -> str:
    """`query.check_in`, `body.children_ages.0`; ninja's own level (the parameter's name) left out for bodies."""
    parts = [str(part) for part in location]
    return ".".join(parts[:1] + parts[2:] if parts[0] == "body" and len(parts) > 2 else parts)
