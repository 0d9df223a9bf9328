# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The commands of the demo: sandbox, web server, worker."""

import sys

from marketplace.runtime.demo_settings import Demo
from marketplace.runtime.paths import REPOSITORY
from marketplace.runtime.processes import Child

WEBHOOK_PATH = "/webhooks/stripe/"


def python(*words: str) -> list[str]:
    return [sys.executable, "-W", "ignore", *words]


def sandbox(demo: Demo) -> Child:
    """Our Stripe. Its state lives with the demo's, so that a payment begun before a restart can be ended after it."""
    folder = demo.folder / "sandbox"
    command = python(
        "-m", "marketplace.payments.sandbox", "--port", str(demo.sandbox_port), "--state-dir", str(folder),
        "--webhook-url", f"{demo.site_url}{WEBHOOK_PATH}",
    )  # fmt: skip
    return Child("sandbox", command, demo.folder, str(folder), demo.environment(), REPOSITORY)


def web(demo: Demo) -> Child:
    settings = REPOSITORY / "marketplace" / "runtime" / "gunicorn.py"
    command = python("-m", "gunicorn", "--config", str(settings), "--bind", f"127.0.0.1:{demo.port}", "marketplace.wsgi")
    return Child("web", command, demo.folder, str(settings), demo.environment(), REPOSITORY, grace=15.0)


def worker(demo: Demo) -> Child:
    command = python("manage.py", "worker", "--instance", str(demo.folder))
    return Child("worker", command, demo.folder, str(demo.folder), demo.environment(), REPOSITORY, grace=15.0)


def manage(demo: Demo, *words: str) -> Child:
    """One management command. Its output goes to the terminal, where its progress is seen."""
    name = f"step-{words[0]}"
    return Child(name, python("manage.py", *words), demo.folder, words[0], demo.environment(), REPOSITORY, shown=True)
