# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Words in PostgreSQL: who has them, how well, and in which texts, as `elastic` counts them."""

from typing import Any

from .listings import CONFIGURATIONS, WEIGHTS
from .query import SearchRequest
from .relevance import FIELDS, OTHER_LANGUAGES, READ_DIFFERENTLY, WEIGHT_OF_KIND
from .spelling import spell
from .texts import words_of
from .words import LANGUAGES

Params = dict[str, Any]
# Words that the language has no use for are not counted; of the rest most have to be there (as in `elastic`).
_ASKED = """
asked_{name} AS (
    SELECT array_agg(q) AS terms, string_agg(q::text, ' | ')::tsquery AS one_of,
        {needed} AS needed, greatest(count(*), 1) AS all_of_them
    FROM (SELECT plainto_tsquery('{configuration}', word) AS q FROM unnest(%({words})s::text[]) AS word) AS each_word WHERE numnode(q) > 0
)"""
_HAS_WORDS = (
    "(l.text_{lang} @@ asked_{name}.one_of"
    " AND (SELECT count(*) FROM unnest(asked_{name}.terms) AS term WHERE l.text_{lang} @@ term) >= asked_{name}.needed)"
)
_NEEDED = "CASE WHEN count(*) <= 2 THEN count(*) WHEN count(*) <= 4 THEN count(*) - 1 ELSE count(*) * 6 / 10 END"
_NEEDED_LOOSELY = "least(count(*), 1)"
# How well the words stand there, and how many of them do: PostgreSQL's rank alone favours one word often over two once.
_RANK = """{boost} * (COALESCE(ts_rank('{weights}', l.text_{lang}, asked_{name}.one_of), 0)
    + (SELECT count(*) FROM unnest(asked_{name}.terms) AS term WHERE l.text_{lang} @@ term)::float / asked_{name}.all_of_them)"""
_WEIGHTS = "{" + ", ".join(str(FIELDS[name] / max(FIELDS.values())) for name in ("body", "kind", "title", "place")) + "}"  # D to A
_FACT = {"kind": "l.kind", "subkind": "l.document->>'subkind'"}
_KIND = " ".join(f"* CASE WHEN {_FACT[name]} = '{value}' THEN {weight} ELSE 1 END" for (name, value), weight in WEIGHT_OF_KIND.items())
# All the words stand in the title (weight B); words that the language has no use for do not count.
_CALLED = """(SELECT bool_and(l.text_{lang} @@ (NULLIF(plainto_tsquery('{configuration}', word)::text, '') || ':B')::tsquery)
    FROM unnest(%({words})s::text[]) AS word)"""
_HAS_ONE = "('{name}', ts_filter(d.text_{lang}, '{{{weight}}}') @@ (SELECT one_of FROM asked_{use}_{lang}_{way}))"
_FOUND_IN = "(SELECT array_agg(DISTINCT name) FROM (VALUES {each}) AS texts (name, has_them) WHERE has_them)"


def text_parts(request: SearchRequest, params: Params, joins: list[str], *, loose: bool) -> tuple[str, str, list[str]]:
    """Parts of the statement: the words asked, how well a row answers them, and that it does."""
    asked, rank, matches = _words(request, request.searched, "searched", params, joins, loose=loose)
    where = [f"({' OR '.join(matches)})"] if matches else []
    if request.scored != request.searched:
        more, ranked, _ = _words(request, request.scored, "scored", params, joins, loose=True)
        asked, rank = asked + more, f"{rank} + {ranked}"
    return asked, rank, where


def _words(request: SearchRequest, text: str, use: str, params: Params, joins: list[str], *, loose: bool) -> tuple[str, str, list[str]]:
    """The words of one text: queries, rank, and conditions of which one has to hold."""
    asked, ranks, matches = "", [], []
    for index, way in enumerate((spell(text, request.lang).ways or [()]) if text else []):
        params[f"{use}_{index}"] = list(way)
        for language in LANGUAGES:
            name = f"{use}_{language}_{index}"
            needed = _NEEDED_LOOSELY if loose else _NEEDED
            asked += _ASKED.format(name=name, words=f"{use}_{index}", configuration=CONFIGURATIONS[language], needed=needed) + ","
            joins.append(f"CROSS JOIN asked_{name}")
            matches.append(_HAS_WORDS.format(lang=language, name=name))
            boost = (1 if language == request.lang else OTHER_LANGUAGES) * (1 if index == 0 else READ_DIFFERENTLY)
            ranks.append(_RANK.format(lang=language, name=name, weights=_WEIGHTS, boost=boost))
    return asked, f"GREATEST({', '.join(ranks)}) {_KIND}" if ranks else "0", matches


def called(name: str, param: str, params: Params) -> str:
    """All these words in the title of one language."""
    params[param] = words_of(name)
    fits = (_CALLED.format(lang=lang, configuration=CONFIGURATIONS[lang], words=param) for lang in LANGUAGES)
    return f"COALESCE({' OR '.join(fits)}, false)"


def found_in(request: SearchRequest) -> str:
    """In which texts of a row the words are."""
    use = "searched" if request.scored == request.searched else "scored"
    ways = range(len(spell(request.scored, request.lang).ways)) if request.scored else ()
    each = [
        _HAS_ONE.format(name=name, lang=language, weight=weight.lower(), use=use, way=way)
        for name, weight in WEIGHTS.items()
        for language in LANGUAGES
        for way in ways
    ]
    return _FOUND_IN.format(each=", ".join(each)) if each else "NULL::text[]"
