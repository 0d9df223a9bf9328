# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A small way to write patterns: `<name>` is any word of a table, `<name:as>` keeps it, a blank may be left out between a number
and its neighbour, brackets and question marks are those of regular expressions."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from .gazetteer import Gazetteer
from .vocabulary import TABLES

# Blank, or where a word, a number and a sign meet without one.
_BLANK = r"(?: |\b|(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)|(?<=[^\w ])(?=[^\w ]))"
_SLOT = re.compile(r"(?<!\?P)<(\w+)(?::(\w+))?>")
_NUMBERS = {
    "number": r"\d{1,3}",
    "amount": r"\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{2})?|\d{1,6}(?:[.,]\d{1,2})?",
    "dd": r"(?:3[01]|[12]\d|0?[1-9]|primo|first|ersten|erster)",
    "mm": r"(?:1[0-2]|0?[1-9])",
    "yyyy": r"20\d\d",
    "yy": r"(?:20)?\d\d",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules may know beside the text."""

    today: date
    language: str
    places: Gazetteer
    calls: bool = False  # whether a call for artists is meant: then more words mean something


class Unread(Exception):
    """These words look like a fact and cannot be one (31 February): they stay text, whole."""


Found = tuple[str, Any]
Build = Callable[[re.Match[str], Context], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it means. `build` answers kind and value, None if it does not apply; it may raise Unread."""

    pattern: re.Pattern[str]
    build: Build


@lru_cache
def alternatives(name: str) -> str:
    """The words of a table as an expression, the longest first; a blank in a phrase is a blank or a hyphen."""
    if name in _NUMBERS:
        return _NUMBERS[name]
    words = sorted(TABLES[name], key=lambda word: (-len(word), word))
    escaped = [re.escape(word).replace(r"\ ", "[ -]") for word in words]
    extra = [_NUMBERS["number"]] if name == "count" else []
    return "|".join([*extra, *escaped])


def compile_pattern(template: str) -> re.Pattern[str]:
    """The expression of a template, between boundaries of words."""

    def slot(match: re.Match[str]) -> str:
        inner = alternatives(match[1])
        return f"(?P<{match[2]}>{inner})" if match[2] else f"(?:{inner})"

    body = _SLOT.sub(slot, template.replace(" ", "\x01")).replace("\x01", _BLANK)
    return re.compile(rf"(?<!\w)(?<!\d[.,])(?:{body})(?!\w)")


def rules(build: Build, templates: Iterable[str]) -> list[Rule]:
    """A rule for each template, in this order."""
    return [Rule(compile_pattern(template), build) for template in templates]
