# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The journeys run against the demo as `make demo` starts it: web, worker, PostgreSQL, Elasticsearch and sandbox are processes of their own."""

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from marketplace.runtime.paths import REPOSITORY, instance_folder
from marketplace.runtime.state import free_port
from marketplace.runtime.testservers import find_chromium

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
INSTANCE = "journeys"
NOT_FOR_THE_DEMO = ("DATABASE_URL", "ELASTICSEARCH_URL", "SEARCH_INDEX_PREFIX", "DJANGO_SETTINGS_MODULE", "STRIPE_API_BASE", "SECRET_KEY")


class Site:
    """The running demo: its address, its log and its folder."""

    def __init__(self, url: str, log: Path, folder: Path) -> None:
        self.url = url
        self.log = log
        self.folder = folder

    def mails(self) -> list[str]:
        """The text of all mails sent so far."""
        return [path.read_text(encoding="utf-8") for path in sorted((self.folder / "mails").glob("*"))]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    """One demo for all workers: the first to come starts it, the last to leave ends it.

    MARKETPLACE_JOURNEY_SITE names a demo that runs already, which saves the start while writing tests.
    """
    if running := os.environ.get("MARKETPLACE_JOURNEY_SITE"):
        yield Site(running, tmp_path_factory.mktemp("demo") / "demo.log", instance_folder("demo"))
        return
    base = tmp_path_factory.getbasetemp()
    shared = SharedDemo(base if worker_id == "master" else base.parent)
    url = shared.enter()
    try:
        yield Site(url, shared.log, instance_folder(INSTANCE))
    finally:
        shared.leave()


class SharedDemo:
    """A demo of several test processes. `state` says its address, its process and how many use it; `lock` guards it."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "demo.log"
        self.state = folder / "demo.json"
        self.lock = folder / "demo.lock"

    @contextmanager
    def locked(self) -> Iterator[dict[str, Any]]:
        with self.lock.open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            facts = json.loads(self.state.read_text()) if self.state.exists() else {"users": 0}
            yield facts
            self.state.write_text(json.dumps(facts))

    def enter(self) -> str:
        with self.locked() as facts:
            if not facts["users"]:
                facts["pid"], facts["url"] = self.start()
            facts["users"] += 1
            return str(facts["url"])

    def leave(self) -> None:
        with self.locked() as facts:
            facts["users"] -= 1
            if not facts["users"]:
                os.kill(facts["pid"], signal.SIGINT)
                self.wait_for(r"Everything is stopped")

    def start(self) -> tuple[int, str]:
        port = free_port()
        environment = {name: value for name, value in os.environ.items() if name not in NOT_FOR_THE_DEMO}
        environment |= {
            "PORT": str(port),
            "MARKETPLACE_INSTANCE": INSTANCE,
            "MARKETPLACE_RATE_LIMITS": "off",
            "MARKETPLACE_DEMO_PICTURES": "off",
        }
        with self.log.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "marketplace.runtime.demo"],
                cwd=REPOSITORY,
                env=environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        process.returncode = 0  # left to run: whoever leaves last ends it
        return process.pid, self.wait_for(r"Ready: (\S+)", alive=process.pid)

    def wait_for(self, pattern: str, *, alive: int | None = None, seconds: float = 600) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := re.search(pattern, self.log.read_text(errors="replace")):
                return found[found.lastindex or 0]
            if alive and not psutil.pid_exists(alive):
                break
            time.sleep(0.5)
        pytest.fail(f"the demo does not say “{pattern}”: {self.log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Closed with its module: Playwright refuses a second one in the same process, and other tests have browsers too."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A fresh guest on a phone and at a desk. Whatever the browser complains about fails the test."""
    context = chromium.new_context(viewport={"width": request.param, "height": 844}, locale="it-IT", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    unexpected = [text for text in said if "status of 4" not in text]
    assert not unexpected, unexpected
