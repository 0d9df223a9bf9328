# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Real-looking queries in three languages and mixed, each with its whole reading."""

from datetime import date

import pytest

from search.reading import Dates, Month, read_text

from . import queries_de, queries_en, queries_it
from .places import shipped
from .saying import say

TODAY = date(2026, 11, 23)  # a Monday
ALL = [
    (language, query, expected)
    for language, module in (("it", queries_it), ("en", queries_en), ("de", queries_de))
    for query, expected in module.QUERIES.items()
]


@pytest.mark.parametrize(("language", "query", "expected"), ALL, ids=[query for _, query, _ in ALL])
def test_what_people_type_is_read_as_they_mean_it(language: str, query: str, expected: str) -> None:
    assert say(read_text(query, language=language, today=TODAY, places=shipped())) == expected


@pytest.mark.parametrize(("language", "query", "expected"), ALL[::3], ids=[query for _, query, _ in ALL[::3]])
def test_without_accents_and_in_capitals_it_is_read_alike(language: str, query: str, expected: str) -> None:
    """The words searched keep their form; all that was understood is the same."""
    reading = read_text(query.upper(), language=language, today=TODAY, places=shipped())
    assert say(reading).casefold() == expected.replace("ß", "ss").casefold()


def test_there_are_enough_of_each_language() -> None:
    assert all(len(module.QUERIES) >= 50 for module in (queries_it, queries_en, queries_de))
    assert len(ALL) >= 150


def test_the_words_of_a_fact_are_where_it_says_and_the_text_can_do_without_them() -> None:
    reading = read_text("2 notti a Varzi con il cane dal 3 giugno, in pace", language="it", today=TODAY, places=shipped())
    assert [(fact.kind, fact.words) for fact in reading.facts] == [
        ("nights", "2 notti"),
        ("where", "a Varzi"),
        ("amenity", "con il cane"),
        ("day", "dal 3 giugno"),
    ]
    assert reading.when == Dates(date(2027, 6, 3), date(2027, 6, 5))
    assert reading.without(reading.facts[1]) == "2 notti con il cane dal 3 giugno, in pace"
    assert reading.rest == "in pace"


@pytest.mark.parametrize(
    ("today", "query", "expected"),
    [
        (date(2027, 6, 3), "3 giugno", "2027-06-03..2027-06-04"),
        (date(2027, 6, 4), "3 giugno", "2028-06-03..2028-06-04"),
        (date(2026, 12, 30), "dal 29 dicembre al 2 gennaio", "2027-12-29..2028-01-02"),
        (date(2026, 11, 28), "questo weekend", "2026-11-28..2026-11-29"),
        (date(2026, 11, 29), "questo weekend", "2026-12-04..2026-12-06"),
        (date(2026, 11, 27), "prossimo weekend", "2026-12-04..2026-12-06"),
        (date(2026, 11, 27), "venerdì", "2026-11-27..2026-11-28"),
        (date(2026, 11, 27), "venerdì prossimo", "2026-12-04..2026-12-05"),
        (date(2027, 3, 29), "Pasqua", "2028-04-15..2028-04-17"),
        (date(2027, 8, 20), "in agosto", "2027-08"),
        (date(2027, 9, 1), "in agosto", "2028-08"),
        (date(2027, 7, 1), "in estate", "2027-07-01~2027-09-20"),
        (date(2027, 2, 1), "quest'inverno", "2027-02-01~2027-03-19"),
        (date(2026, 12, 31), "domani", "2027-01-01..2027-01-02"),
    ],
)
def test_the_earliest_sensible_day_to_come_is_meant(today: date, query: str, expected: str) -> None:
    assert say(read_text(query, language="it", today=today, places=shipped())) == expected


def test_months_say_on_which_days_one_may_arrive() -> None:
    month = read_text("ein Wochenende im Februar 2028", language="de", today=TODAY, places=shipped()).when
    assert month == Month(2028, 2, nights=2, weekend=True)
    assert (month.first, month.last) == (date(2028, 2, 1), date(2028, 2, 29))
