# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What people type, read as a person would: facts with the words they come from, and the rest as text.

Pure: text, language, day and places in, a `Reading` out; no database, nothing raises. Words stand in `vocabulary`, places come
from outside (`loading`), so that nothing here knows any village.
"""

from .facts import Dates, Fact, Guests, Length, Month, Price, Reading, Span, Spot, Thing, When, Where
from .gazetteer import Gazetteer
from .read import read_text

__all__ = [
    "Dates",
    "Fact",
    "Gazetteer",
    "Guests",
    "Length",
    "Month",
    "Price",
    "Reading",
    "Span",
    "Spot",
    "Thing",
    "When",
    "Where",
    "read_text",
]
