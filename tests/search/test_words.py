# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Slips of the hand, forms of words and compounds are forgiven, on both engines alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.compounds import parts_of, with_parts
from search.models import Word
from search.slips import slips
from search.spelling import spell
from search.vocabulary import Vocabulary, learn_words
from tests.factories import make_business, make_experience, make_municipality, make_stay, make_unit

from .asking import ask, titles
from .conftest import Indexer

pytestmark = pytest.mark.django_db


def furnish() -> None:
    varzi, ostiglia = make_municipality(name="Varzi"), make_municipality(name="Ostiglia")
    mill = make_stay(
        title="La filanda dell’Agata",
        title_en="Agata’s silk mill",
        title_de="Agatas Seidenspinnerei",
        description="Una piscina tra i vigneti.",
        description_en="A swimming pool among vineyards.",
        description_de="Ein Schwimmbad mit Weinbergblick.",
        business=make_business(name="Azienda Rossi", municipality=varzi),
        amenities=["wifi"],
    )
    make_unit(stay=mill)
    make_experience(
        business=make_business(name="Barche Po", municipality=ostiglia), title="In barca al tramonto", title_de="Im Ruderboot", kind="boat"
    )


@pytest.mark.parametrize(
    ("query", "lang", "first"),
    [
        ("psicina", "it", "La filanda dell’Agata"),
        ("filnada", "it", "La filanda dell’Agata"),
        ("filande", "it", "La filanda dell’Agata"),
        ("vignetti", "it", "La filanda dell’Agata"),
        ("varsi&kind=stay", "it", "La filanda dell’Agata"),
        ("dell'agata", "it", "La filanda dell’Agata"),
        ("wi-fi", "it", "La filanda dell’Agata"),
        ("swiming", "en", "Agata’s silk mill"),
        ("vinyard", "en", "Agata’s silk mill"),
        ("Weinberg", "de", "Agatas Seidenspinnerei"),
        ("Spinnerei", "de", "Agatas Seidenspinnerei"),
        ("Weinbergterrasse", "de", "Agatas Seidenspinnerei"),
        ("Schwimbad", "de", "Agatas Seidenspinnerei"),
        ("ostilia&kind=experience", "it", "In barca al tramonto"),
        ("tramont", "it", "In barca al tramonto"),
        ("Boot", "de", "Im Ruderboot"),
    ],
)
def test_slips_forms_and_compounds_find_what_is_meant(engine: Indexer, query: str, lang: str, first: str) -> None:
    furnish()
    engine()
    assert titles(ask(f"q={query}&lang={lang}"))[:1] == [first]


def test_what_was_read_is_said_and_what_was_typed_is_searched_too(engine: Indexer) -> None:
    furnish()
    engine()
    answer = ask("q=psicina&lang=it")
    assert answer.spelling.said == "piscina"
    assert ask("q=piscina&lang=it").spelling.said == ""
    assert ask("q=filande&lang=it").spelling.said == "", "another form of the word is no news"
    # Listed since the words were counted: nobody knows the word yet, and a known one is near.
    make_unit(stay=make_stay(title="Piscine"))
    assert "psicina" in spell("psicina", "it").typed


def test_words_that_are_known_are_left_alone_and_gone_ones_forgotten(engine: Indexer) -> None:
    furnish()
    engine()
    for word in ("barca", "varzi", "tramonto"):
        assert spell(word, "it").ways == [(word,)]
    assert Word.objects.filter(text="tramonto").exists()
    assert learn_words() is False, "nothing has changed"


def test_nothing_is_read_into_what_resembles_nothing() -> None:
    known = [("piscina", "it", 3), ("vino", "it", 2)]
    assert list(Vocabulary(known).near("xyz", 1)) == []
    assert slips("piscina", "psicina", 2) == 1, "neighbours swapped are one slip"
    assert slips("piscina", "piscine", 1) == 1
    assert slips("vino", "lana", 1) is None


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_slips_are_the_same_from_both_sides(one: str, other: str) -> None:
    assert slips(one, other, 6) == slips(other, one, 6)
    assert (slips(one, other, 6) == 0) == (one == other)


def test_german_compounds_are_taken_apart_by_the_dictionary_only() -> None:
    assert parts_of("ferienwohnung") == ("ferien", "wohnung")
    assert parts_of("sonnenuntergang") == ("sonne", "untergang")
    assert parts_of("weinbergblick") == ("wein", "berg", "blick")
    assert parts_of("varzi") == parts_of("haus") == ()
    assert with_parts("das ferienhaus") == "das ferienhaus ferien haus"
