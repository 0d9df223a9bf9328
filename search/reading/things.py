# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What it is and what it has: phrases of the tables, the longest first; “senza”, “without”, “kein” turn a wish into none."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .facts import Thing
from .grammar import Context, alternatives
from .line import WORD, Line
from .vocabulary.amenities import AMENITIES, NO_AMENITY, WITH
from .vocabulary.calls import BESIDE_CALLS, CALLS, FOR
from .vocabulary.conditions import FREE_CANCELLATION, INSTANT
from .vocabulary.numbers import number_of
from .vocabulary.things import THINGS
from .vocabulary.words import split

Claim = tuple[int, int, str, object]
_LOOK_BACK = 40
_JOINTS = frozenset(split("e, ed, o, né, ne, and, or, nor, und, oder, noch, &, +"))
_NOT = re.compile(rf"(?<!\w)(?:{alternatives('not')}) ?$")
_WITH = re.compile(rf"(?<![\w])(?:{'|'.join(re.escape(word) for word in sorted(WITH, key=len, reverse=True))}) ?$")
_FOR = re.compile(rf"(?<![\w])(?:{'|'.join(re.escape(word) for word in sorted(split(FOR), key=len, reverse=True))}) ?$")
_COUNT = re.compile(rf"(?<!\w)(?<![.,/:-])(?P<n>{alternatives('count')}) $")
_OLD = re.compile(rf"(?<!\w)(?:{alternatives('old')}) $")
_GAP = re.compile(r"[ '.&/-]{0,3}")


def key_of(phrase: str) -> str:
    """A phrase as its words: what stands between them does not matter."""
    return " ".join(WORD.findall(phrase))


_TABLE: dict[str, tuple[str, object]] = {
    **{key_of(phrase): ("what", thing) for phrase, thing in {**THINGS, **CALLS}.items()},
    **{key_of(phrase): ("amenity", amenity) for phrase, amenity in AMENITIES.items()},
    **{key_of(phrase): ("text", None) for phrase in NO_AMENITY},
    **{key_of(phrase): ("instant", True) for phrase in split(*INSTANT)},
    **{key_of(phrase): ("free_cancellation", True) for phrase in split(*FREE_CANCELLATION)},
}
_TABLE_OF_CALLS = {**_TABLE, **{key_of(phrase): fact for phrase, fact in BESIDE_CALLS.items()}}
_NAMES_OF_CALLS = frozenset(map(key_of, CALLS))
_LONGEST = max(key.count(" ") + 1 for key in _TABLE_OF_CALLS)
KNOWN_WORDS = frozenset(word for key in _TABLE for word in key.split())


def words_in(line: Line) -> list[re.Match[str]]:
    return list(WORD.finditer(line.plain))


def runs(line: Line, words: list[re.Match[str]], at: int, longest: int) -> Iterator[tuple[int, str]]:
    """The runs of words that begin with word `at`, the longest first: index after the last word, and the words."""
    end = at + 1
    while end < len(words) and end - at < longest and _GAP.fullmatch(line.plain, words[end - 1].end(), words[end].start()):
        end += 1
    for stop in range(end, at, -1):
        yield stop, " ".join(word[0] for word in words[at:stop])


def names_a_call(line: Line) -> bool:
    """Whether a call for artists is named anywhere."""
    words = words_in(line)
    return any(key in _NAMES_OF_CALLS for at in range(len(words)) for _stop, key in runs(line, words, at, _LONGEST))


def find_things(line: Line, context: Context, *, least_words: int = 1) -> Iterator[Claim]:
    """Kinds, amenities, conditions of at least so many words: start, end, kind and value."""
    words, table = words_in(line), _TABLE_OF_CALLS if context.calls else _TABLE
    at, denied = 0, -1
    while at < len(words):
        found = next(
            ((stop, table[key]) for stop, key in runs(line, words, at, _LONGEST) if key in table and stop - at >= least_words), None
        )
        if found is None:
            at += 1
            continue
        stop, (kind, value) = found
        start, end = words[at].start(), words[stop - 1].end()
        at = stop
        if kind == "text":
            denied = -1
        elif isinstance(value, Thing):
            start, value, denied = *_how_many(line.plain, start, value), -1
        elif kind in ("discipline", "phase"):
            start, denied = _with_what_leads_to_it(line.plain, start), -1
        else:
            begin, meant, denied = _what_precedes(line.plain, start, end, kind, denied)
            start, kind, value = begin, meant, kind if meant == "without" and value is True else value
        yield start, end, kind, value


def _with_what_leads_to_it(plain: str, start: int) -> int:
    before = plain[max(0, start - _LOOK_BACK) : start]
    lead = _FOR.search(before)
    return start - len(before) + lead.start() if lead else start


def _how_many(plain: str, start: int, thing: Thing) -> tuple[int, Thing]:
    """Where it begins with “old” and its number or article before it. Three rooms are not one unit that is a room."""
    before = plain[max(0, start - _LOOK_BACK) : start]
    if thing.subkinds and (old := _OLD.search(before)):
        start -= len(before) - old.start()
        before = before[: old.start()]
    number = _COUNT.search(before)
    if number is None:
        return start, thing
    count = number_of(number["n"])
    return start - len(before) + number.start(), replace(thing, count=count, units=(), sleeps=None) if count > 1 else thing


def _what_precedes(plain: str, start: int, end: int, kind: str, denied: int) -> tuple[int, str, int]:
    """Where the fact begins with the words before it, its kind, and where the last denial ends."""
    if number := _COUNT.search(plain, max(0, start - _LOOK_BACK), start):
        start = number.start()
    before = plain[max(0, start - _LOOK_BACK) : start]
    if no := _NOT.search(before):
        return start - len(before) + no.start(), "without", end
    with_ = _WITH.search(before)
    begin = start - len(before) + with_.start() if with_ else start
    if denied >= 0 and begin - denied <= 2 and with_ and with_[0].strip() in _JOINTS:
        return begin, "without", end
    return begin, kind, -1
