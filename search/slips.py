# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How many slips of the hand lie between two words: letters left out, put in, exchanged, or swapped with the neighbour."""

import re

_ENDING = re.compile(r"(?:en|er|es|em|[aeiosn])$")


def allowed_slips(word: str) -> int:
    """None up to two letters, one up to five, else two: Elasticsearch's fuzziness AUTO."""
    return 0 if len(word) <= 2 else 1 if len(word) <= 5 else 2


def likely(one: str, other: str, count: int) -> bool:
    """Two slips in a word of six or seven letters are believed only behind the third: “pottery” is not read “poster”."""
    return count < 2 or len(one) >= 8 or one[:3] == other[:3]


def slips(one: str, other: str, most: int) -> int | None:
    """The number of slips (optimal string alignment), or None if it is above `most`."""
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        earlier, before = before, row
        row = [i]
        for j, mark in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != mark))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == mark:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def stem(word: str) -> str:
    """Roughly what singular and plural share in all three languages: only to tell forms of a word from other words."""
    for _ in range(2):
        shorter = _ENDING.sub("", word)
        if len(shorter) < 3:
            return word
        word = shorter
    return word
