# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""One text from left to right by each rule in turn: what one has claimed the next does not see."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from . import dates, deadlines, lengths, money, people, relative
from .facts import Fact, Reading, Thing, cut
from .gazetteer import Gazetteer
from .grammar import Context, Rule, Unread
from .line import Line, clean, make_line
from .merge import first_of, merge_guests, merge_places, merge_timing, places_of
from .places import find_places, guess_places
from .things import Claim, find_things, names_a_call

LONGEST_READ = 400  # signs; what comes after is text
MOST_PASSES = 4
_ALWAYS = ("amenity", "what", "without", "instant", "free_cancellation", "discipline", "equipment", "phase", "deadline")


def read_text(text: str, *, language: str, today: date, places: Gazetteer, calls: bool = False) -> Reading:
    """What `text` asks for, whichever of the three languages it is in; `language` is the page's. Never raises.

    `calls`: calls for artists are meant though no word says so.
    """
    text = clean(text)
    limit = LONGEST_READ
    while 0 < limit < len(text) and text[limit - 1 : limit + 1].isalnum():
        limit -= 1
    owned = bytearray(limit) + b"\x01" * max(0, len(text) - limit) if len(text) > limit else bytearray(len(text))
    context = Context(today, language, places, calls or names_a_call(make_line(text, owned)))
    facts: list[Fact] = []
    for _ in range(MOST_PASSES):
        found = _pass(make_line(text, owned), context, owned)
        facts += found
        if not found:
            break
    facts.sort(key=lambda fact: fact.spans[0])
    return _reading(text, facts, today)


def _pass(line: Line, context: Context, owned: bytearray) -> list[Fact]:
    """What can be read where nothing is owned yet; marks what it takes as owned."""
    facts: list[Fact] = []

    def take(claims: Iterable[Claim]) -> None:
        for start, end, kind, value in list(claims):
            if "\x00" in line.plain[start:end]:
                continue
            if kind != "text":
                facts.append(_fact(line, start, end, kind, value, owned))
            line.claim(start, end)

    steps: list[Callable[[], Iterable[Claim]]] = [
        lambda: find_things(line, context, least_words=2),
        lambda: find_places(line, context),
        *(lambda rule=rule: _apply(rule, line, context) for rule in _RULES),
        lambda: find_things(line, context),
        *(lambda rule=rule: _apply(rule, line, context) for rule in money.BARE),
        lambda: guess_places(line, context),
    ]
    for step in steps:
        take(step())
    return facts


_RULES = [*deadlines.RULES, *dates.RULES, *money.RULES, *lengths.FLEX, *relative.RULES, *people.RULES, *lengths.RULES]


def _apply(rule: Rule, line: Line, context: Context) -> Iterable[Claim]:
    for match in rule.pattern.finditer(line.plain):
        try:
            found = rule.build(match, context)
        except Unread:
            yield match.start(), match.end(), "text", None
            continue
        if found:
            yield match.start(), match.end(), *found


def _fact(line: Line, start: int, end: int, kind: str, value: object, owned: bytearray) -> Fact:
    """The fact with the places of its words: several, if something else stood between them."""
    first, after = line.place(start, end)
    spans: list[tuple[int, int]] = []
    begun: int | None = None
    for at in range(first, after + 1):
        free = at < after and not owned[at]
        if free and begun is None:
            begun = at
        elif not free and begun is not None:
            spans.append((begun, at))
            begun = None
    for begin, stop in spans:
        owned[begin:stop] = b"\x01" * (stop - begin)
    words = " ".join(line.text[begin:stop].strip() for begin, stop in spans)
    return Fact(kind, value, tuple(spans), " ".join(words.split()))


def _reading(text: str, facts: list[Fact], today: date) -> Reading:
    timing = merge_timing(facts, today)
    guests, by_guests = merge_guests(facts)
    where = merge_places(facts)
    price = first_of(facts, "price")
    counted = {id(fact) for fact in [*timing.heeded, *by_guests, *where, *([price] if price else [])]}
    heeded = tuple(fact for fact in facts if id(fact) in counted or fact.kind in _ALWAYS)
    values = {kind: tuple(dict.fromkeys(fact.value for fact in heeded if fact.kind == kind)) for kind in _ALWAYS}
    things: tuple[Thing, ...] = values["what"]
    read = Reading(
        text=text,
        facts=tuple(facts),
        heeded=heeded,
        rest=cut(text, tuple(span for fact in facts for span in fact.spans)),
        when=timing.when,
        length=timing.length,
        guests=guests,
        price=price.value if price else None,
        where=places_of(where),
        things=things,
        amenities=values["amenity"],
        instant=bool(values["instant"]),
        free_cancellation=bool(values["free_cancellation"]),
    )
    return replace(read, searched=read.searched_without(heeded))
