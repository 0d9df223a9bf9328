# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Collects translatable texts with gettext's programs: into each room's .po (`make messages`), or only to see what is missing (`--check`)."""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from marketplace.runtime.messages import LANGUAGES, read
from marketplace.runtime.paths import REPOSITORY, shown

NOT_TEXT = ("static", "__pycache__", "migrations", "node_modules", "*.mo")


def rooms() -> list[Path]:
    """Every folder that is a Django app of ours."""
    return sorted(path.parent for pattern in ("*/apps.py", "marketplace/*/apps.py") for path in REPOSITORY.glob(pattern))


def collect(room: Path) -> None:
    """Runs makemessages in `room`: new texts come in untranslated, texts that are gone leave. Ends the program when that fails."""
    nested = [f"--ignore={path.parent.name}/*" for path in room.glob("*/apps.py")]
    languages = [f"--locale={language}" for language in LANGUAGES]
    options = ["--no-wrap", "--no-obsolete", "--add-location=file", "--extension=html,txt,py,ics"]
    (room / "locale").mkdir(exist_ok=True)
    made = subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-m", "django", "makemessages", *languages, *options, *nested],
        cwd=room,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},  # settings would cost 4 s a room
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SystemExit(f"makemessages fails in {shown(room)}:\n{made.stderr[-2000:]}")


def texts(room: Path, language: str) -> set[tuple[str, str]]:
    """The (context, text) pairs in a room's catalogue; none if it has none."""
    path = room / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return set()
    return {(str(message.context or ""), str(message.id)) for message in read(path) if message.id}


def uncollected(room: Path) -> list[str]:
    """What a fresh collection in a copy of `room` finds and its catalogues do not have."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / room.name
        shutil.copytree(room, copy, ignore=shutil.ignore_patterns(*NOT_TEXT))
        collect(copy)
        return [
            f"{shown(room)}: not in the catalogue of {language}: {text[:90]!r}"
            for language in LANGUAGES
            for _context, text in sorted(texts(copy, language) - texts(room, language))
        ]


def main(words: list[str]) -> int:
    if shutil.which("xgettext") is None:
        print("gettext is not installed here: new texts are neither collected nor looked for.")
        return 0 if words == ["--check"] else 1
    with ThreadPoolExecutor(2) as pool:
        if words != ["--check"]:
            list(pool.map(collect, rooms()))
            return 0
        found = [line for lines in pool.map(uncollected, rooms()) for line in lines]
    print("\n".join(found) or "every text is in its catalogue")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
