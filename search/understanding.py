# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From a reading of what was typed to what is asked for. What is given explicitly wins over what the text says of the same matter."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from catalogue.vocabulary import CancellationTier
from marketplace.booking.clock import rome_now

from .reading import Dates, Fact, Guests, Month, Reading, Thing, Where
from .reading.facts import cut
from .reading.line import clean
from .texts import words_of
from .when import MOST_ARRIVALS, MOST_FLEX, MOST_FLEXIBLE_NIGHTS, USUAL_NIGHTS, Arrivals, nights_in

FREE_CANCELLATION = (CancellationTier.FLEXIBLE, CancellationTier.MODERATE)  # all back until some day before check-in
TIMES_AND_NUMBERS = ("day", "nights", "flex", "guests", "price")  # what no listing is called
OF_CALLS = ("discipline", "equipment", "phase", "deadline")
UNRANKED = (*TIMES_AND_NUMBERS, "without", "phase", "deadline")  # words of which no text says more when it has them
NAMES = {"day": "dates", "flex": "flexible", "where": "place", "what": "kind", "instant": "instant_booking"}
DEFAULT_ADULTS = 2
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of one kind of listing: one of these subkinds, or named so (`names`: each is all its words in a title); units of these kinds."""

    kind: str
    subkinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A fact that counts, and the text without its words."""

    fact: Fact
    without: str
    value: Any  # the fact's own, except for days: all that was understood of dates

    @property
    def kind(self) -> str:
        """Its name in public."""
        return NAMES.get(self.fact.kind, self.fact.kind)

    def out(self) -> Fields:
        """As the API says it."""
        return {"kind": self.kind, "words": self.fact.words, "value": plain_value(self.value)}


def plain_value(value: Any) -> Any:
    """Days as ISO dates, amounts as strings, values with fields as objects."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Month):
        return {"year": value.year, "month": value.month, "nights": value.nights, "weekend": value.weekend}
    if isinstance(value, Where):
        spots = [{"name": spot.name, "kind": spot.kind, "municipalities": list(spot.codes)} for spot in value.spots]
        return {"places": spots, "radius_km": value.radius_km, "corrected": value.corrected}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain_value(part) for name, part in asdict(value).items()}
    return [plain_value(part) for part in value] if isinstance(value, (list, tuple)) else value


def text_without(text: str, facts: Iterable[Fact]) -> str:
    """The text that was read, without the words of these facts."""
    return cut(clean(text), tuple(span for fact in facts for span in fact.spans))


def understand(given: Fields, reading: Reading) -> Fields:
    """What the text adds to the parameters `given`, as fields of a `SearchRequest`."""
    found = _understand(given, reading, list(reading.heeded))
    found["ranked"] = cut(reading.text, tuple(span for one in found["understood"] if one.fact.kind in UNRANKED for span in one.fact.spans))
    plain = [fact for fact in reading.heeded if fact.kind in TIMES_AND_NUMBERS]
    if any(one.fact.kind not in TIMES_AND_NUMBERS for one in found["understood"]):
        named = _understand(given, replace(reading, amenities=(), instant=False, free_cancellation=False), plain)
        if len(words_of(named["words"])) > 1:
            found["by_name"] = named | {"named": named["words"], "words": "", "ranked": named["words"]}
    return found


def _understand(given: Fields, reading: Reading, heeded: list[Fact]) -> Fields:
    found: Fields = {}
    ignored = _overridden(given)
    kinds_meant = _kinds_meant(given, heeded)
    facts = [fact for fact in heeded if _counts(fact, kinds_meant)]
    counted = [fact for fact in facts if fact.kind not in ignored]
    if "day" not in ignored:
        found |= _timing(reading, given)
    if "guests" not in ignored:
        found |= _guests(reading.guests, counted)
    if "where" not in ignored:
        found |= _where([fact.value for fact in counted if fact.kind == "where"])
    if "price" not in ignored and reading.price:
        found |= _price(reading, _known(given, found))
    wanted = _wanted([fact for fact in counted if fact.kind == "what"])
    kinds = given["kind"] or [one.kind for one in wanted]
    found |= {"kinds": tuple(dict.fromkeys(kinds)), "wanted": wanted}
    found["amenities"] = tuple(dict.fromkeys([*given["amenity"], *reading.amenities, *_values(counted, "equipment")]))
    found |= _calls(given, counted)
    if reading.instant and not given["instant"]:
        found["instant"] = ("yes",)
    if reading.free_cancellation and not given["cancellation"]:
        found["cancellation"] = tuple(map(str, FREE_CANCELLATION))
    found["words"] = reading.searched_without(facts)
    found["understood"] = tuple(
        Understood(fact, reading.without(fact), reading.when or fact.value if fact.kind == "day" else fact.value) for fact in counted
    )
    return found


def _kinds_meant(given: Fields, facts: list[Fact]) -> list[str]:
    """The kinds that others must not contradict: those given; a call, where one is named, for a room or a workshop is what it offers."""
    named = any(fact.kind == "what" and fact.value.kind == "call" for fact in facts)
    return given["kind"] or (["call"] if named or given["discipline"] or given["phase"] else [])


def _counts(fact: Fact, kinds: list[str]) -> bool:
    if fact.kind in OF_CALLS:
        return "call" in kinds
    return fact.kind != "what" or _narrows(fact.value, kinds)


def _values(facts: list[Fact], kind: str) -> list[Any]:
    return list(dict.fromkeys(fact.value for fact in facts if fact.kind == kind))


def _calls(given: Fields, facts: list[Fact]) -> Fields:
    """What the text says of calls for artists."""
    of_names = [subkind for fact in facts if fact.kind == "what" and fact.value.kind == "call" for subkind in fact.value.subkinds]
    found: Fields = {"disciplines": tuple(dict.fromkeys([*given["discipline"], *of_names, *_values(facts, "discipline")]))}
    if phases := _values(facts, "phase"):
        found["phases"] = tuple(dict.fromkeys(phase for any_of in phases for phase in any_of))
    if deadlines := _values(facts, "deadline"):
        found["deadline"] = (deadlines[0].first, deadlines[0].last)
    return found


def _narrows(thing: Thing, kinds: list[str]) -> bool:
    """Whether a thing named is a filter. What people do and whom they visit is not: a winery answers “wine tasting” as well as a tasting
    does, so these words are searched as text, which knows them. Nor is what contradicts the kinds given."""
    return (thing.kind in ("stay", "call") or not thing.subkinds) and (not kinds or thing.kind in kinds)


def _overridden(given: Fields) -> set[str]:
    """The kinds of facts of which the parameters say something themselves."""
    ignored: set[str] = set()
    if given["check_in"] or given["when"]:
        ignored |= {"day", "nights", "flex"}
    if given["adults"] is not None or given["children"]:
        ignored.add("guests")
    if given["municipality"] or given["area"] or given["near"] or given["bbox"]:
        ignored.add("where")
    if given["instant"]:
        ignored.add("instant")
    if given["cancellation"]:
        ignored.add("free_cancellation")
    if given["phase"]:
        ignored.add("phase")
    if given["price_min"] is not None or given["price_max"] is not None:
        ignored.add("price")
    return ignored


def _timing(reading: Reading, given: Fields) -> Fields:
    """Days of their own, or days of arrival of which any will do. A parameter of a detail wins over the words."""
    when, today = reading.when, rome_now().date()
    if isinstance(when, Dates):
        return {"check_in": when.check_in, "check_out": when.check_out, "flex": given["flex"] or min(when.flex, MOST_FLEX)}
    if when is None:
        return {}
    nights = given["nights"] or when.nights or USUAL_NIGHTS
    arrivals = Arrivals(when.first, min(when.last, max(when.first, today) + timedelta(days=MOST_ARRIVALS - 1)))
    if nights > MOST_FLEXIBLE_NIGHTS or not nights_in(arrivals, nights, False, today):
        return {}
    # What is left of a week may have no Friday.
    weekend = (when.weekend or bool(given["weekend"])) and bool(nights_in(arrivals, nights, True, today))
    return {"when": arrivals, "when_nights": nights, "weekend": weekend}


def _guests(guests: Guests | None, facts: list[Fact]) -> Fields:
    """Those named; else as many as the room asked for sleeps."""
    if guests:
        return {"adults": guests.adults, "children": guests.children, "children_ages": guests.ages}
    sleeps = next((fact.value.sleeps for fact in facts if isinstance(fact.value, Thing) and fact.value.sleeps), None)
    return {"adults": sleeps} if sleeps else {}


def _where(places: list[Where]) -> Fields:
    """Villages to be in, of a hamlet its village (the words put the hamlet first); areas only if no village is named. A circle around
    one point, or along several."""
    found: Fields = {}
    inside = [spot for where in places if where.radius_km is None for spot in where.spots]
    if codes := dict.fromkeys(code for spot in inside if spot.kind != "area" for code in spot.codes):
        found["municipalities"] = tuple(codes)
    elif inside:
        found["areas"] = tuple(dict.fromkeys(spot.name for spot in inside))
    circle = next((where for where in places if where.radius_km is not None), None)
    if circle:
        points = tuple(point for spot in circle.spots for point in spot.points)
        if len(points) == 1:
            found |= {"near": points[0], "radius_km": circle.radius_km}
        else:
            found |= {"around": points, "around_km": circle.radius_km}
    return found


def _known(given: Fields, found: Fields) -> Fields:
    """What is known of days and guests, given or read."""
    return {name: value for name, value in {**given, **found}.items() if value}


def _price(reading: Reading, found: Fields) -> Fields:
    """Limits: of a night unless said otherwise; in all, where dates say how long; of each guest, where it is known how many."""
    assert reading.price is not None
    low, high, per = reading.price.low, reading.price.high, reading.price.per
    dated = "check_in" in found or "when" in found
    if per == "total" and not dated and reading.length:
        low, high = (price and (price / reading.length.nights).quantize(Decimal("0.01"), ROUND_FLOOR) for price in (low, high))
    if per == "person" and dated:
        guests = (found.get("adults") or DEFAULT_ADULTS) + found.get("children", 0)
        low, high = (price and price * guests for price in (low, high))
    return {"price_min": low, "price_max": high, "price_per": "" if per == "total" else "night"}


def _wanted(facts: list[Fact]) -> tuple[Wanted, ...]:
    found: dict[str, Wanted] = {}
    for fact in facts:
        thing: Thing = fact.value if fact.value.kind != "call" else Thing("call")  # its subkinds are disciplines
        before = found.get(thing.kind, Wanted(thing.kind))
        names = (fact.words,) if thing.subkinds else ()
        found[thing.kind] = Wanted(
            thing.kind,
            tuple(dict.fromkeys([*before.subkinds, *thing.subkinds])),
            tuple(dict.fromkeys([*before.units, *thing.units])),
            (*before.names, *names),
        )
    return tuple(found.values())
