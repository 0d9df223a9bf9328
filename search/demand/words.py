# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Words that were not understood. What may be a person's is never looked at; the rest is a hash until enough people have asked for it."""

import re
from datetime import date
from typing import NamedTuple

from django.utils.crypto import salted_hmac

from ..query import SearchRequest
from ..reading.facts import only_fillers
from ..texts import words_of

ENOUGH = 5  # different network addresses in a calendar month
MOST_WORDS = 6  # whoever types more is telling something
SHORTEST, LONGEST = 3, 24
_PERSONAL = re.compile(r"[@\d/\\:_#]|\w\.\w")  # addresses, numbers, names of accounts


class Heard(NamedTuple):
    """A word of one search, and who asked, as the table of rare words has them."""

    month: date
    word: str
    word_hash: str
    asker: str


def words_to_count(request: SearchRequest) -> list[str]:
    """The words searched as text, folded; none at all of a text in which anything looks like an address or a number."""
    text = request.searched
    if not text or _PERSONAL.search(text):
        return []
    words = [word for word in words_of(text) if SHORTEST <= len(word) <= LONGEST and word.isalpha() and not only_fillers(word)]
    return words if len(words) <= MOST_WORDS else []


def hear(words: list[str], client: str, today: date) -> list[Heard]:
    """The words as they are counted. The key is the site's secret with the month: next month everything is another number."""
    month = today.replace(day=1)
    salt = f"search.demand.{month:%Y-%m}"
    return [Heard(month, word, _hash(f"{salt}.word", word), _hash(f"{salt}.asker", f"{word} {client}")) for word in words]


def _hash(salt: str, value: str) -> str:
    return salted_hmac(salt, value, algorithm="sha256").hexdigest()[:32]
