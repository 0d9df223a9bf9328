# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The key by which who has no account yet gets back to a draft: random, in a cookie of its own, only its hash in the database."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ..models import Call

NAME = "application-"
LASTS = timedelta(days=200)  # longer than a session, as long as calls are open


def key_of(request: HttpRequest, call: Call) -> str:
    return request.COOKIES.get(f"{NAME}{call.pk}", "")[:86]


def new_key() -> str:
    return secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest() if key else ""


def hashes_in(request: HttpRequest) -> list[str]:
    """Those of all keys this browser has."""
    return [hash_of(value[:86]) for name, value in request.COOKIES.items() if name.startswith(NAME) and value][:50]


def give_key(response: HttpResponse, call: Call, key: str) -> None:
    response.set_cookie(f"{NAME}{call.pk}", key, max_age=LASTS, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE))
