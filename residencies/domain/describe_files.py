# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Mapping

from ..models import Entry

MOST_LETTERS = 250


def describe_files(*, entry: Entry, words: Mapping[int, str]) -> None:
    """Keep what is said of files (`words`, by their ids) for those who do not see or hear them; files of others are not touched."""
    for file in entry.files.filter(pk__in=words) if words else ():
        text = " ".join(words[file.pk].replace("\x00", "").split())[:MOST_LETTERS]
        if text != file.alt:
            file.alt = text
            file.save(update_fields=["alt"])
