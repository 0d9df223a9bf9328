# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who comes: “2 adulti e 1 bambino”, “a family of four”, “zu viert”, “con due bimbi di 3 e 7 anni”."""

import re

from .facts import Guests
from .grammar import Context, Found, Rule, Unread, rules
from .line import WORD
from .vocabulary.numbers import VALUES, number_of
from .vocabulary.people import DRITT

MOST_GUESTS = 50
OLDEST_CHILD = 17
_LIST = "<count>(?:(?:, ?| <ageand> | ?[/&-] ?)<count>){0,5}"
_AGES = rf"(?:,? \(?(?:<aged> )?(?P<ages>{_LIST}) ?-?<years>\)?|,? ?\((?P<bare>{_LIST})\)|,? (?:aged|im alter von) (?P<plain>{_LIST}))?"
_CHILDREN = rf"(?:<count:c> )(?:<possessive> )?<children>{_AGES}"
_MORE = rf"(?:,? ?(?:<with> )?{_CHILDREN})?(?:,? ?(?:<with> )?(?:<count:b> )?<babies:baby>)?"
# A number of guests that is not one of nights, of euros, of a date.
_BARE = (
    r"(?P<p>\d{1,2}|<some>)(?! ?(?:<nights>|<days>|<weeks>|<months>|<euro>|<km>|<month>|<weekend>|<years>|<people>|<adults>|<children>"
    r"|camere|stanze|letti|rooms|beds|zimmer|betten|:|%))(?![.,/:-] ?\d)"
)


def _number(match: re.Match[str], name: str, default: int = 0) -> int:
    found = match.groupdict().get(name)
    return number_of(found) if found else default


def _ages(match: re.Match[str]) -> tuple[int, ...]:
    groups = match.groupdict()
    written = groups.get("ages") or groups.get("bare") or groups.get("plain") or ""
    ages = [number_of(word) for word in WORD.findall(written) if word.isdigit() or word in VALUES]
    in_months = groups.get("ages") and re.search(r"\b(?:mesi|months|monate|monaten)\b", match[0])
    return tuple(0 if in_months else age for age in ages)


def _guests(match: re.Match[str], adults: int | None) -> Found:
    children, ages = _number(match, "c"), _ages(match)
    if any(age > OLDEST_CHILD for age in ages):
        raise Unread
    if match.groupdict().get("baby"):
        babies = _number(match, "b", 1)
        children, ages = children + babies, (*ages, *(0 for _ in range(babies if ages or not children else 0)))
    children = max(children, len(ages))
    if not 1 <= (adults or 0) + children <= MOST_GUESTS or adults == 0:
        raise Unread
    return "guests", Guests(adults, children, ages)


def _adults(match: re.Match[str], context: Context) -> Found:
    return _guests(match, _number(match, "p"))


def _couple(match: re.Match[str], context: Context) -> Found:
    return _guests(match, 2)


def _alone(match: re.Match[str], context: Context) -> Found:
    return _guests(match, 1)


def _children(match: re.Match[str], context: Context) -> Found:
    return _guests(match, None)


def _family_of(match: re.Match[str], context: Context) -> Found:
    people = _number(match, "p")
    if not 1 <= people <= MOST_GUESTS:
        raise Unread
    return "guests", Guests(min(people, 2), max(people - 2, 0), _ages(match))


def _of_which(match: re.Match[str], context: Context) -> Found:
    return _guests(match, _number(match, "p") - _number(match, "c"))


def _together(match: re.Match[str], context: Context) -> Found:
    return "guests", Guests(DRITT[match["together"].replace("-", " ")])


RULES: list[Rule] = [
    *rules(_of_which, [f"(?:<forpeople> )?<count:p> <people>,? (?:di cui|including|of whom|davon|of which) {_CHILDREN}"]),
    *rules(_adults, [f"(?:<forpeople> )?<count:p> <adults>{_MORE}"]),
    *rules(_family_of, ["<family> (?:<of> |mit )(?P<p>\\d{1,2}|<some>)(?: <people>)?(?! ?(?:<children>|<babies>|<possessive>))"]),
    *rules(_couple, [f"<family>,? ?(?:<with> ){_CHILDREN}", "<family>,? ?(?:<with> )(?:<count:b> )?<babies:baby>"]),
    *rules(_couple, [f"<couple>{_MORE}"]),
    *rules(_adults, ["<group> (?:<of> )(?P<p>\\d{1,2}|<some>)(?: <people>)?"]),
    *rules(_adults, [f"(?:<forpeople> )?<count>(?: ?[-/] ?| (?:o|or|oder|a|to|bis) )<count:p> (?:<people>|<adults>){_MORE}"]),
    *rules(_adults, [f"(?:<forpeople> )?<count:p> <people>{_MORE}"]),
    *rules(_together, ["<together:together>"]),
    *rules(_adults, [f"<strictfor> {_BARE}{_MORE}", f"<inmany> {_BARE}(?! <children>)"]),
    *rules(_alone, [f"<alone>{_MORE}"]),
    *rules(
        _children,
        [f"(?:<with> )?{_CHILDREN}(?:,? ?(?:<with> )?(?:<count:b> )?<babies:baby>)?", f"(?:<with> )?(?:<count:b> )?<babies:baby>{_AGES}"],
    ),
]
