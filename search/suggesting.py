# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What somebody may be about to type: villages by their names, listings by their titles and villages, nearly the same on both engines
(forms of words are found in their own ways).
Calls that are past or cancelled are left out.

Every word typed must begin a word there; slips are forgiven as in the search. One question to the engine; the villages are kept in memory.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .answer import ROUTES, whole_card
from .call_clauses import not_over
from .calls import seconds
from .clauses import clause
from .documents import ANALYZERS, A, Q, alias, reader
from .draws import number_of
from .engine import SearchFailed, by_elasticsearch, legible
from .fallback_calls import NOT_OVER
from .listings import CONFIGURATIONS, NAMES_OF
from .query import KIND_CHOICES, BadSearch, SearchForm
from .ranking import last_of_every_order
from .reading.villages import load_villages
from .spelling import spell
from .words import LANGUAGES

MOST_OF_A_KIND = 4
LEAST_LETTERS = 2
LABELS: dict[str, Any] = {"place": _("Villages"), **dict(KIND_CHOICES)}
Ways = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line to choose: what it is called, where it is, and where it leads."""

    title: str
    detail: str
    url: str


@dataclass(slots=True)
class Group:
    """Suggestions of one kind; `place` are villages."""

    kind: str
    items: list[Suggestion] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(LABELS[self.kind])


class TypedForm(forms.Form):
    """As the search's own form reads these two: to build all its fields takes longer than to look for suggestions."""

    q = SearchForm.base_fields["q"]
    lang = SearchForm.base_fields["lang"]


def read_typed(params: QueryDict) -> tuple[str, str]:
    """What is typed so far, and the language. Raises BadSearch."""
    form = TypedForm({name: params.get(name, "") for name in TypedForm.base_fields})
    if not form.is_valid():
        raise BadSearch({name: [str(message) for message in messages] for name, messages in form.errors.items()})
    return form.cleaned_data["q"], form.cleaned_data["lang"] or (get_language() or "it").split("-")[0]


def suggest(text: str, language: str) -> list[Group]:
    """Suggestions for `text` by kind, villages first; empty kinds are left out. Never raises because of an engine."""
    ways = spell(text, language).ways
    if not ways or sum(map(len, ways[0])) < LEAST_LETTERS:
        return []
    groups = [Group("place", _villages(ways))]
    found = _listings(ways, language)
    groups += [Group(kind, [_line(card, kind, language) for card in found[kind]]) for kind in ROUTES if found.get(kind)]
    return [group for group in groups if group.items]


def _villages(ways: Ways) -> list[Suggestion]:
    """Villages whose name begins so come before those of which another word does."""
    ranked = []
    for place in load_villages():
        fits = [way for way in ways if all(any(word.startswith(part) for word in place.words) for part in way)]
        if fits:
            ranked.append((not place.folded.startswith(fits[0][0]), place.name, place))
    search = reverse("search:search")
    chosen = [place for *_, place in sorted(ranked, key=lambda row: row[:2])[:MOST_OF_A_KIND]]
    return [Suggestion(place.name, place.area, f"{search}?municipality={place.istat}") for place in chosen]


def _line(card: dict[str, Any], kind: str, language: str) -> Suggestion:
    return Suggestion(card["title"][language], card["village"], reverse(ROUTES[kind], kwargs={"slug": card["slug"]}))


def _listings(ways: Ways, language: str) -> dict[str, list[dict[str, Any]]]:
    """The cards of listings by kind, the best first."""
    found = by_elasticsearch(lambda: _by_elasticsearch(ways, language))
    return _by_postgresql(ways, language) if found is None else found


def _by_elasticsearch(ways: Ways, language: str) -> dict[str, list[dict[str, Any]]]:
    queries = [_begun(way, name, 1.0 if name == language else 0.7) for way in ways for name in ANALYZERS]
    named = clause("bool", filter=[not_over(timezone.now())], must=[Q("dis_max", queries=queries).to_dict()])
    kinds = A("terms", field="kind", size=len(ROUTES))
    order = [{"_score": "desc"}, *last_of_every_order(timezone.now())]
    kinds.bucket("best", A("top_hits", size=MOST_OF_A_KIND, _source=["card"], sort=order))
    answer = reader().search(index=alias(), size=0, query=named, aggs={"kinds": kinds.to_dict()})
    with legible():
        if answer["_shards"]["failed"] or answer["timed_out"]:
            raise SearchFailed
        buckets = answer["aggregations"]["kinds"]["buckets"]
        return {bucket["key"]: [whole_card(hit["_source"]["card"]) for hit in bucket["best"]["hits"]["hits"]] for bucket in buckets}


def _begun(way: tuple[str, ...], language: str, boost: float) -> Any:
    """Each word begins one of the title or of the place as it is written, or is a form of one; words that the language does not count are
    no condition beside others."""

    def begins(word: str, none_left: str) -> Any:
        written = [f"{language}.title.written^3", f"{language}.place.written"]
        forms = [f"{language}.title^3", f"{language}.place"]
        either = [
            Q("multi_match", query=word, type="bool_prefix", fields=written),
            Q("multi_match", query=word, type="best_fields", fields=forms, zero_terms_query=none_left),
        ]
        return Q("dis_max", queries=either)

    others = [begins(word, "all") for word in way] if len(way) > 1 else []
    return Q("bool", should=[begins(word, "none") for word in way], minimum_should_match=1, filter=others, boost=boost)


# A row has few columns besides its document: nothing is taken out of documents but the cards of those shown.
_SUGGESTED = """
WITH fitting AS (
    SELECT id, kind, draws[%(draw)s] AS draw, (titles[%(title)s] LIKE ANY(%(starts)s))::int + ({called})::int AS fits
    FROM search_listing AS l WHERE document IS NOT NULL AND names @@ ({begun}) AND {not_over}
), ranked AS (SELECT id, row_number() OVER (PARTITION BY kind ORDER BY fits DESC, draw, id) AS place FROM fitting)
SELECT l.kind, (l.document->'card')::json FROM ranked JOIN search_listing AS l USING (id) WHERE place <= %(most)s ORDER BY place
"""


def _begun_in(language: str, way: int, words: int) -> str:
    """As `_begun`."""
    label, configuration, each = NAMES_OF[language], CONFIGURATIONS[language], []
    for number in range(words):
        form = f"to_tsquery('{configuration}', %(form_{way}_{number})s || ':{label}')"
        either = f"to_tsquery('simple', %(begun_{way}_{number})s || '{label}') || {form}"
        each.append(f"({either})" if words == 1 else f"CASE numnode({form}) WHEN 0 THEN '' ELSE {either} END")
    return f"({' && '.join(each)})"


def _by_postgresql(ways: Ways, language: str) -> dict[str, list[dict[str, Any]]]:
    """Titles that begin so come first, then those in which each word begins one."""
    now = timezone.now()
    params: dict[str, Any] = {"most": MOST_OF_A_KIND, "draw": number_of(now) + 1, "title": LANGUAGES.index(language) + 1}
    params |= {"starts": [f"{way[0]}%" for way in ways], "second": seconds(now)}
    called, begun = [], []
    for index, way in enumerate(ways):
        params[f"way_{index}"] = [rf"\m{word}" for word in way]
        called.append(f"titles[%(title)s] ~ ALL(%(way_{index})s)")
        for number, word in enumerate(way):
            params |= {f"begun_{index}_{number}": f"'{word}':*", f"form_{index}_{number}": f"'{word}'"}  # letters and digits only
        begun += [_begun_in(name, index, len(way)) for name in NAMES_OF]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_SUGGESTED.format(called=" OR ".join(called), begun=" || ".join(begun), not_over=NOT_OVER), params)
        for kind, card in cursor.fetchall():
            found[kind].append(card)
    return found
