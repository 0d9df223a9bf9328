# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What never reaches an operation is a problem too: unknown addresses, wrong methods, requests that Django itself refuses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from marketplace.problems import CONTENT_TYPE, problem_body, problem_response

PREFIX = "/api/"
CODES = {404: "missing", 405: "method-not-allowed", 413: "too-large"}


class ProblemsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(PREFIX) or response.status_code < 400 or response.headers.get("Content-Type") == CONTENT_TYPE:
            return response
        status = response.status_code
        code = CODES.get(status, "failure" if status >= 500 else "unreadable")
        problem = problem_response(problem_body(status=status, code=code))
        if "Allow" in response.headers:
            problem["Allow"] = response.headers["Allow"]
        return problem
