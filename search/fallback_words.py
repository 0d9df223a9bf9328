# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Words in PostgreSQL: who has them, how well, and in which texts, as `elastic` counts them.

The indexes say which rows have which words; the texts themselves are only opened to put the rows chosen in order.
"""

from typing import Any

from .listings import CONFIGURATIONS, WEIGHTS
from .query import SearchRequest
from .relevance import FIELDS, OTHER_LANGUAGES, READ_DIFFERENTLY, WEIGHT_OF_KIND
from .spelling import spell
from .texts import words_of
from .words import LANGUAGES

Params = dict[str, Any]
SEARCHED, SCORED = "searched", "scored"
# Words that the language has no use for are not counted; of the rest most have to be there (as in `elastic`).
_ASKED = """
asked AS MATERIALIZED (
    SELECT a.*, w.terms, w.one_of, w.needed, w.all_of_them
    FROM (VALUES {ways}) AS a (use, way, lang, boost, configuration, words)
    CROSS JOIN LATERAL (
        SELECT array_agg(q) AS terms, string_agg(q::text, ' | ')::tsquery AS one_of, greatest(count(*), 1) AS all_of_them,
            CASE WHEN count(*) <= 2 THEN count(*) WHEN count(*) <= 4 THEN count(*) - 1 ELSE count(*) * 6 / 10 END AS needed
        FROM (SELECT plainto_tsquery(a.configuration, word) AS q FROM unnest(a.words) AS word) AS each_word WHERE numnode(q) > 0
    ) AS w
),
has AS MATERIALIZED ({languages}),"""
_HAS = """SELECT a.use, a.way, a.lang, t.id, count(*) AS words FROM asked AS a CROSS JOIN LATERAL unnest(a.terms) AS term
    JOIN search_listing AS t ON t.text_{lang} @@ term WHERE a.lang = '{lang}' GROUP BY a.use, a.way, a.lang, t.id"""
# Each row that has words with whether it has most of them.
_FOUND = """
found AS MATERIALIZED (
    SELECT has.id, bool_or(has.words >= asked.needed) AS strictly FROM has JOIN asked USING (use, way, lang)
    WHERE use = 'searched' {strictly} GROUP BY has.id
),"""
_TEXT = "CASE asked.lang " + " ".join(f"WHEN '{lang}' THEN d.text_{lang}" for lang in LANGUAGES) + " END"
_WEIGHTS = "{" + ", ".join(str(FIELDS[name] / max(FIELDS.values())) for name in ("body", "kind", "title", "place")) + "}"  # D to A
# How well the words stand there, and how many of them do: PostgreSQL's rank alone favours one word often over two once.
BEST = f"""(SELECT id, sum(best) AS best FROM (
    SELECT d.id, has.use, max(asked.boost * (COALESCE(ts_rank('{_WEIGHTS}', {_TEXT}, asked.one_of), 0) + has.words::float / asked.all_of_them)) AS best
    FROM narrowed JOIN has ON has.id = narrowed.id JOIN asked USING (use, way, lang) JOIN search_listing AS d ON d.id = narrowed.id
    GROUP BY d.id, has.use) AS of_use GROUP BY id)"""  # noqa: S608 - constants of ours
_KIND = " ".join(f"* CASE WHEN l.{name} = '{value}' THEN {weight} ELSE 1 END" for (name, value), weight in WEIGHT_OF_KIND.items())
RANK = f"COALESCE(best.best, 0) {_KIND}"
# All the words stand in the title (weight B); words that the language has no use for do not count.
_CALLED = """n.text_{lang} @@ (SELECT string_agg(NULLIF(plainto_tsquery('{configuration}', word)::text, '') || ':B', ' & ')::tsquery
    FROM unnest(%({words})s::text[]) AS word)"""
_FOUND_IN = f"""(SELECT array_agg(DISTINCT texts.name) FROM asked CROSS JOIN (VALUES {{weights}}) AS texts (name, weight)
    WHERE asked.use = '{{use}}' AND ts_filter({_TEXT}, texts.weight::"char"[]) @@ asked.one_of)"""  # noqa: S608


def words_asked(request: SearchRequest, params: Params, *, loose: bool) -> str:
    """Parts for `WITH`: what is asked, who has it, and (`found`) who has enough of it; with `loose` also who has any, marked."""
    uses = {SEARCHED: request.searched, **({SCORED: request.scored} if request.scored != request.searched else {})}
    ways = [way for use, text in uses.items() if text for way in _ways(use, text, request.lang, params)]
    if not ways:
        return ""
    languages = " UNION ALL ".join(_HAS.format(lang=lang) for lang in LANGUAGES)
    asked = _ASKED.format(ways=", ".join(ways), languages=languages)
    return asked + _FOUND.format(strictly="" if loose else "AND has.words >= asked.needed")


def _ways(use: str, text: str, language: str, params: Params) -> list[str]:
    """A row for each way of reading the text and each language."""
    rows = []
    for index, way in enumerate(spell(text, language).ways or [()]):
        params[f"{use}_{index}"] = list(way)
        for lang in LANGUAGES:
            boost = (1 if lang == language else OTHER_LANGUAGES) * (1 if index == 0 else READ_DIFFERENTLY)
            rows.append(f"('{use}', {index}, '{lang}', {boost}::float, '{CONFIGURATIONS[lang]}'::regconfig, %({use}_{index})s::text[])")
    return rows


def has_several(request: SearchRequest) -> bool:
    """Whether a row may have some of the words without having most."""
    return any(len(way) > 1 for way in spell(request.searched, request.lang).ways)


def called(name: str, param: str, params: Params) -> str:
    """All these words in the title of one language."""
    params[param] = words_of(name)
    fits = (_CALLED.format(lang=lang, configuration=CONFIGURATIONS[lang], words=param) for lang in LANGUAGES)
    return f"l.id IN (SELECT n.id FROM search_listing AS n WHERE {' OR '.join(fits)})"  # noqa: S608 - ours


def found_in(request: SearchRequest) -> str:
    """In which texts of a row `d` the words are."""
    if not request.scored:
        return "NULL::text[]"
    use = SEARCHED if request.scored == request.searched else SCORED
    weights = ", ".join(f"('{name}', '{{{weight.lower()}}}')" for name, weight in WEIGHTS.items())
    return _FOUND_IN.format(use=use, weights=weights)
