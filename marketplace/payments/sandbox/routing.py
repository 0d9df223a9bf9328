# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which function answers which call."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .bank import Bank, Call
from .errors import ApiError, Obj

Handler = Callable[[Bank, Call], Obj]


@dataclass(frozen=True)
class Route:
    """An operation: method, path with `{parts}`, the top-level parameters it reads, its function."""

    method: str
    path: str
    accepts: tuple[str, ...]
    handler: Handler
    pattern: re.Pattern[str]


class Routes:
    """A table of operations, filled by decorators."""

    def __init__(self) -> None:
        self.table: list[Route] = []

    def add(self, method: str, path: str, *accepts: str) -> Callable[[Handler], Handler]:
        """Register the decorated function; parameters not in `accepts` are refused before it runs."""
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

        def register(handler: Handler) -> Handler:
            self.table.append(Route(method, path, accepts, handler, pattern))
            return handler

        return register

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        """The operation and the parts of its path; raises ApiError 404."""
        for route in self.table:
            if route.method == method and (match := route.pattern.fullmatch(path)):
                return route, match.groupdict()
        raise ApiError(404, "invalid_request_error", f"Unrecognized request URL ({method}: {path}).", final=False)
