# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Words that nothing is called by, read as words that something is: the same for both engines, neither of which is asked for it.

A word that stands in any listing is never touched. One that stands nowhere is compared with those that do: as many slips as
Elasticsearch's AUTO allows, the first letter right (see `slips`), the beginning of a longer word, two words that are one,
one that is two, or German with ae for ä. What was typed is searched too, so that reading only ever adds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .compounds import parts_of
from .slips import allowed_slips, likely, slips, stem
from .texts import words_of
from .vocabulary import Vocabulary, vocabulary

LEAST_LETTERS = 4
LEAST_BEGINNING = 4
MOST_READINGS = 3
COST_OF_BEGINNING = 1.5  # a completed word is likelier than two slips, and less likely than one


@dataclass(frozen=True, slots=True)
class Spelling:
    """`typed` as it is, `read` as it is searched too; `said` is what a person should be told of that, if anything; `others` likewise possible."""

    typed: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    said: str = ""
    others: tuple[str, ...] = ()

    @property
    def ways(self) -> list[tuple[str, ...]]:
        """The word lists to search for, each once."""
        others = (tuple(other.split()) for other in self.others)
        return list(dict.fromkeys(way for way in (self.typed, self.read, *others) if way))


def meant(text: str, language: str) -> list[str]:
    """“Did you mean”: `text` with the words that were read differently put right, the likeliest first; empty if none was."""
    found = spell(text, language)
    return [_put_right(text, found.typed, way) for way in (found.said, *found.others) if way] if found.said else []


def _put_right(text: str, typed: tuple[str, ...], phrase: str) -> str:
    """The text with its own signs and order where only single words differ; else the phrase."""
    read = phrase.split()
    if len(read) != len(typed):
        return phrase
    for before, after in zip(typed, read, strict=True):
        if before != after:
            put, count = re.subn(rf"\b{before}\b", after, text, flags=re.IGNORECASE)
            if not count:
                return phrase  # typed with accents or an apostrophe
            text = put
    return text


def spell(text: str, language: str) -> Spelling:
    """How `text` is read. Words of the vocabulary are read once and kept for some minutes."""
    return _spell(tuple(words_of(text)), language, vocabulary()) if text else Spelling()


def forget_readings() -> None:
    """Read words anew that were read before; for measuring."""
    _spell.cache_clear()


@lru_cache(maxsize=2048)
def _spell(words: tuple[str, ...], language: str, known: Vocabulary) -> Spelling:
    if not known.words:
        return Spelling(words, words)
    found = [_Reader(known, language).read(word) for word in _joined(words, known)]
    read = tuple(dict.fromkeys(part for group in found for part in group.best))
    others = [
        " ".join(part for j, other in enumerate(found) for part in ((way,) if i == j else other.best))
        for i, group in enumerate(found)
        for way in group.others
    ]
    said = " ".join(read) if any(group.telling for group in found) else ""
    return Spelling(words, read, said, tuple(others[:MOST_READINGS]))


@dataclass(frozen=True, slots=True)
class _Read:
    best: tuple[str, ...]
    others: tuple[str, ...] = ()
    telling: bool = False  # worth being told: another word, not another form of it


def _joined(words: tuple[str, ...], known: Vocabulary) -> Iterator[str]:
    """`wi fi` → `wifi`, `agri turismo` → `agriturismo`: neighbours of which one means nothing alone and both together do."""
    index = 0
    while index < len(words):
        pair = words[index : index + 2]
        alone = [word for word in pair if word not in known.words or len(word) < 3]
        if len(pair) == 2 and alone and "".join(pair) in known.words:
            yield "".join(pair)
            index += 2
        else:
            yield words[index]
            index += 1


class _Reader:
    def __init__(self, known: Vocabulary, language: str) -> None:
        self.known, self.language = known, language

    def read(self, word: str) -> _Read:
        if len(word) < LEAST_LETTERS or word in self.known.words or any(sign.isdigit() for sign in word):
            return _Read((word,))
        plain = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
        if plain in self.known.words:
            return _Read((plain,))
        if parts := parts_of(word):
            return _Read(tuple(parts))
        if self.known.has_form_of(stem(word)):
            return _Read((word,))  # another form of a known word: the analyzers' business
        ranked = sorted(self._candidates(word))
        if not ranked:
            return _Read((word,))
        best, *rest = dict.fromkeys(way for *_, way in ranked)
        least = ranked[0][0]
        others = [way for cost, *_, way in ranked[1:] if cost <= least + 0.5 and way in rest and stem(way) != stem(best)]
        return _Read((best,), tuple(dict.fromkeys(others))[: MOST_READINGS - 1], True)

    def _candidates(self, word: str) -> Iterator[tuple[float, bool, int, str]]:
        """Cost, whether of another language, how rare, and the word."""
        for other in self.known.near(word, allowed_slips(word)):
            count = slips(word, other, allowed_slips(word))
            if count is not None and likely(word, other, count):
                yield float(count), *self.known.rank(other, self.language), other
        if len(word) >= LEAST_BEGINNING:
            for other in self.known.beginning(word):
                yield COST_OF_BEGINNING, *self.known.rank(other, self.language), other
