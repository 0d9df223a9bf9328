# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Numbers in words, up to twenty."""

from .words import split

WORDS = (
    "zero, null",
    "un, uno, una, un', one, a, an, ein, eine, einen, einem, einer, eins",
    "due, two, zwei, zwo",
    "tre, three, drei",
    "quattro, four, vier",
    "cinque, five, fünf, fuenf",
    "sei, six, sechs",
    "sette, seven, sieben",
    "otto, eight, acht",
    "nove, nine, neun",
    "dieci, ten, zehn",
    "undici, eleven, elf",
    "dodici, twelve, zwölf, zwoelf",
    "tredici, thirteen, dreizehn",
    "quattordici, fourteen, vierzehn",
    "quindici, fifteen, fünfzehn, fuenfzehn",
    "sedici, sixteen, sechzehn",
    "diciassette, seventeen, siebzehn",
    "diciotto, eighteen, achtzehn",
    "diciannove, nineteen, neunzehn",
    "venti, twenty, zwanzig",
)
VALUES = {word: number for number, words in enumerate(WORDS) for word in split(words)}
# “a”, “in”: too short to count things on their own.
PLAIN = [word for word, number in VALUES.items() if number > 1]
TABLES = {"count": WORDS, "some": tuple(PLAIN)}


def number_of(word: str) -> int:
    """The number that a word or digits mean. Raises ValueError."""
    return VALUES[word] if word in VALUES else int(word)
