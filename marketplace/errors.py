# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""One kind of exception for what the domain refuses: a stable code for programs, a translated message for people."""

from typing import Any

from django.utils.functional import Promise


class Refused(Exception):
    """The domain says no. `code` is stable and English; `message` is translated; `extra` helps a program."""

    code = "refused"
    status = 422

    def __init__(self, message: str | Promise, *, code: str | None = None, **extra: Any) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.extra = extra


class Conflict(Refused):
    """Somebody else was faster, or the thing has moved on."""

    code = "conflict"
    status = 409


class NotAllowed(Refused):
    """The person may not do this."""

    code = "not-allowed"
    status = 403


class Missing(Refused):
    """There is no such thing, or not for this person."""

    code = "missing"
    status = 404
