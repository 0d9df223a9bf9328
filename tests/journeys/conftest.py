# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The journeys run against the demo as `make demo` starts it: web, worker, PostgreSQL, Elasticsearch and sandbox are processes of their own."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

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
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo of our own; or the one that MARKETPLACE_JOURNEY_SITE names, which saves the start while writing tests."""
    if running := os.environ.get("MARKETPLACE_JOURNEY_SITE"):
        yield Site(running, tmp_path_factory.mktemp("demo") / "demo.log", instance_folder("demo"))
        return
    log = tmp_path_factory.mktemp("demo") / "demo.log"
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in NOT_FOR_THE_DEMO}
    environment |= {
        "PORT": str(port),
        "MARKETPLACE_INSTANCE": INSTANCE,
        "MARKETPLACE_RATE_LIMITS": "off",
        "MARKETPLACE_DEMO_PICTURES": "off",
    }
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "marketplace.runtime.demo"],
            cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        assert process.stdout
        try:
            for line in process.stdout:
                out.write(line)
                out.flush()
                if found := re.search(r"Ready: (\S+)", line):
                    break
            else:
                pytest.fail(f"the demo did not start: {log.read_text()[-3000:]}")
            # A full pipe would stop the demo: what it says from now on goes to the log.
            threading.Thread(target=lambda: [out.write(line) for line in process.stdout], daemon=True).start()
            yield Site(found[1], log, instance_folder(INSTANCE))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
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
