# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the demo weighs: memory of its processes after some pages, and bytes of a first view without photos. Starts a demo of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import sync_playwright

from marketplace.runtime.paths import REPOSITORY, instance_folder
from marketplace.runtime.state import free_port

INSTANCE = "journeys"
OURS = (
    "DATABASE_URL",
    "ELASTICSEARCH_URL",
    "SEARCH_INDEX_PREFIX",
    "DJANGO_SETTINGS_MODULE",
    "STRIPE_API_BASE",
    "SECRET_KEY",
    "MARKETPLACE_SEARCH_HEAP",
)
PAGES = ["/it/", "/it/search/", "/de/search/?adults=2", "/en/villages/", "/it/search/?q=mulino", "/api/v1/search?q=varzi"]
MIB = 1024 * 1024
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def measure() -> list[tuple[str, str, str]]:
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment |= {"PORT": str(free_port()), "MARKETPLACE_INSTANCE": INSTANCE, "MARKETPLACE_DEMO_PICTURES": "off"}
    _run(environment)  # a first start prepares what is not prepared yet
    began = time.monotonic()
    process, url = _start(environment)
    second = time.monotonic() - began
    try:
        for _ in range(30):
            for path in PAGES:
                urllib.request.urlopen(url + path, timeout=30).read()
        return [
            ("second start of the demo, until Ready", f"{second:.1f} s", "≤ 20 s"),
            *_memory(instance_folder(INSTANCE)),
            ("first view of the first page: HTML, style, script and fonts as sent", f"{_first_view(url) / 1000:.0f} kB", "≤ 150 kB"),
        ]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _run(environment: dict[str, str]) -> None:
    process, _url = _start(environment)
    process.send_signal(signal.SIGINT)
    process.wait(60)


def _start(environment: dict[str, str]) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "marketplace.runtime.demo"], cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    for line in process.stdout:
        if found := re.search(r"Ready: (\S+)", line):
            return process, found[1]
    raise RuntimeError("the demo did not start")


def _memory(folder: Path) -> list[tuple[str, str, str]]:
    web = psutil.Process(_pid(folder, "web")).children()
    sizes = [child.memory_full_info() for child in web]
    search: Any = psutil.Process(_pid(folder, "elasticsearch"))
    java = sum(each.memory_info().rss for each in [search, *search.children(recursive=True)])
    return [
        # Resident counts what the processes share as if it were this one's alone; the proportional size divides it among them.
        ("largest web process, resident (shared memory counted in full)", f"{max(size.rss for size in sizes) / 1e6:.0f} MB", "≤ 250 MB"),
        ("the same, proportional (shared memory divided)", f"{max(size.pss for size in sizes) / 1e6:.0f} MB", "–"),
        ("Elasticsearch, resident", f"{java / MIB:.0f} MiB", "≤ 700 MB"),
    ]


def _pid(folder: Path, name: str) -> int:
    return int(json.loads((folder / "run" / f"{name}.pid").read_text())["pid"])


def _first_view(url: str) -> int:
    """Bytes a browser with an empty cache takes for the first page, photos apart, as it counts them: with the fonts it asks for."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{url}/it/", wait_until="networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        entries = page.evaluate(
            "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
            ".map(each => [new URL(each.name).pathname, each.transferSize])"
        )
        browser.close()
    return sum(size for path, size in entries if not path.startswith("/media/"))
