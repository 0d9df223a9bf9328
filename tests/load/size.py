# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the demo weighs: memory of its processes after some pages, and bytes of a first view without photos. Starts a demo of its own."""

import gzip
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
    largest = max(child.memory_full_info().uss for child in web)
    search: Any = psutil.Process(_pid(folder, "elasticsearch"))
    java = sum(each.memory_info().rss for each in [search, *search.children(recursive=True)])
    return [
        ("largest web process, memory of its own", f"{largest / MIB:.0f} MiB", "≤ 250 MB"),
        ("Elasticsearch, resident", f"{java / MIB:.0f} MiB", "≤ 700 MB"),
    ]


def _pid(folder: Path, name: str) -> int:
    return int(json.loads((folder / "run" / f"{name}.pid").read_text())["pid"])


def _first_view(url: str) -> int:
    html, sent = _get(f"{url}/it/")
    page = html.decode()
    return sent + sum(_get(url + path)[1] for path in set(re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js|woff2|svg))', page)))


def _get(address: str) -> tuple[bytes, int]:
    """A body, and how many bytes it took on the way."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body = answer.read()
        return (gzip.decompress(body), len(body)) if answer.headers.get("Content-Encoding") == "gzip" else (body, len(body))
