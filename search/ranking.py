# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What puts hits in order beside the words: kinds where somebody asks for dates, the draw, and the share of what is new.

Both engines order by these numbers, and the page “How results are ranked” prints them (Reg. (EU) 2019/1150 art. 5; Dir. 2011/83/EU art. 6a).
Nobody can pay for any of it.
"""

from datetime import datetime, timedelta
from random import Random

from marketplace.booking.clock import rome_now

from .calls import asks_for_calls, only_calls
from .draws import DRAWS, column
from .query import SearchRequest

BUCKETS = 32  # of draws, for the draw of the day
KINDS_FIRST = {"stay": 2, "experience": 1}  # weights of kinds; the others have 0
NEW_FOR_DAYS = 60  # since its publication a listing may be drawn for an exploration place
ONE_IN = 12  # of the places of the first page, one in so many is for exploration
DRAWN_A_DAY = 6  # so many of the new are drawn; those that stand on the first page by themselves need no help


def last_of_every_order(now: datetime) -> list[dict[str, str]]:
    """The draw of the week, then the key, make every order total: pages neither repeat nor lose a hit, and no name is favoured."""
    return [{f"draws.{column(now)}": "asc"}, {"key": "asc"}]


def has_words(request: SearchRequest) -> bool:
    """Whether words put hits in order."""
    return bool(request.scored)


def puts_kinds_in_order(request: SearchRequest) -> bool:
    """Whoever gives dates, and names neither words nor kinds, looks for a bed first, then for something to do."""
    asked_dates_alone = request.has_dates and not request.kinds and not asks_for_calls(request) and not has_words(request)
    return request.order == "relevance" and asked_dates_alone


def puts_calls_in_order(request: SearchRequest) -> bool:
    """Whoever asks for calls alone gets those first that are open, and of these the next deadline first; words narrow."""
    return request.order == "relevance" and only_calls(request)


def explores(request: SearchRequest) -> bool:
    """Only where nothing but the draw decides."""
    return request.order == "relevance" and not has_words(request) and not only_calls(request)


def places_for_new(request: SearchRequest) -> list[int]:
    """The places on the first page, counted from 1."""
    return list(range(ONE_IN, request.per_page + 1, ONE_IN)) if explores(request) else []


def new_since(now: datetime) -> int:
    """The instant, in seconds, after which what was published is new; the same the whole day."""
    midnight = rome_now(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((midnight - timedelta(days=NEW_FOR_DAYS)).timestamp())


def draw_of_the_day(now: datetime) -> list[int]:
    """A weight from 1 for each bucket of draws, all different and mixed anew each day: the highest is drawn first."""
    weights = list(range(1, BUCKETS + 1))
    Random(rome_now(now).date().isoformat()).shuffle(weights)  # noqa: S311 - a lottery that everybody may check
    return weights


def bucket(number: int) -> tuple[int, int]:
    """The draws of a bucket, the first and the one after the last."""
    return number * DRAWS // BUCKETS, (number + 1) * DRAWS // BUCKETS
