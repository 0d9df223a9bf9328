# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What can be understood. Values are plain and frozen; nights are `[check_in, check_out)`, prices EUR, distances kilometres."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from .line import WORD, plain
from .vocabulary.fillers import FILLERS


@dataclass(frozen=True, slots=True)
class Dates:
    """These nights and no others. `flex`: so many days earlier or later would do as well."""

    check_in: date
    check_out: date
    flex: int = 0

    @property
    def nights(self) -> int:
        return (self.check_out - self.check_in).days


@dataclass(frozen=True, slots=True)
class Month:
    """Some nights in a month: “in August”, “a weekend in May” (`weekend`), “any week in June” (`nights=7`).

    `first` and `last` are the days on which the guest may arrive; of the present month `first` may lie behind us.
    """

    year: int
    month: int
    nights: int | None = None
    weekend: bool = False

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])


@dataclass(frozen=True, slots=True)
class Span:
    """Some nights with an arrival between two days, both included: “next week”, “this summer”, “a weekend”."""

    first: date
    last: date
    nights: int | None = None
    weekend: bool = False


When = Dates | Month | Span


@dataclass(frozen=True, slots=True)
class Day:
    """A day of arrival; `nights` is what one means who says no more (a holiday: its days off)."""

    check_in: date
    nights: int = 1
    named: bool = False  # a weekend or a holiday, not a plain day
    weak: bool = False  # “on the weekend”: the coming one, unless something else says which


@dataclass(frozen=True, slots=True)
class Leave:
    """A day of departure, where no arrival stands beside it."""

    check_out: date


@dataclass(frozen=True, slots=True)
class Length:
    """How long; `weekend`: Friday to Sunday, or to Monday if long."""

    nights: int
    weekend: bool = False


@dataclass(frozen=True, slots=True)
class Guests:
    """Who comes. `ages` are those of children, where said. Adults None: only children were named."""

    adults: int | None = None
    children: int = 0
    ages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """Limits in EUR; `per` is “night”, “person”, “total”, or empty where not said."""

    low: Decimal | None = None
    high: Decimal | None = None
    per: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: a municipality, a locality, a river, an area, or a town outside. Points are latitude, longitude."""

    name: str
    kind: str
    codes: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """Where: in one of `spots` (several if the name is ambiguous), or within `radius_km` of them."""

    spots: tuple[Spot, ...]
    radius_km: float | None = None
    corrected: bool = False

    @property
    def ambiguous(self) -> bool:
        return len(self.spots) > 1


@dataclass(frozen=True, slots=True)
class Thing:
    """What: a kind of listing, and of it one of these buildings, activities or trades (`subkinds`) or `units`.

    `sleeps`: for how many a room is by its name (a double room). `count`: so many of them, where said: then no `units`.
    """

    kind: str
    subkinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    sleeps: int | None = None
    count: int | None = None


Interval = tuple[int, int]
_LOOSE = re.compile(r" ([,;:.!?])(?!\S)")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing understood. `kind` is one of day, nights, flex, guests, where, what, amenity, price, instant, free_cancellation, without
    (a wish denied: the value is what it denies, and no filter); of calls for artists also discipline, equipment, phase (a tuple: any of
    them) and deadline (a Month).

    `spans` are the places in `Reading.text` of the words it was read from, `words` these words.
    """

    kind: str
    value: Any
    spans: tuple[Interval, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of `text`, in the order of the text, and the rest.

    Each word of `text` is in exactly one fact or in `rest`. `heeded` are the facts that count: of two that exclude each other the
    first does. `searched` is what is left to search as text: `rest` and what is not heeded.
    """

    text: str
    facts: tuple[Fact, ...] = ()
    heeded: tuple[Fact, ...] = ()
    rest: str = ""
    searched: str = ""
    when: When | None = None
    length: Length | None = None
    guests: Guests | None = None
    price: Price | None = None
    where: tuple[Where, ...] = field(default=())
    things: tuple[Thing, ...] = field(default=())
    amenities: tuple[str, ...] = field(default=())
    instant: bool = False
    free_cancellation: bool = False

    def without(self, fact: Fact) -> str:
        """The text without the words of `fact`: what to search for if it was not meant."""
        return cut(self.text, fact.spans)

    def searched_without(self, facts: Iterable[Fact]) -> str:
        """What is left to search as text if `facts` are all that counts; nothing, if only words that join others are left."""
        counted = list(facts)
        if not counted:
            return self.text.strip()
        rest = cut(self.text, tuple(span for fact in counted for span in fact.spans))
        return "" if only_fillers(rest) else rest


def cut(text: str, spans: tuple[Interval, ...]) -> str:
    """`text` without `spans`, and without signs that stand alone then at its ends."""
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at:start])
        at = end
    words = _LOOSE.sub(r"\1", " ".join(" ".join([*kept, text[at:]]).split())).split()
    while words and not any(sign.isalnum() for sign in words[-1]):
        words.pop()
    while words and not any(sign.isalnum() for sign in words[0]):
        words.pop(0)
    return " ".join(words)


def only_fillers(text: str) -> bool:
    return all(word in FILLERS for word in WORD.findall(plain(text)))


def dates_from(check_in: date, nights: int, flex: int = 0) -> Dates:
    return Dates(check_in, check_in + timedelta(days=nights), flex)
