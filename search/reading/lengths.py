# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How many nights, and how many days it may be off."""

import re

from .facts import Length
from .future import MOST_NIGHTS
from .grammar import Context, Found, Rule, Unread, rules
from .vocabulary.lengths import DAYS_IDIOMS
from .vocabulary.numbers import number_of

MOST_FLEX = 7


def _length(nights: int) -> Found:
    if not 1 <= nights <= MOST_NIGHTS:
        raise Unread
    return "nights", Length(nights)


def _nights(match: re.Match[str], context: Context) -> Found:
    return _length(number_of(match["n"]))


def _weeks(match: re.Match[str], context: Context) -> Found:
    return _length(number_of(match["n"]) * 7)


def _months(match: re.Match[str], context: Context) -> Found:
    return _length(number_of(match["n"]) * 30)


def _days(match: re.Match[str], context: Context) -> Found:
    days = number_of(match["n"])
    return _length(DAYS_IDIOMS.get(days, max(days - 1, min(days, 1))))


def _flex(match: re.Match[str], context: Context) -> Found:
    days = number_of(match["n"]) if "n" in match.re.groupindex and match["n"] else 3
    if not 1 <= days <= MOST_FLEX:
        raise Unread
    return "flex", days


FLEX: list[Rule] = rules(
    _flex,
    [
        "<plusminus> <count:n>(?: <days>)?",
        "<count:n> <days> <flexible>",
        "(?:<flexible> (?:con le date|sulle date|nelle date|dates|on dates|with dates|daten|termine))",
        "(?:date|dates|daten|termine|reisedaten) <flexible>",
        "<flexible>e (?:daten|termine|reisedaten)",
    ],
)
_BETWEEN = "(?: ?[-/] ?| (?:o|or|oder|a|to|bis) )"
RULES: list[Rule] = [
    *rules(_nights, [r"(?:<for> )?<count> <days>(?: ?[-/,] ?| (?:(?:e|and|und) )?)<count:n> <nights>"]),
    *rules(_nights, [r"(?:<for> )?<count:n> <nights>(?: ?[-/,] ?| (?:(?:e|and|und) )?)<count> <days>"]),
    *rules(_nights, [rf"(?:<for> )?<count:n>{_BETWEEN}<count> <nights>", "(?:<for> )?<count:n> <nights>"]),
    *rules(_weeks, ["(?:<for> )?<count:n> (?:intera |intere |whole |full |ganze )?<weeks>"]),
    *rules(lambda match, context: _length(7), ["(?:<for> )?<any> (?:intera |whole |full |ganze )?<weeks>"]),
    *rules(lambda match, context: _length(14), ["(?:<for> )?(?:<any> )?<fortnight>"]),
    *rules(_days, ["(?:<for> )?<count:n> <days>"]),
    *rules(_months, ["(?:<for> )?<count:n> <months>"]),
]
