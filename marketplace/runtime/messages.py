# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Translations without gettext's programs: compiles every .po of our rooms to .mo, and finds what is not translated."""

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from marketplace.runtime.fingerprints import repository_files
from marketplace.runtime.paths import shown

LANGUAGES = ("it", "de")
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "npgettext"}


def catalogues() -> list[Path]:
    return sorted(repository_files("locale/*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def compile_all() -> int:
    """Writes the .mo beside every .po that is newer; returns how many were written."""
    written = 0
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        compile_one(source)
        written += 1
    return written


def compile_one(source: Path) -> None:
    """Writes the .mo beside a .po, replaced whole: servers may be reading it."""
    target = source.with_suffix(".mo")
    fresh = target.with_suffix(".mo.new")
    with fresh.open("wb") as file:
        write_mo(file, read(source))
    fresh.replace(target)


def untranslated(path: Path) -> Iterator[str]:
    """One line for every message of a catalogue that is empty, half translated or fuzzy."""
    try:
        catalogue = read(path)
    except PoFileError as cause:
        yield f"{shown(path)}: {cause}"
        return
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.fuzzy or not all(texts):
            state = "fuzzy" if message.fuzzy else "not translated"
            yield f"{shown(path)}:{message.lineno}: {state}: {str(message.id)[:90]!r}"


def missing() -> list[str]:
    """What every .po lacks, and the rooms that have one language but not the other."""
    found = [line for path in catalogues() for line in untranslated(path)]
    for folder in sorted({path.parents[2] for path in catalogues()}):
        lacking = [language for language in LANGUAGES if not list(folder.glob(f"{language}/LC_MESSAGES/*.po"))]
        found += [f"{shown(folder)}: no catalogue for {language}" for language in lacking]
    return found


def out_of_sight(paths: Iterable[Path]) -> list[str]:
    """Texts marked for translation inside an f-string, where xgettext does not look: they would never reach a catalogue."""
    return [
        f"{shown(path)}:{call.lineno}: a text to translate inside an f-string is not collected: give it a name before"
        for path in paths
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        print(f"{compile_all()} catalogues compiled")
    else:
        problems = missing() + out_of_sight(repository_files("*.py"))
        print("\n".join(problems) or f"{len(catalogues())} catalogues complete")
        sys.exit(bool(problems))
