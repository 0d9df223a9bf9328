# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`make bench`: runs every part and writes docs/benchmarks.md. A part is a function that returns rows: what, measured, wanted.

BENCH="Holds,Size" runs these alone; what the others measured last stands on, each with its day and load.
"""

import json
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime

from marketplace.runtime.paths import REPOSITORY

from . import holds, quality, search, size

PARTS: list[tuple[str, Callable[[], list[tuple[str, str, str]]]]] = [
    ("Holds", holds.measure),
    ("Search: quality", quality.measure),
    ("Search: speed", search.measure),
    ("Size", size.measure),
]
TARGET = REPOSITORY / "docs" / "benchmarks.md"
KEPT = REPOSITORY / ".local" / "benchmarks.json"
LICENCE = "<!--\nSPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors\nSPDX-License-Identifier: EUPL-1.2\n-->\n"


def main() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    chosen = [title for title in os.environ.get("BENCH", "").split(",") if title] or [title for title, _ in PARTS]
    for title, measure in PARTS:
        if title in chosen:
            print(f"… {title}")
            before = f"{datetime.now(UTC):%Y-%m-%d}, load of the machine before it began {os.getloadavg()[0]:.1f}"
            kept[title] = [before, measure()]
            KEPT.write_text(json.dumps(kept), encoding="utf-8")
    TARGET.write_text(written(kept), encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


def written(kept: dict[str, tuple[str, list[tuple[str, str, str]]]]) -> str:
    """The page with a table for each part."""
    lines = [
        LICENCE,
        "# Benchmarks",
        "",
        f"Written by `make bench`: {os.cpu_count()} cores, Python {platform.python_version()}. Clients, site and PostgreSQL share the cores.",
    ]
    for title, _ in PARTS:
        if title in kept:
            before, rows = kept[title]
            table = [f"| {what} | {measured} | {wanted} |" for what, measured, wanted in rows]
            lines += ["", f"## {title}", "", f"{before}.", "", "| what | measured | wanted |", "|---|---|---|", *table]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
