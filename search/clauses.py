# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Clauses of Elasticsearch's query language as plain dictionaries: a total has hundreds of them, and objects of
`elasticsearch.dsl`, each checked and copied on its way up, took longer to build than the search itself."""

from typing import Any

from .texts import words_of
from .words import LANGUAGES

Clause = dict[str, Any]


def clause(name: str, **params: Any) -> Clause:
    """`clause("term", kind="stay")`, as `Q` of elasticsearch.dsl."""
    return {name: params}


def one_of(clauses: list[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else clause("bool", should=clauses, minimum_should_match=1)


def none_of(*clauses: Clause) -> Clause:
    return clause("bool", must_not=list(clauses))


def called(name: str) -> Clause:
    """All these words in the title of one language."""
    titles = [f"{language}.title" for language in LANGUAGES]
    return clause("multi_match", query=" ".join(words_of(name)), fields=titles, type="best_fields", operator="and")
