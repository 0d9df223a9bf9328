# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Our files have at most 400 lines and our functions at most 40: what is longer has two jobs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from marketplace.runtime.paths import REPOSITORY, shown

LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def sources() -> list[Path]:
    """Our Python files, as Git knows them, without migrations."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.splitlines()
    return [REPOSITORY / name for name in listed if "/migrations/" not in name and (REPOSITORY / name).exists()]


def too_long(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if (count := text.count("\n")) > LONGEST_FILE:
        yield f"{shown(path)}: {count} lines, at most {LONGEST_FILE}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{shown(path)}:{node.lineno}: {node.name} has {length} lines, at most {LONGEST_FUNCTION}"


if __name__ == "__main__":
    problems = [line for path in sources() for line in too_long(path)]
    print("\n".join(problems) or "no file and no function is too long")
    sys.exit(bool(problems))
