# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What production settings promise to browsers, read in a process of their own."""

import json
import os
import subprocess
import sys

import pytest

ASKED = """
import json
from marketplace.settings import production as p
names = "DEBUG SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE CSRF_COOKIE_SECURE OSCAR_BASKET_COOKIE_SECURE \\
SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_CONTENT_TYPE_NOSNIFF MARKETPLACE_RATE_LIMITS ACCOUNT_RATE_LIMITS".split()
print(json.dumps({name: getattr(p, name) for name in names} | {"demo": hasattr(p, "DEMO"), "style": hasattr(p, "MARKETPLACE_STYLE_PAGE")}))
"""


@pytest.fixture(scope="module")
def production() -> dict[str, object]:
    given = {
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "oltrepo.example",
        "SITE_URL": "https://oltrepo.example",
        "DATABASE_URL": "postgres://localhost/none",
        "STRIPE_SECRET_KEY": "sk",
        "STRIPE_WEBHOOK_SECRET": "whsec",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MARKETPLACE_", "DJANGO_"))}
    answer = subprocess.run([sys.executable, "-c", ASKED], env={**kept, **given}, capture_output=True, text=True, check=True)
    return dict(json.loads(answer.stdout))


def test_cookies_travel_only_encrypted_and_out_of_reach_of_scripts(production: dict[str, object]) -> None:
    for name in ("SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_SECURE", "OSCAR_BASKET_COOKIE_SECURE"):
        assert production[name] is True, name
    assert production["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_production_speaks_https_only_and_limits_guessing(production: dict[str, object]) -> None:
    assert production["SECURE_SSL_REDIRECT"] is True
    assert int(str(production["SECURE_HSTS_SECONDS"])) >= 31_536_000
    assert production["MARKETPLACE_RATE_LIMITS"] is True
    assert production["ACCOUNT_RATE_LIMITS"] == {}, "allauth's own limits"


def test_nothing_of_the_demo_is_in_production(production: dict[str, object]) -> None:
    assert (production["DEBUG"], production["demo"], production["style"]) == (False, False, False)
