# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Text without case, accents and invisible letters, with the way back: a place in it is a place in the original."""

import unicodedata

# Letters that have no accent to lose, as they are written where they are missing.
PLAIN = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "´": "'",
    "`": "'",
}
SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}


def fold(text: str) -> str:
    """Only the folded text."""
    return fold_with_places(text)[0]


def fold_with_places(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its letters the place in `text` it comes from (None: the same place)."""
    if text.isascii():
        return text.lower(), None
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = letter.lower() if letter.isascii() else _plain(letter)
        letters.append(folded)
        places.extend([place] * len(folded))
    return "".join(letters), places


def _plain(letter: str) -> str:
    if unicodedata.category(letter) == "Cf":  # soft hyphens, zero-width spaces and joiners, marks of direction
        return ""
    found = "".join(part for part in unicodedata.normalize("NFKD", letter).casefold() if not unicodedata.combining(part))
    return "".join(PLAIN.get(part, part) for part in found)


def spellings(text: str) -> set[str]:
    """The folded forms under which a name may stand: “Müller” also as “mueller”, “Mueller” also as “muller”."""
    low = unicodedata.normalize("NFC", text).casefold()
    spelt = fold("".join(SPELT_OUT.get(letter, letter) for letter in low))
    short = fold(text)
    for plain, pair in (("a", "ae"), ("o", "oe"), ("u", "ue")):
        short = short.replace(pair, plain)
    return {fold(text), spelt, short}
