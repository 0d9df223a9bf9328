# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Text as both engines get it, when indexing and when asking: accents folded, Italian elisions opened, control characters gone.

Folding here and not in an analyzer makes Elasticsearch's core distribution, its full one and PostgreSQL read the same words.
"""

import re
import unicodedata

from django.utils.html import strip_tags

LONGEST_QUERYWORDS = 24
MOST_SIGNS = 4096  # remembered
LONGEST_TEXT = 100_000  # PostgreSQL refuses text vectors above 1 MB
_ELISION = re.compile(r"\b(?:dell|dall|nell|sull|all|coll|quell|quest|sant|bell|gl|un|[cdlmnstv])'(?=\w)", re.IGNORECASE)
_LETTERS = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ß": "ss", "ẞ": "SS", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l"}
WORD = re.compile(r"[^\W_]+")


class _Folded(dict[int, str]):
    """What becomes of each sign, found out when it is first met: nothing of an accent, a blank of a control character."""

    def __missing__(self, sign: int) -> str:
        plain = unicodedata.normalize("NFKD", _LETTERS.get(chr(sign), chr(sign)))
        folded = "".join(_kept(part) for part in plain)
        if len(self) < MOST_SIGNS:
            self[sign] = folded
        return folded


def _kept(sign: str) -> str:
    return "" if unicodedata.combining(sign) else " " if unicodedata.category(sign).startswith("C") else sign


_FOLDED = _Folded()


def fold(text: str) -> str:
    """ "L’agriturismo è già lì" → "agriturismo e gia li"; case is the analyzers' business."""
    plain = text.translate(_FOLDED)
    return (_ELISION.sub(" ", plain) if "'" in plain else plain).strip()


def plain_text(*parts: object) -> str:
    """One folded text of several, without markup; empty parts are left out."""
    return fold(strip_tags(" \n ".join(str(part) for part in parts if part))[:LONGEST_TEXT])


def words_of(query: str) -> list[str]:
    """The words of what a person typed, each once, at most 24: the same for both engines."""
    found = dict.fromkeys(word.lower() for word in WORD.findall(fold(query)))
    return list(found)[:LONGEST_QUERYWORDS]
