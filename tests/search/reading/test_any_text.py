# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whatever is typed: nothing raises, nothing is lost, and it takes no time."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.reading import Reading, read_text
from search.reading.line import WORD, clean, plain

from . import queries_de, queries_en, queries_it
from .places import shipped

TODAY = date(2026, 11, 23)
QUERIES = [*queries_it.QUERIES, *queries_en.QUERIES, *queries_de.QUERIES]
WORDS = sorted({word for query in QUERIES for word in query.split()})
ODD = [
    '"((AND',
    "a:b~2^4 [* TO *]",
    "/.*/",
    "' OR 1=1; --",
    "🐕‍🦺",
    "\u202e\x1b[31m",
    "%s%(x)s{}",
    "\x00",
    "e\u0301",
    "ß",
    "²",
    "٣",
    "9" * 40,
    "1.000.000,00 €",
]
pieces = st.lists(st.sampled_from(WORDS) | st.sampled_from(ODD) | st.text(max_size=8), max_size=30)
texts = pieces.map(" ".join) | st.text(max_size=300)


def read(text: str, language: str = "it") -> Reading:
    return read_text(text, language=language, today=TODAY, places=shipped())


def words(text: str) -> list[str]:
    return sorted(WORD.findall(plain(clean(text))))


@settings(max_examples=600, deadline=None)
@given(texts)
def test_each_word_is_in_one_fact_or_in_the_rest(text: str) -> None:
    reading = read(text)
    parts = [reading.text[start:end] for fact in reading.facts for start, end in fact.spans]
    assert sorted(word for part in [*parts, reading.rest] for word in words(part)) == words(reading.text)
    owned = [at for fact in reading.facts for start, end in fact.spans for at in range(start, end)]
    assert len(owned) == len(set(owned))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_what_is_left_when_the_facts_are_gone_has_none(text: str) -> None:
    again = read(read(text).rest)
    assert again.facts == ()
    assert again.rest == read(text).rest


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(QUERIES), st.data())
def test_a_fact_goes_with_its_words(query: str, data: st.DataObject) -> None:
    reading = read(query)
    if reading.facts:
        fact = data.draw(st.sampled_from(reading.facts))
        assert fact not in read(reading.without(fact)).facts
        assert len(words(reading.without(fact))) < len(words(query))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_what_is_understood_is_within_bounds(text: str) -> None:
    reading = read(text)
    if reading.guests:
        assert 1 <= (reading.guests.adults or 1) + reading.guests.children <= 51
    if reading.length:
        assert 1 <= reading.length.nights <= 365
    first = getattr(reading.when, "check_in", None)
    assert first is None or (first >= TODAY and 1 <= reading.when.nights <= 365)


@pytest.mark.parametrize(
    "text",
    [
        "varzi " * 1700,
        "vazri " * 1700,
        "a b " * 2500,
        " " * 10_240,
        "2 " * 3000 + "notti " * 700,
        "3 giugno " * 1100,
        "x" * 10_240,
        "9" * 10_240,
        "1.000" * 2000,
        "vicino a " * 1100,
        "🐕" * 2500,
        "con il cane, 2 notti dal 3 giugno a Varzi sotto i 100 €; " * 180,
    ],
    ids=lambda text: text[:12].strip() or "blanks",
)
def test_ten_kilobytes_are_read_at_once(text: str) -> None:
    read("warm up")
    best = min(_seconds(text[:10_240]) for _ in range(5))
    assert best <= 0.05


def _seconds(text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start
