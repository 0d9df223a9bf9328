# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The words people type, as tables: one file a concept, Italian, English and German together, since people mix them."""

from . import ages, calendar, conditions, deadlines, lengths, money, numbers, people, places
from .words import split

TABLES: dict[str, list[str]] = {
    name: split(*words)
    for module in (numbers, calendar, lengths, people, ages, money, places, conditions, deadlines)
    for name, words in module.TABLES.items()
}
