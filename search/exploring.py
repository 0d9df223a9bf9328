# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A few places of the first page for what is new, on Elasticsearch, in the same round trip.

Of the new listings that fit, some are drawn each day; the first of them that would stand after the first page take the places that
`ranking` keeps. All others move on by one, so that no page repeats or loses a hit. The fallback does the same in its statement.
"""

from datetime import datetime
from typing import Any

from .documents import Q
from .draws import column
from .query import SearchRequest
from .ranking import DRAWN_A_DAY, bucket, draw_of_the_day, last_of_every_order, new_since, places_for_new, puts_kinds_in_order

Body = dict[str, Any]
Hit = dict[str, Any]


def window(request: SearchRequest) -> tuple[int, int]:
    """From which hit of the plain order, and how many, to be able to make up the page."""
    start, share = (request.page - 1) * request.per_page, len(places_for_new(request))
    first = max(0, start - share)
    return first, start + request.per_page + share - first


def further_questions(request: SearchRequest, page: Body, now: datetime) -> list[Body]:
    """The draw of the day, and the last hit of the plain first page; none where nothing is explored."""
    if not places_for_new(request):
        return []
    plain = {name: value for name, value in page.items() if name not in ("aggs", "track_total_hits")}
    today = [_weighed(column(now), number, weight) for number, weight in enumerate(draw_of_the_day(now))]
    new = [page["query"], Q("range", since={"gte": new_since(now)}).to_dict()]
    if puts_kinds_in_order(request):
        new.append(Q("term", kind="stay").to_dict())
    draw: Body = {
        **plain,
        "query": {"bool": {"filter": new, "should": today}},
        "sort": [{"_score": "desc"}, *last_of_every_order(now)],
        "from": 0,
        "size": DRAWN_A_DAY,
        "track_total_hits": False,
    }
    last: Body = {**plain, "from": request.per_page - 1, "size": 1, "_source": False, "track_total_hits": False}
    return [draw, last]


def _weighed(drawn: str, number: int, weight: int) -> Body:
    first, end = bucket(number)
    clause: Body = Q("constant_score", filter=Q("range", **{f"draws.{drawn}": {"gte": first, "lt": end}}), boost=float(weight)).to_dict()
    return clause


def make_up_page(request: SearchRequest, hits: list[Hit], drawn: list[Hit], last: list[Hit]) -> list[tuple[Hit, bool]]:
    """The hits of the page in order, and whether each is there to be explored; from the hits of `window` and the answers to the questions."""
    edge = _place(last[0]) if last else None
    kept = places_for_new(request)
    chosen = [hit for hit in drawn if edge and _place(hit) > edge and _same_kind(request, last[0])][: len(kept)]
    places = kept[: len(chosen)]
    keys = {hit["_id"] for hit in chosen}
    first, start = window(request)[0], (request.page - 1) * request.per_page
    # How many of the chosen stand before the window, and would be counted with it.
    ahead = sum(_place(hit) < _place(hits[0]) for hit in chosen) if hits else 0
    taken_before, taken = (sum(place <= end for place in places) for end in (start, start + request.per_page))
    skip = (start - taken_before) - (first - ahead)
    others = [(hit, False) for hit in hits if hit["_id"] not in keys][skip : skip + request.per_page - (taken - taken_before)]
    if request.page == 1:
        for place, hit in zip(places, chosen, strict=True):
            others.insert(place - 1, (hit, True))
    return others


def _place(hit: Hit) -> tuple[int, str]:
    """Draw and key: the end of every order."""
    return hit["sort"][-2], hit["sort"][-1]


def _same_kind(request: SearchRequest, last: Hit) -> bool:
    """Where stays come first, the first page must be full of them for a stay to stand behind it."""
    return not puts_kinds_in_order(request) or str(last["_id"]).startswith("stay-")
