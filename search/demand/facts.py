# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a search asked for, as coarsely as it is kept."""

from datetime import date, timedelta
from typing import NamedTuple

from marketplace.booking.clock import rome_now

from ..prices import BANDS
from ..query import SearchRequest
from ..reading import Length
from ..understanding import FREE_CANCELLATION

NIGHTS = (1, 2, 3, 5, 8)  # the least of each group
GUESTS = (1, 2, 3, 5, 7)
PRICES = tuple(high for _low, high in BANDS.values() if high is not None)  # EUR a night
MOST_PLACES = 3  # whoever names more asks for the whole territory
MOST_WISHES = 5  # more of them would be one person's own list
SEVERAL = 3  # kinds of buildings that one word stands for are no wish
WEEK = timedelta(days=7)


class Facts(NamedTuple):
    """`points` are what places are near, latitude and longitude; in memory only: those that are a village's middle become its code."""

    places: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    kind: str = ""
    arrival: str = ""
    nights: int = 0
    guests: int = 0
    children: bool = False
    wishes: tuple[str, ...] = ()
    price_to: int = 0


def facts_of(request: SearchRequest) -> Facts:
    """What is kept of a request."""
    places, points = _places(request)
    return Facts(
        places=places,
        points=points,
        kind=request.kinds[0] if len(request.kinds) == 1 else "",
        arrival=_arrival(request),
        nights=_group(request.nights or _length(request), NIGHTS),
        guests=_group(request.guests or 0, GUESTS),
        children=request.children > 0,
        wishes=_wishes(request),
        price_to=_price_to(request),
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _group(number: int, groups: tuple[int, ...]) -> int:
    return max((least for least in groups if least <= number), default=0)


def _places(request: SearchRequest) -> tuple[tuple[str, ...], tuple[tuple[float, float], ...]]:
    """Codes and names as they were asked for: whether they are ours is seen when they are written."""
    named = request.municipalities or request.areas
    points = (request.near,) if request.near else request.around
    if len(named) + len(points) > MOST_PLACES:
        return (), ()
    return named, points


def _arrival(request: SearchRequest) -> str:
    if request.check_in:
        return week_name(request.check_in)
    if request.when is None:
        return ""
    first = max(request.when.first, rome_now().date())
    return week_name(first) if request.when.last - first < WEEK else f"{first:%Y-%m}"


def week_name(day: date) -> str:
    """A week as ISO 8601 has it: 2027-W23."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


def _length(request: SearchRequest) -> int:
    """How long, where it was said without days."""
    return next((one.value.nights for one in request.understood if isinstance(one.value, Length)), 0)


def _wishes(request: SearchRequest) -> tuple[str, ...]:
    wished = {*request.amenities, *request.access}
    for wanted in request.wanted:
        for kinds in (wanted.subkinds, wanted.units):
            wished |= set(kinds) if len(kinds) < SEVERAL else set()
    if request.instant == ("yes",):
        wished.add("instant")
    if request.cancellation and set(request.cancellation) <= set(map(str, FREE_CANCELLATION)):
        wished.add("free_cancellation")
    return tuple(sorted(map(str, wished))[:MOST_WISHES])


def _price_to(request: SearchRequest) -> int:
    """The band that the highest price a night is in; 0 if there is no limit or it is above all bands."""
    highest = [BANDS[name][1] for name in request.bands]
    _low, cents = request.limits()
    if cents is not None:
        highest.append(-(-cents // (100 * request.price_nights)))
    euro = None if not highest or None in highest else max(high for high in highest if high is not None)
    return 0 if euro is None else next((edge for edge in PRICES if euro <= edge), 0)
