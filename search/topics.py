# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Words people type for what a text is about though it says it otherwise: a text on a potter's wheel is found by “pottery”.

Synonyms are written into the document when it is indexed, in its language: the core distribution of Elasticsearch has no synonym
filter, PostgreSQL none without files on its disk, and so both read the same. A topic is told by the beginnings of its words.
"""

from functools import lru_cache

from .texts import WORD, fold
from .words import Words

# What tells the topic (beginnings of folded words in any language; whole words with $), then the words for it.
TOPICS: list[tuple[str, Words]] = [
    (
        "ceramic tornire vasai pottery keramik topfer",
        {"it": "ceramica tornio", "en": "pottery ceramics clay", "de": "Keramik Töpfern Töpferei Töpferkurs"},
    ),
    (
        "cavall horse pferd ausritt",
        {"it": "cavallo equitazione maneggio", "en": "horse riding", "de": "reiten Reiten Pferd Reiterhof"},
    ),
    (
        "tartuf truffl truffel",
        {"it": "tartufo tartufi cercare", "en": "truffle truffles hunting", "de": "Trüffel Trüffelsuche"},
    ),
    (
        "liut violin mandol geig",
        {"it": "liutaio violino strumenti", "en": "luthier violin maker", "de": "Geigenbauer Geige"},
    ),
    (
        "caseific casar formagg cheese kase toma ricott cagliat",
        {"it": "formaggio formaggi caseificio", "en": "cheese cheesemaking dairy", "de": "Käse Käserei"},
    ),
    (
        "api$ apicol arni beehive hive hives bees biene imker",
        {"it": "api miele apicoltore", "en": "bees honey beekeeper", "de": "Bienen Honig Imker"},
    ),
    ("miele honey honig", {"it": "miele", "en": "honey", "de": "Honig"}),
    ("lavand lavend", {"it": "lavanda", "en": "lavender", "de": "Lavendel"}),
    ("cantin lambrusc bonard pinot croatin riesling vendemm weinlese", {"it": "vino vini", "en": "wine", "de": "Wein"}),
    ("vendemm weinlese harvest", {"it": "vendemmia uva", "en": "grape harvest", "de": "Weinlese Traubenernte"}),
    ("barca barche boat boot schiff", {"it": "barca gita in barca", "en": "boat trip", "de": "Boot Bootsfahrt"}),
    ("noleggi rental verleih", {"it": "noleggio affitto", "en": "rental hire", "de": "Verleih mieten"}),
    ("bici bicic ciclo bicycle bike fahrrad radwerkstatt rader", {"it": "bici bicicletta", "en": "bike bicycle", "de": "Fahrrad Rad"}),
    ("bambin child kinder kindern", {"it": "bambini famiglia", "en": "children kids family", "de": "Kinder Familie"}),
    ("salam salum", {"it": "salame salumi", "en": "salami cured meat", "de": "Salami Wurst"}),
    ("castell castle burg schloss", {"it": "castello", "en": "castle", "de": "Burg Schloss"}),
    ("tortell sfoglia", {"it": "pasta fatta in casa cucina", "en": "pasta cooking class", "de": "Pasta Kochkurs"}),
    ("forno pane$ pani$ bread brot backen", {"it": "pane forno", "en": "bread bakery baking", "de": "Brot Bäckerei backen"}),
    ("tessit telaio loom weav webstuhl weber", {"it": "tessitura telaio", "en": "weaving loom", "de": "Weben Webstuhl"}),
    ("stampa stamper print drucken drucker", {"it": "stampa tipografia", "en": "printing letterpress", "de": "Drucken Druckerei"}),
    ("stelle stars stern", {"it": "stelle", "en": "stars stargazing", "de": "Sterne"}),
]


_TELLERS = [(start, number) for number, (starts, _words) in enumerate(TOPICS) for start in starts.split()]


@lru_cache(maxsize=50_000)
def _topics_of(word: str) -> frozenset[int]:
    """The numbers of the topics that a folded word tells: the same words come in every text."""
    return frozenset(number for start, number in _TELLERS if (word == start[:-1] if start.endswith("$") else word.startswith(start)))


def name_topics(texts: dict[str, dict[str, str]]) -> None:
    """Adds to the bodies of a document's texts (by language) the words for what titles and bodies of any language are about."""
    words = set(WORD.findall(" ".join(part[name] for part in texts.values() for name in ("title", "body")).lower()))
    about = [TOPICS[number][1] for number in sorted(frozenset().union(*map(_topics_of, words)))]
    for language, part in texts.items():
        if about:
            part["body"] += " " + fold(" ".join(names[language] for names in about))
