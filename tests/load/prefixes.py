# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What people have typed when a suggestion is due: beginnings of names in the database, in three languages, with slips of the hand."""

import random
from typing import Any

from .questions import Question

SLIPPED = 0.15  # share of prefixes
LEAST, LONGEST = 2, 14
SHARES = {"place": 45, "stay": 40, "business": 15}


def prefixes(count: int, seed: int = 5) -> list[Question]:
    """`count` beginnings as parameters of the suggestions' API: the same at every run over the same names."""
    chance = random.Random(seed)
    names = _names()
    kinds = chance.choices(list(SHARES), list(SHARES.values()), k=count)
    return [_typed(chance, names[kind]) for kind in kinds]


def _names() -> dict[str, list[tuple[str, str]]]:
    """Language and name, by kind."""
    from catalogue.models import Business, Stay
    from marketplace.territory.models import Municipality

    stays: Any = Stay.objects.order_by("pk").values_list("title", "title_en", "title_de")[:500]
    return {
        "place": [("it", name) for name in Municipality.objects.order_by("pk").values_list("name", flat=True)],
        "stay": [(language, title) for row in stays for language, title in zip(("it", "en", "de"), row, strict=True) if title.strip()],
        "business": [("it", name) for name in Business.objects.order_by("pk").values_list("name", flat=True)],
    }


def _typed(chance: random.Random, names: list[tuple[str, str]]) -> Question:
    language, name = chance.choice(names)
    words = name.split()
    if len(words) > 2 and chance.random() < 0.3:
        words = words[chance.randint(1, len(words) - 1) :]  # people leave the article and what stands before it out
    whole = " ".join(words)
    length = min(len(whole), chance.choices(range(LEAST, LONGEST + 1), [4, 8, 8, 7, 6, 5, 4, 3, 3, 2, 2, 1, 1])[0])
    typed = whole[:length].rstrip().lower()
    return {"q": _slip(chance, typed) if len(typed) > 3 and chance.random() < SLIPPED else typed, "lang": language}


def _slip(chance: random.Random, typed: str) -> str:
    """A letter left out, doubled, or swapped with the next; never the first."""
    at = chance.randrange(1, len(typed) - 1)
    return chance.choice(
        [typed[:at] + typed[at + 1 :], typed[:at] + typed[at] + typed[at:], typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]]
    )
