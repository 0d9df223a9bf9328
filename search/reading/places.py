# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where: names of places with the words before them; “near” and “within 10 km of” make a circle, “of” makes no place."""

import re
from collections.abc import Iterator

from .facts import Where
from .gazetteer import LONGEST_NAME, Name
from .grammar import Context, alternatives
from .line import Line
from .things import KNOWN_WORDS, Claim, runs, words_in
from .vocabulary.calendar import HOLIDAY_OF, MONTH_OF, WEEKDAY_OF
from .vocabulary.fillers import FILLERS
from .vocabulary.names import COMMON
from .vocabulary.numbers import VALUES

MOST_PLACES = 8
MOST_GUESSES = 24
_LOOK_BACK = 60
_SHORT = 3  # names of so few letters need a word that says what they are
_RIVER = rf"(?:(?:{alternatives('river')}) )?"
_BEFORE = {
    "within": re.compile(
        rf"(?<!\w)(?:(?:{alternatives('within')}) )?(?P<km>\d{{1,3}}(?:[.,]\d)?) ?(?:{alternatives('km')}),? (?:{alternatives('awayfrom')})[ ']?{_RIVER}$"
    ),
    "near": re.compile(rf"(?<!\w)(?:{alternatives('nearto')})(?:(?<=')| ){_RIVER}$"),
    "river": re.compile(rf"(?<!\w)(?:{alternatives('river')}) $"),
    "at": re.compile(rf"(?<!\w)(?:{alternatives('at')})(?:(?<=')| )$"),
    "of": re.compile(rf"(?<!\w)(?:{alternatives('outof')})(?:(?<=')| )$"),
}
_AFTER_RIVER = re.compile(rf"[ -](?:{alternatives('riverafter')})(?!\w)")
_NOT_NAMES = KNOWN_WORDS | FILLERS | COMMON | VALUES.keys() | MONTH_OF.keys() | WEEKDAY_OF.keys() | HOLIDAY_OF.keys()


def find_places(line: Line, context: Context) -> Iterator[Claim]:
    """Places by their exact names: start, end, “where” and a Where; “text” for what is only said to come from there."""
    words = words_in(line)
    at, found = 0, 0
    while at < len(words) and found < MOST_PLACES:
        hit = next(((stop, name) for stop, key in runs(line, words, at, LONGEST_NAME) if (name := context.places.exact(key))), None)
        if hit is None:
            at += 1
            continue
        stop, name = hit
        claim = _claim(line, context, words[at].start(), words[stop - 1].end(), name)
        at = stop if claim else at + 1
        if claim:
            found += 1
            yield claim


def guess_places(line: Line, context: Context) -> Iterator[Claim]:
    """Names with a letter or two wrong, among words that nothing else has claimed."""
    words = [word for word in words_in(line) if not word[0].isdigit()]
    at = guesses = 0
    while at < len(words) and guesses < MOST_GUESSES:
        if (words[at][0] not in _NOT_NAMES and len(words[at][0]) > 1) or _place_word(line, words[at].start()):
            for stop, key in runs(line, words, at, 4):
                if key in _NOT_NAMES or guesses >= MOST_GUESSES:
                    continue
                guesses += 1
                name = context.places.similar(key)
                if name and _plausible(line, words, at, key):
                    claim = _claim(line, context, words[at].start(), words[stop - 1].end(), name, corrected=True)
                    if claim:
                        yield claim
                        at = stop - 1
                        break
        at += 1


def _plausible(line: Line, words: list[re.Match[str]], at: int, key: str) -> bool:
    """Long names speak for themselves; a short one needs a word of place before it, or to be all there is."""
    return len(key) >= 7 or _place_word(line, words[at].start()) or len(words) == 1


def _place_word(line: Line, start: int) -> bool:
    before = line.plain[max(0, start - _LOOK_BACK) : start]
    return any(_BEFORE[name].search(before) for name in ("near", "at", "within"))


def _claim(line: Line, context: Context, start: int, end: int, name: Name, *, corrected: bool = False) -> Claim | None:
    offset = max(0, start - _LOOK_BACK)
    before = line.plain[offset:start]
    river = any(spot.kind == "river" for spot in name.spots)
    matches = {how: match for how, pattern in _BEFORE.items() if (match := pattern.search(before))}
    after = _AFTER_RIVER.match(line.plain, end) if river else None
    how = next((how for how in ("within", "near", "river", "at") if how in matches and (how != "river" or river)), "")
    alone = not line.plain[:start].strip() and not line.plain[end:].strip()
    if not how and not after and "of" in matches:
        return start, end, "text", None
    if name.strict and not how and not after and not alone:
        return None
    if river and end - start <= _SHORT and how in ("", "at") and not after:
        return None
    where = _where(context, name, how, matches, corrected)
    if where is None:
        return start, end, "text", None
    first = offset + matches[how].start() if how else start
    return first, after.end() if after else end, "where", where


def _where(context: Context, name: Name, how: str, matches: dict[str, re.Match[str]], corrected: bool) -> Where | None:
    spots = name.spots
    if how == "within":
        radius = float(matches["within"]["km"].replace(",", "."))
        return Where(spots, radius, corrected) if 0.1 <= radius <= 500 else None
    if how == "near" and spots[0].kind != "area":
        return Where(spots, context.places.radius_around(spots[0]), corrected)
    if spots[0].kind in ("river", "town"):
        return Where(spots, context.places.radius_around(spots[0]), corrected)
    return Where(spots, None, corrected)
