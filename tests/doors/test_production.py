# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What production settings promise to browsers, read in a process of their own."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

ASKED = """
import json
from marketplace.settings import production as p
names = "DEBUG SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE CSRF_COOKIE_SECURE OSCAR_BASKET_COOKIE_SECURE \\
SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_CONTENT_TYPE_NOSNIFF MARKETPLACE_RATE_LIMITS ACCOUNT_RATE_LIMITS MARKETPLACE_ADMIN_MFA SECRET_KEY_FALLBACKS".split()
print(json.dumps({name: getattr(p, name) for name in names} | {"demo": hasattr(p, "DEMO"), "style": hasattr(p, "MARKETPLACE_STYLE_PAGE")}))
"""


MEDIA = """
import json
import django
django.setup()
from django.conf import settings
from django.core.files.storage import default_storage
print(json.dumps([default_storage.url("images/hill.jpg"), settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"]]))
"""


def ask(script: str, **more: str) -> object:
    given = {
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "oltrepo.example",
        "SITE_URL": "https://oltrepo.example",
        "DATABASE_URL": "postgres://localhost/none",
        "STRIPE_SECRET_KEY": "sk",
        "STRIPE_WEBHOOK_SECRET": "whsec",
        **more,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MARKETPLACE_", "DJANGO_"))}
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], env={**kept, **given}, capture_output=True, text=True, check=True
    )
    return json.loads(answer.stdout)


@pytest.fixture(scope="module")
def production() -> dict[str, object]:
    return dict(ask(ASKED))  # type: ignore[call-overload]


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


def test_the_admin_wants_a_second_step(production: dict[str, object]) -> None:
    assert production["MARKETPLACE_ADMIN_MFA"] is True


def test_former_keys_come_from_the_environment(production: dict[str, object]) -> None:
    assert production["SECRET_KEY_FALLBACKS"] == []
    later = dict(ask(ASKED, SECRET_KEY_FALLBACKS="old,older"))  # type: ignore[call-overload]
    assert later["SECRET_KEY_FALLBACKS"] == ["old", "older"]


BUCKETS = [
    {"MEDIA_BUCKET": "oltrepo"},
    {"MEDIA_BUCKET": "oltrepo", "MEDIA_REGION": "eu-south-1"},
    {"MEDIA_BUCKET": "oltrepo", "MEDIA_ENDPOINT": "https://s3.provider.example:9000"},
    {"MEDIA_BUCKET": "oltrepo", "MEDIA_DOMAIN": "pictures.oltrepo.example"},
]


@pytest.mark.parametrize("bucket", BUCKETS)
def test_browsers_may_show_pictures_from_the_bucket(bucket: dict[str, str]) -> None:
    settings = "marketplace.settings.production"
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "DJANGO_SETTINGS_MODULE": settings}
    url, allowed = ask(MEDIA, **keys, **bucket)  # type: ignore[misc]
    address = urlsplit(url)
    assert f"{address.scheme}://{address.netloc}" in allowed, url
    assert not address.query, "a signed address changes with every page, and runs out"
    assert address.path.endswith("images/hill.jpg")
