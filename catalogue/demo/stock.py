# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The written parts of the demo, and dealing them out so that neighbours do not read alike."""

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LANGUAGES = ("it", "en", "de")
Three = list[str]  # Italian, English, German


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def stays() -> list[dict[str, Any]]:
    """All stays, plain and hills by turns, so that first pages show both."""
    plain, hills = read("stays_mantovano")["stay"], read("stays_pavese")["stay"]
    return [stay for pair in zip(plain, hills, strict=True) for stay in pair]


def columns(name: str, three: Three) -> dict[str, str]:
    """{"title": …, "title_en": …, "title_de": …}"""
    return {name: three[0], f"{name}_en": three[1], f"{name}_de": three[2]}


def join(*parts: Three, glue: str = " ", **slots: Any) -> Three:
    """Several texts as one, in each language, their {slots} filled."""
    return [glue.join(part[i] for part in parts).format(**slots) for i in range(len(LANGUAGES))]


class Deal:
    """A pack of cards: each is dealt once before any comes again, in an order fixed by the seed."""

    def __init__(self, cards: list[Any], seed: str) -> None:
        self.cards = cards
        self.random = random.Random(seed)  # noqa: S311 - play, not secrets
        self.pile: list[Any] = []

    def next(self) -> Any:
        if not self.pile:
            self.pile = self.random.sample(self.cards, len(self.cards))
        return self.pile.pop()
