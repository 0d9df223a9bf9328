# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`make bench`: runs every part and writes docs/benchmarks.md. A part is a function that returns rows: what, measured, wanted."""

import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from . import holds, quality, search, size

PARTS: list[tuple[str, Callable[[], list[tuple[str, str, str]]]]] = [
    ("Holds", holds.measure),
    ("Search: quality", quality.measure),
    ("Search: speed", search.measure),
    ("Size", size.measure),
]
TARGET = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
LICENCE = "<!--\nSPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors\nSPDX-License-Identifier: EUPL-1.2\n-->\n"


def main() -> None:
    before = os.getloadavg()[0]
    lines = [
        LICENCE,
        "# Benchmarks",
        "",
        f"Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, Python {platform.python_version()}; "
        f"load of the machine before it began {before:.1f}. Clients, site and PostgreSQL share the cores.",
    ]
    for title, measure in PARTS:
        print(f"… {title}")
        rows = [f"| {what} | {measured} | {wanted} |" for what, measured, wanted in measure()]
        lines += ["", f"## {title}", "", "| what | measured | wanted |", "|---|---|---|", *rows]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
