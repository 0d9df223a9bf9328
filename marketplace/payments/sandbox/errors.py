# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Refusals in the shape of Stripe's error object."""

from __future__ import annotations

from typing import Any

Obj = dict[str, Any]


class ApiError(Exception):
    """An answer that is an error.

    `final` says that the call had begun to act on valid parameters: Stripe then keeps the answer and repeats it for
    the same Idempotency-Key. Faults of form (a missing or unknown parameter) and of access are never kept.
    """

    def __init__(self, status: int, kind: str, message: str, *, code: str | None = None, param: str | None = None, final: bool) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.final = final
        error: Obj = {"type": kind, "message": message}
        if code is not None:
            error["code"] = code
        if param is not None:
            error["param"] = param
        self.body: Obj = {"error": error}


def malformed(message: str, param: str | None = None, *, code: str | None = None) -> ApiError:
    """The request itself is wrong; nothing was tried."""
    return ApiError(400, "invalid_request_error", message, code=code, param=param, final=False)


def refused(message: str, param: str | None = None, *, code: str | None = None) -> ApiError:
    """The request is well formed, but the state of things forbids it."""
    return ApiError(400, "invalid_request_error", message, code=code, param=param, final=True)


def missing(kind: str, id_: str, param: str = "id") -> ApiError:
    """No such thing (Stripe: 404 resource_missing)."""
    name = kind.split(".")[-1]
    return ApiError(404, "invalid_request_error", f"No such {name}: '{id_}'", code="resource_missing", param=param, final=True)
