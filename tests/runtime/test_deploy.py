# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Production starts only when it is told what it needs, and docs/deploy.md tells what that is."""

import os
import re
import subprocess
import sys

import pytest

from marketplace.runtime.paths import REPOSITORY

NEEDED = {
    "SECRET_KEY": "a-long-key-of-a-village-far-from-the-sea-with-many-9-different-letters",
    "ALLOWED_HOSTS": "borghi.example",
    "SITE_URL": "https://borghi.example",
    "DATABASE_URL": os.environ.get("DATABASE_URL", "postgresql://nobody:x@127.0.0.1:1/none"),
    "STRIPE_SECRET_KEY": "sk_test_deploy",
    "STRIPE_WEBHOOK_SECRET": "whsec_deploy",
}


def check(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    settings = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "marketplace.settings.production"}
    return subprocess.run(command, cwd=REPOSITORY, env=settings | environment, capture_output=True, text=True, check=False)


def test_the_check_for_deployment_has_nothing_to_say() -> None:
    answer = check(NEEDED)

    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_it_does_not_start_without(name: str) -> None:
    answer = check({key: value for key, value in NEEDED.items() if key != name})

    assert answer.returncode != 0
    assert name in answer.stderr


def test_every_setting_from_the_environment_is_in_the_deployment_guide() -> None:
    guide = (REPOSITORY / "docs" / "deploy.md").read_text(encoding="utf-8")
    settings = "".join((REPOSITORY / "marketplace" / "settings" / f"{name}.py").read_text() for name in ("base", "production"))
    named = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings)) - {"MARKETPLACE_LOCAL", "STRIPE_API_BASE", "STRIPE_CHECKOUT_ORIGIN"}

    assert sorted(name for name in named if f"`{name}`" not in guide) == []


def test_every_folder_the_site_writes_files_to_is_a_volume() -> None:
    """The container is read-only: elsewhere an upload would be an error, and gone with the container if it were not."""
    code = "from django.conf import settings; from django.core.files.storage import storages; import django; django.setup()"
    code += "; print(*(storages[name].location for name in settings.STORAGES if name != 'staticfiles'))"
    production = {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.production",
        "MARKETPLACE_LOCAL": "/srv/local",
        "PATH": os.environ["PATH"],
    }
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=REPOSITORY, env=NEEDED | production, capture_output=True, text=True, check=True
    )
    written = set(answer.stdout.split())
    assert len(written) == 2
    image = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    assert written == set(re.findall(r"^VOLUME (.+)$", image, re.M)[0].split())
    composed = (REPOSITORY / "compose.yaml").read_text(encoding="utf-8")
    mounted = dict(re.findall(r'"(\w+):(/srv/[^"]+)"', composed))
    assert written == set(mounted.values())
    assert set(mounted) <= set(re.findall(r"^  (\w+):$", composed[composed.index("\nvolumes:") :], re.M))
