# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A text made ready for the rules: folded and in small letters, each sign knowing where it stood."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from ..texts import fold

CLAIMED = "\x00"
WORD = re.compile(r"\d+|[^\W\d_]+")
_DASHES = "‐‑‒–—―−"


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign in _DASHES:
        return "-"
    if sign == "ß":
        return "ss"
    folded = fold(sign).lower()
    return folded or ("" if unicodedata.combining(sign) else " ")


def plain(text: str) -> str:
    """`text` as the rules read it."""
    return "".join(_plain(sign) for sign in text)


@dataclass(slots=True)
class Line:
    """`plain` is what the rules read; `origin[i]` is where `plain[i]` stands in `text`. Claimed signs are blanked."""

    text: str
    plain: str
    origin: list[int]
    claims: list[tuple[int, int]] = field(default_factory=list)

    def claim(self, start: int, end: int) -> None:
        """No later rule reads `plain[start:end]`."""
        self.claims.append((start, end))
        self.plain = self.plain[:start] + CLAIMED * (end - start) + self.plain[end:]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `plain[start:end]` stands in the text."""
        return self.origin[start], self.origin[end - 1] + 1


def make_line(text: str, owned: bytearray) -> Line:
    """The line of what `owned` does not mark yet; what is marked is left out, so that its neighbours meet."""
    plain: list[str] = []
    origin: list[int] = []
    for at, sign in enumerate(text):
        folded = " " if owned[at] else _plain(sign)
        if folded == " " and (not plain or plain[-1] == " "):
            continue
        for letter in folded:
            plain.append(letter)
            origin.append(at)
    return Line(text, "".join(plain), origin)


def clean(text: str) -> str:
    """`text` composed (NFC), control signs as blanks."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in composed)
