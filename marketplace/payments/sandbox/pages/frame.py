# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The frame every hosted page stands in, and the small things pages are made of."""

from __future__ import annotations

import datetime as dt
import html
import urllib.parse
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ..bank import Bank
from ..errors import Obj
from .texts import LANGUAGES, TEXTS

Answer = tuple[int, dict[str, str], bytes]
ROME = ZoneInfo("Europe/Rome")
_SECURITY = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'"


@dataclass(frozen=True)
class Request:
    """What a browser asked."""

    bank: Bank
    merchant: str
    method: str
    query: Obj
    form: Obj
    accept_language: str

    def language(self, wanted: str | None = None) -> str:
        """`wanted` if it is one of ours, else the first of the browser's that is, else Italian."""
        spoken = [part.split(";")[0].strip()[:2].lower() for part in self.accept_language.split(",")]
        return next((code for code in [(wanted or "")[:2], *spoken] if code in LANGUAGES), "it")

    def field(self, name: str) -> str:
        """A form field, trimmed; empty when absent."""
        value = self.form.get(name)
        return value.strip()[:500] if isinstance(value, str) else ""


def text(language: str, key: str, **values: str) -> str:
    """A sentence in that language, escaped; values are escaped too."""
    return html.escape(TEXTS[key][language]).format(**{name: html.escape(value) for name, value in values.items()})


def money(language: str, cents: int) -> str:
    """An amount as that language writes it."""
    sign, (euros, rest) = "−" if cents < 0 else "", divmod(abs(cents), 100)
    grouped = f"{euros:,}"
    if language == "en":
        return f"{sign}€{grouped}.{rest:02d}"
    return f"{sign}{grouped.replace(',', '.')},{rest:02d}\u00a0€"


def clock_time(language: str, seconds: int, *, now: int) -> str:
    """The time of day in Rome, with the day unless it is today."""
    moment, today = dt.datetime.fromtimestamp(seconds, ROME), dt.datetime.fromtimestamp(now, ROME).date()
    day = "" if moment.date() == today else moment.strftime("%d.%m., " if language == "de" else "%d/%m, ")
    return f"{day}{moment:%H:%M}"


def document(request: Request, language: str, title: str, body: str, *, status: int = 200, leads_to: tuple[str | None, ...] = ()) -> Answer:
    """A whole page. `title` is plain text, `body` is HTML; forms may lead to the origins of `leads_to`."""
    page = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{html.escape(title)} – {html.escape(request.merchant)}</title>\n"
        '<link rel="stylesheet" href="/c/static/pages.css">\n<link rel="icon" href="/c/static/icon.svg" type="image/svg+xml">\n</head>\n'
        f'<body>\n<header class="banner"><p><strong>{text(language, "banner_title")}</strong> {text(language, "banner")}</p></header>\n'
        f"<main>\n{body}\n</main>\n<footer><p>{text(language, 'footer')}</p></footer>\n</body>\n</html>\n"
    )
    # Chromium checks form-action on the redirect after a form too: where the form leads has to be named.
    targets = " ".join(["'self'", *sorted({origin for url in leads_to if (origin := _origin(url))})])
    policy = f"{_POLICY}; form-action {targets}"
    return status, {**_SECURITY, "Content-Security-Policy": policy}, page.encode()


def redirect(url: str) -> Answer:
    """See other."""
    return 303, {"Location": url, "Cache-Control": "no-store"}, b""


def not_found(request: Request) -> Answer:
    """A page that is not there."""
    language = request.language()
    body = f'<section class="single"><h1>{text(language, "not_found")}</h1><p>{text(language, "not_found_body")}</p></section>'
    return document(request, language, TEXTS["not_found"][language], body, status=404)


def _origin(url: str | None) -> str | None:
    parts = urllib.parse.urlsplit(url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else None
