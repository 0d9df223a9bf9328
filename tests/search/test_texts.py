# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What people type is found in the language they type it in, on both engines."""

import pytest

from search.texts import fold, words_of
from tests.factories import make_business, make_experience, make_good, make_municipality, make_stay, make_unit

from .asking import ask, titles
from .conftest import Indexer

pytestmark = pytest.mark.django_db


def test_accents_apostrophes_and_elisions_are_read_alike() -> None:
    assert fold("L’agriturismo è già lì, nell'aia") == "agriturismo e gia li,  aia"
    assert words_of("Größe  STRASSE straße") == ["grosse", "strasse"]
    assert words_of("\x00\x07 🐕 \u202e") == []


def furnish() -> None:
    varzi, ostiglia = make_municipality(name="Varzi"), make_municipality(name="Ostiglia", area="Oltrepò Mantovano")
    in_varzi = make_business(name="Azienda Rossi", municipality=varzi)
    by_the_po = make_business(name="Barche Po", municipality=ostiglia, kind="guide")
    stay = make_stay(
        business=in_varzi,
        title="La filanda dell’Agata",
        title_en="Agata’s silk mill",
        title_de="Agatas Spinnerei",
        description="Dormite dove c'era la seta, tra le colline e i vigneti.",
        description_en="Sleep where silk was spun, among hills and vineyards.",
        description_de="Schlafen Sie, wo Seide gesponnen wurde, zwischen Hügeln und Weinbergen.",
        building_kind="silk_factory",
        amenities=["pets"],
    )
    make_unit(stay=stay, amenities=["wifi"])
    make_unit(stay=make_stay(business=by_the_po, title="Corte sul fiume", description="Da qui a Varzi c'è mezza giornata di strada."))
    make_experience(business=by_the_po, title="In barca al tramonto", title_de="Im Boot bei Sonnenuntergang", kind="boat")
    make_good(business=in_varzi, title="Salame di Varzi", title_de="Salami aus Varzi")


@pytest.mark.parametrize(
    ("query", "lang", "first"),
    [
        ("filanda", "it", "La filanda dell’Agata"),
        ("AGATA", "it", "La filanda dell’Agata"),
        ("vigneto in collina", "it", "La filanda dell’Agata"),
        ("l'agata", "it", "La filanda dell’Agata"),
        ("silk mills", "en", "Agata’s silk mill"),
        ("vineyard", "en", "Agata’s silk mill"),
        ("Weinberg", "de", "Agatas Spinnerei"),
        ("hugeln", "de", "Agatas Spinnerei"),
        ("Varzi con il cane", "it", "La filanda dell’Agata"),
        ("dog in Varzi", "en", "Agata’s silk mill"),
        ("Hund Varzi", "de", "Agatas Spinnerei"),
        ("filanda", "de", "Agatas Spinnerei"),
        ("Sonnenuntergang Boot", "de", "Im Boot bei Sonnenuntergang"),
        ("salame", "it", "Salame di Varzi"),
        ("ostiglia barca", "it", "In barca al tramonto"),
    ],
)
def test_the_words_of_three_languages_find_it(engine: Indexer, query: str, lang: str, first: str) -> None:
    furnish()
    engine()
    assert titles(ask(f"q={query}&lang={lang}"))[0] == first


def test_a_village_typed_as_text_finds_what_is_there_and_not_what_only_mentions_it(engine: Indexer) -> None:
    furnish()
    engine()
    assert titles(ask("q=varzi&kind=stay")) == ["La filanda dell’Agata"]
    assert "Corte sul fiume" in titles(ask("q=strada di varzi&kind=stay"))


def test_words_that_nobody_has_find_nothing_and_signs_neither(engine: Indexer) -> None:
    furnish()
    engine()
    assert ask("q=xyzzy").count == 0
    assert ask("q=%21%21%21").count == 0
