# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hosted pages: payment, 3-D Secure, onboarding, the host's balance. Plain forms, no script, no inline style."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
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

# The house's typefaces, when the sandbox stands in the repository; pages fall back to the reader's own without them.
FONTS = Path(__file__).parents[4] / "frontend/static/frontend/fonts"
_FONT = re.compile(r"/c/static/([a-z0-9-]+\.woff2)")


def answer_page(sandbox: Sandbox, method: str, path: str, query: Obj, form: Obj, headers: Mapping[str, str]) -> Answer:
    """Answer a browser."""
    request = Request(sandbox.bank, sandbox.config.merchant, method, query, form, headers.get("accept-language", ""))
    if path in _FILES:
        name, kind = _FILES[path]
        return _file((files(__package__) / name).read_bytes(), kind)
    if (match := _FONT.fullmatch(path)) and (font := FONTS / match[1]).is_file():
        return _file(font.read_bytes(), "font/woff2")
    for pattern, show in _PAGES:
        if match := pattern.fullmatch(path):
            return show(request, match[1])
    return not_found(request)


def _file(content: bytes, kind: str) -> Answer:
    return 200, {"Content-Type": kind, "Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}, content
