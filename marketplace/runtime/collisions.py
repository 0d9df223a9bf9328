# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Finds texts that are shown in another translation than the one in their room's catalogue.

Django merges all catalogues into one: of two translations of the same text the first app's wins, be it ours, Wagtail's
or Oscar's. A text found here needs a context (`pgettext`, `{% translate … context … %}`) or another wording.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Message
from django.utils.translation import trans_real

from marketplace.runtime.messages import LANGUAGES, catalogues, compile_all, read
from marketplace.runtime.paths import shown


def translations(message: Message) -> Iterator[tuple[Any, str]]:
    """The keys gettext keeps a message under, with its translations: one, or one for each plural form."""
    single = message.id if isinstance(message.id, str) else message.id[0]
    key = f"{message.context}\x04{single}" if message.context else single
    if isinstance(message.string, tuple | list):
        yield from (((key, form), text) for form, text in enumerate(message.string))
    else:
        yield key, message.string or ""


def collisions(path: Path, merged: Mapping[Any, str]) -> Iterator[str]:
    """One line for every message of a catalogue of which `merged` has another translation."""
    for message in read(path):
        if not message.id or message.fuzzy:
            continue
        for key, text in translations(message):
            if text and (effective := merged.get(key)) != text:
                yield f"{shown(path)}: {str(key)[:80]!r} is {text[:60]!r} here, but {str(effective)[:60]!r} is shown"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.demo")
    compile_all()
    django.setup()
    found = [
        line
        for language in LANGUAGES
        for path in catalogues()
        if path.parts[-3] == language
        for line in collisions(path, trans_real.translation(language)._catalog)  # type: ignore[attr-defined]
    ]
    print("\n".join(found) or "every text is shown in its room's translation")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
