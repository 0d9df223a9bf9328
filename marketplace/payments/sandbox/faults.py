# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Faults on order: the n-th API call from now fails, or is carried out and its answer lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .errors import Obj

Kind = Literal["error", "timeout", "lost"]


class NoAnswer(Exception):
    """The connection ends without an answer."""


@dataclass
class Fault:
    """`error`: answer `status`, nothing done. `timeout`: no answer, nothing done. `lost`: done, no answer.

    It strikes `times` times, the first at the `at`-th matching call (1 = the next).
    """

    kind: Kind = "error"
    status: int = 500
    at: int = 1
    times: int = 1
    method: str | None = None
    path: str | None = None  # a regular expression, searched in the path


class Faults:
    """The faults that are armed."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []

    def arm(self, fault: Fault) -> None:
        """Order a fault."""
        self._armed.append(fault)

    def clear(self) -> None:
        """Disarm all."""
        self._armed.clear()

    def strike(self, method: str, path: str) -> Fault | None:
        """The fault that hits this call, if any."""
        struck: Fault | None = None
        for fault in list(self._armed):
            if (fault.method and fault.method != method) or (fault.path and not re.search(fault.path, path)):
                continue
            fault.at -= 1
            if fault.at <= 0 and struck is None:
                struck = fault
                fault.times -= 1
                if fault.times <= 0:
                    self._armed.remove(fault)
        return struck


def fault_body(status: int) -> Obj:
    """The error object that goes with a status."""
    if status == 429:
        error = {"type": "invalid_request_error", "code": "rate_limit", "message": "Too many requests hit the API too quickly."}
    else:
        error = {"type": "api_error", "message": "An unknown error occurred."}
    return {"error": error}
