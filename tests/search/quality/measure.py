# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""nDCG@10 of the judged queries, through the door everybody uses."""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import QueryDict

from search.find import find
from search.query import read_request

JUDGED = Path(__file__).with_name("judged.toml")
GRADES = {"exact": 3, "good": 2, "fair": 1}
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the grades of what answers it, by `kind/slug`."""

    q: str
    lang: str
    grades: dict[str, int]


def judged_queries() -> list[Judged]:
    rows: list[dict[str, Any]] = tomllib.loads(JUDGED.read_text(encoding="utf-8"))["query"]
    return [Judged(row["q"], row["lang"], {key: grade for name, grade in GRADES.items() for key in row.get(name, ())}) for row in rows]


def hits_of(judged: Judged) -> list[str]:
    """The first hits, as somebody who types just this gets them."""
    params = QueryDict(mutable=True)
    params.update({"q": judged.q, "lang": judged.lang})
    return [f"{hit.kind}/{hit.slug}" for hit in find(read_request(params)).hits[:DEPTH]]


def ndcg(hits: Sequence[str], grades: dict[str, int]) -> float:
    """The discounted gain of `hits` by that of the best order possible: 1 is perfect."""
    best = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(hit, 0) for hit in hits]) / best


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def scores() -> dict[tuple[str, str], float]:
    """nDCG@10 by query and language."""
    return {(one.q, one.lang): ndcg(hits_of(one), one.grades) for one in judged_queries()}
