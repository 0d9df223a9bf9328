# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What somebody may be about to type: villages by their names, listings by their titles and villages, the same on both engines.
Calls that are past or cancelled are left out.

Every word typed must begin a word there; slips are forgiven as in the search. One question to the engine, one to PostgreSQL for the villages.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.territory.models import Municipality

from .answer import ROUTES, whole_card
from .call_clauses import not_over
from .calls import seconds
from .clauses import clause
from .documents import ANALYZERS, A, Q, alias, reader
from .draws import number_of
from .engine import SearchFailed, by_elasticsearch, legible
from .fallback_calls import NOT_OVER
from .listings import CONFIGURATIONS
from .query import KIND_CHOICES, BadSearch, SearchForm
from .ranking import last_of_every_order
from .spelling import spell
from .texts import fold, words_of
from .words import LANGUAGES

MOST_OF_A_KIND = 4
MOST_COMPARED = 200  # of the fallback: beyond, any of those that fit
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


def read_typed(params: QueryDict) -> tuple[str, str]:
    """What is typed so far, and the language. Raises BadSearch."""
    form = SearchForm({name: params.get(name, "") for name in ("q", "lang")})
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
    for place in Municipality.objects.only("istat", "name", "area"):
        words = words_of(place.name)
        fits = [way for way in ways if all(any(word.startswith(part) for word in words) for part in way)]
        if fits:
            ranked.append((not fold(place.name).lower().startswith(fits[0][0]), place.name, place))
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
    queries = [
        Q(
            "multi_match",
            query=" ".join(way),
            type="bool_prefix",
            operator="and",
            fields=[f"{name}.title^3", f"{name}.place"],
            boost=1.0 if name == language else 0.7,
        )
        for way in ways
        for name in ANALYZERS
    ]
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


def _by_postgresql(ways: Ways, language: str) -> dict[str, list[dict[str, Any]]]:
    now = timezone.now()
    params: dict[str, Any] = {"most": MOST_COMPARED, "draw": number_of(now) + 1, "second": seconds(now)}
    fits = []
    for index, way in enumerate(ways):
        params[f"way_{index}"] = " & ".join(f"'{word}':*AB" for word in way)  # words are letters and digits only
        fits += [f"text_{name} @@ to_tsquery('{CONFIGURATIONS[name]}', %(way_{index})s)" for name in LANGUAGES]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, (document->'card')::json, draws[%(draw)s] FROM search_listing AS l"  # noqa: S608 - constants of ours
            f" WHERE document IS NOT NULL AND ({' OR '.join(fits)}) AND {NOT_OVER} LIMIT %(most)s",
            params,
        )
        rows = cursor.fetchall()
    found: dict[str, list[tuple[int, int, dict[str, Any]]]] = defaultdict(list)
    for kind, card, draw in rows:
        named = any(words_of(card["title"][language])[:1] and fold(card["title"][language]).lower().startswith(way[0]) for way in ways)
        called = any(all(any(word.startswith(part) for word in words_of(card["title"][language])) for part in way) for way in ways)
        found[kind].append((2 - named - called, draw, card))
    return {kind: [card for *_, card in sorted(cards, key=lambda row: row[:2])[:MOST_OF_A_KIND]] for kind, cards in found.items()}
