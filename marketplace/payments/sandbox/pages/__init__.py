# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hosted pages: payment, 3-D Secure, onboarding, the host's balance. Plain forms, no script, no inline style."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

from ..errors import Obj
from .frame import Answer, Request, not_found
from .host import express, onboard
from .pay import challenge, pay

if TYPE_CHECKING:
    from ..core import Sandbox

_PAGES: tuple[tuple[re.Pattern[str], Callable[[Request, str], Answer]], ...] = (
    (re.compile(r"/c/pay/(\w+)"), pay),
    (re.compile(r"/c/3ds/(\w+)"), challenge),
    (re.compile(r"/c/onboarding/(\w+)"), onboard),
    (re.compile(r"/c/express/(\w+)"), express),
)
_FILES = {"/c/static/pages.css": ("pages.css", "text/css; charset=utf-8"), "/c/static/icon.svg": ("icon.svg", "image/svg+xml")}


def answer_page(sandbox: Sandbox, method: str, path: str, query: Obj, form: Obj, headers: Mapping[str, str]) -> Answer:
    """Answer a browser."""
    request = Request(sandbox.bank, sandbox.config.merchant, method, query, form, headers.get("accept-language", ""))
    if path in _FILES:
        name, kind = _FILES[path]
        content = (files(__package__) / name).read_bytes()
        return 200, {"Content-Type": kind, "Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}, content
    for pattern, show in _PAGES:
        if match := pattern.fullmatch(path):
            return show(request, match[1])
    return not_found(request)
