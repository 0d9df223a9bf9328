# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Text as both engines get it, when indexing and when asking: accents folded, Italian elisions opened, control characters gone.

Folding here and not in an analyzer makes Elasticsearch's core distribution, its full one and PostgreSQL read the same words.
"""

import re
import unicodedata

from django.utils.html import strip_tags

LONGEST_QUERYWORDS = 24
LONGEST_TEXT = 100_000  # PostgreSQL refuses text vectors above 1 MB
_ELISION = re.compile(r"\b(?:dell|dall|nell|sull|all|coll|quell|quest|sant|bell|gl|un|[cdlmnstv])'(?=\w)", re.IGNORECASE)
_LETTERS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ß": "ss", "ẞ": "SS", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l"})
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """ "L’agriturismo è già lì" → "agriturismo e gia li"; case is the analyzers' business."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in plain if not unicodedata.combining(sign))
    return _ELISION.sub(" ", bare).strip()


def plain_text(*parts: object) -> str:
    """One folded text of several, without markup; empty parts are left out."""
    return fold(strip_tags(" \n ".join(str(part) for part in parts if part))[:LONGEST_TEXT])


def words_of(query: str) -> list[str]:
    """The words of what a person typed, each once, at most 24: the same for both engines."""
    found = dict.fromkeys(word.lower() for word in WORD.findall(fold(query)))
    return list(found)[:LONGEST_QUERYWORDS]
