# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Errors for programs: problem details (RFC 9457), in the language asked for."""

from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _

from .errors import Refused

CONTENT_TYPE = "application/problem+json"
# `type` of a problem is the place of its code in the API's documentation.
TYPES = "/api/v1/docs#"
TITLES: dict[int, Any] = {
    400: _("The request cannot be read"),
    401: _("Please sign in"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("This address does not do that"),
    409: _("Somebody else was faster, or it has moved on"),
    413: _("The request is too large"),
    422: _("The request cannot be carried out"),
    429: _("Too many requests"),
    500: _("Something went wrong here"),
}


def problem_body(*, status: int, code: str, detail: Any = "", **extra: Any) -> dict[str, Any]:
    """The members of a problem; `code` is stable, `title` and `detail` are for people."""
    body = {"type": f"{TYPES}{code}", "title": str(TITLES.get(status, TITLES[422])), "status": status, "code": code}
    if detail:
        body["detail"] = str(detail)
    return {**body, **extra}


def problem_of(refused: Refused) -> dict[str, Any]:
    """The problem that a refusal of the domain is."""
    return problem_body(status=refused.status, code=refused.code, detail=refused.message, **refused.extra)


def problem_response(body: Mapping[str, Any], **headers: str) -> JsonResponse:
    """The answer that carries a problem. Keywords are headers, `_` standing for `-`."""
    response = JsonResponse(dict(body), status=body["status"], content_type=CONTENT_TYPE, encoder=DjangoJSONEncoder)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response
