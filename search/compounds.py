# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""German compounds taken apart by a small dictionary, when indexing and when asking: “Ferienwohnung” is found by “Wohnung”.

The core distribution of Elasticsearch has no decompounder, PostgreSQL none without a dictionary on its disk; ours has the words
that stand in names of houses, landscapes, food and crafts.
"""

from functools import lru_cache

from .texts import WORD, fold

MOST_PARTS = 4
LINKS = ("", "s", "n", "en", "es", "e", "er")
_DICTIONARY = """
abend acker apfel arbeit atelier auto backofen bad bahn bahnhof balkon bank bauer bauern baum becken berg bett bier biene bild blick blume
boden boot brot brucke brunnen buch burg dach damm deich dorf eck eis eisen essen esel fahrrad fahrt familie fass feld fenster ferien fest feuer
fisch fluss freizeit fruhling fruhstuck fuhrung garten gast gasse gemuse geschichte gewolbe glas gras gut hafen handwerk haus heu hirt hirte hof
hohle holz honig hotel hugel hund insel jagd kamin kapelle karte kase kastanie keller kinder kirche kirsche kloster koch kochen kraut kuche kuh kunst
kunstler kurs land landschaft laube laden leben lehm licht linde luft maler markt maulbeer mauer meer mehl miete milch moos most muhle musik nacht
natur nuss obst ofen panorama park pfad pfarr pferd pfirsich pilz platz post pool pumpe quelle rad reben reise reis reiter ring ruine
salami salz sand schaf schiff schlaf schloss schmiede schnee schule schuler see seide sicht silber sommer sonne spaziergang speise spinnerei stadt stall station
stein stern storch strand strasse stube stuck studio tag tal teich terrasse tier tisch tour traube treppe trekking truffel turm ufer
unterkunft verkostung viertel vogel wald wand wander wanderung wasser weg wein weide werk werkstatt wiese wind winter winzer wohn wohnung wolle woche wochenende
zelt ziege ziegel ziegelei zimmer zucht zug doppel einzel dreibett mehrbett rot weiss gross klein lade ladestation probe bucht kessel
aussicht untergang aufgang auf unter
"""
DICTIONARY = frozenset(WORD.findall(fold(_DICTIONARY)))
_LEAST = 3


@lru_cache(maxsize=20_000)
def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a folded word that is made of dictionary words and links entirely; nothing for any other word."""
    if len(word) < 2 * _LEAST or word in DICTIONARY:
        return ()
    return _split(word, MOST_PARTS) or ()


def with_parts(text: str) -> str:
    """A folded German text and the parts of its compounds."""
    parts = dict.fromkeys(part for word in WORD.findall(text.lower()) for part in parts_of(word))
    return f"{text} {' '.join(parts)}" if parts else text


def _split(word: str, most: int) -> tuple[str, ...] | None:
    """The longest beginnings are tried first."""
    for end in range(len(word) - _LEAST, _LEAST - 1, -1):
        head = word[:end]
        if head not in DICTIONARY:
            continue
        for link in LINKS:
            if not word.startswith(link, end):
                continue
            rest = word[end + len(link) :]
            if (known := _known(rest)) is not None:
                return head, known
            if most > 2 and len(rest) >= 2 * _LEAST and (tail := _split(rest, most - 1)):
                return (head, *tail)
    return None


def _known(word: str) -> str | None:
    """A dictionary word, also with the ending of a plural or a case."""
    for ending in ("", "n", "en", "e", "s", "es", "er", "ern"):
        stem = word.removesuffix(ending)
        if word.endswith(ending) and stem in DICTIONARY:
            return stem
    return None
