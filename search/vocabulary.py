# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The words that stand in listings: counted by the worker, kept in the memory of each process for some minutes."""

import threading
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max

from .models import Listing, Word
from .slips import stem
from .texts import WORD
from .words import LANGUAGES

MOST_WORDS = 60_000
MOST_LISTINGS = 20_000  # the latest changed; who has more has their words in these
KEPT_SECONDS = 300.0
LONGEST, SHORTEST = 30, 3
MOST_CANDIDATES, MOST_BEGINNINGS = 400, 50


class Vocabulary:
    """What is known. `words`: word → number of listings by language."""

    def __init__(self, rows: list[tuple[str, str, int]]) -> None:
        self.words: dict[str, dict[str, int]] = defaultdict(dict)
        for text, language, listings in rows:
            self.words[text][language] = listings
        self.words = dict(self.words)
        self._sorted = sorted(self.words)
        self._by_size: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        for word in self._sorted:
            self._by_size[word[0], len(word)].append((_letters(word), word))
        self._stems = {stem(word) for word in self._sorted}

    def has_form_of(self, stemmed: str) -> bool:
        return stemmed in self._stems

    def rank(self, word: str, language: str) -> tuple[bool, int]:
        """For sorting: of this language first, the frequent first."""
        counts = self.words[word]
        return language not in counts, -max(counts.values())

    def near(self, word: str, most: int) -> Iterator[str]:
        """Words with the same first letter that may be within `most` slips: those whose letters differ little."""
        mine = _letters(word)
        for size in range(len(word) - most, len(word) + most + 1):
            for letters, other in self._by_size.get((word[0], size), ()):
                if (letters ^ mine).bit_count() <= 2 * most:
                    yield other

    def beginning(self, start: str) -> list[str]:
        """Words that go on after `start`."""
        at = bisect_left(self._sorted, start)
        found = []
        for word in self._sorted[at : at + MOST_BEGINNINGS]:
            if not word.startswith(start):
                break
            found.append(word)
        return found


def _letters(word: str) -> int:
    """The set of its letters as bits."""
    bits = 0
    for sign in word:
        bits |= 1 << (ord(sign) % 61)
    return bits


class _Kept:
    """The vocabulary in this process, and until when it is good."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.vocabulary: Vocabulary | None = None
        self.until = 0.0


_kept = _Kept()


def vocabulary() -> Vocabulary:
    """The words as they were read at most some minutes ago. One thread reads them anew, the others go on with those they have."""
    if _kept.vocabulary is not None and (time.monotonic() < _kept.until or not _kept.lock.acquire(blocking=False)):
        return _kept.vocabulary
    if _kept.vocabulary is None:
        _kept.lock.acquire()
    try:
        if _kept.vocabulary is None or time.monotonic() >= _kept.until:
            _kept.vocabulary = Vocabulary(list(Word.objects.order_by("-listings").values_list("text", "language", "listings")[:MOST_WORDS]))
            _kept.until = time.monotonic() + KEPT_SECONDS
        return _kept.vocabulary
    finally:
        _kept.lock.release()


def forget_vocabulary() -> None:
    """Read it anew at the next search."""
    with _kept.lock:
        _kept.vocabulary, _kept.until = None, 0.0


def learn_words() -> bool:
    """Count the words of listings anew if any listing has changed since; says whether it did. For the worker."""
    latest = Listing.objects.aggregate(latest=Max("version"))["latest"] or 0
    if latest == (Word.objects.aggregate(latest=Max("learned_at_version"))["latest"] or 0):
        return False
    counts: dict[str, Counter[str]] = {language: Counter() for language in LANGUAGES}
    rows = Listing.objects.filter(document__isnull=False).order_by("-version")
    for texts in rows.values_list(*(f"document__{language}" for language in LANGUAGES))[:MOST_LISTINGS].iterator(500):
        for language, fields in zip(LANGUAGES, texts, strict=True):
            counts[language].update(_words(fields))
    words = [
        Word(text=text, language=language, listings=count, learned_at_version=latest)
        for language, counter in counts.items()
        for text, count in sorted(counter.items())
    ]
    with transaction.atomic():
        Word.objects.bulk_create(
            words,
            batch_size=2000,
            update_conflicts=True,
            unique_fields=["language", "text"],
            update_fields=["listings", "learned_at_version"],
        )
        Word.objects.exclude(learned_at_version=latest).delete()
    return True


def _words(fields: dict[str, str]) -> set[str]:
    return {
        word for text in fields.values() for word in WORD.findall(text.lower()) if SHORTEST <= len(word) <= LONGEST and not word.isdigit()
    }
