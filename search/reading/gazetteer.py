# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Names of places and what they mean; no name stands here. Short forms are made by rule, typos found by a bounded distance."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import ceil

from ..geo import Place, kilometres
from .facts import Spot
from .line import WORD, plain
from .vocabulary.names import GENERIC, JOINTS, PARTICLES

LONGEST_NAME = 6
SHORTEST_TYPO, TWO_TYPOS = 5, 9


def key_of(name: str) -> str:
    return " ".join(WORD.findall(plain(name)))


@dataclass(frozen=True, slots=True)
class Name:
    """What a name may mean. `strict`: only a place if a word like “near” stands before it."""

    spots: tuple[Spot, ...]
    strict: bool = False


@dataclass(slots=True)
class Gazetteer:
    """All names of places of a territory, and of what lies around it."""

    names: dict[str, Name] = field(default_factory=dict)
    _typos: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    centres: tuple[Place, ...] = ()

    def exact(self, key: str) -> Name | None:
        return self.names.get(key)

    def similar(self, key: str) -> Name | None:
        """The places whose names are nearest to `key`, if near enough: a letter off, two in long names. The first letter is right."""
        typed = key.replace(" ", "")
        if len(typed) < SHORTEST_TYPO or not typed.isalpha():
            return None
        best = 3
        found: list[str] = []
        for length in range(len(typed) - 2, len(typed) + 3):
            for candidate in self._typos.get((typed[0], length), ()):
                allowed = 2 if min(length, len(typed)) >= TWO_TYPOS else 1
                steps = distance(typed, candidate.replace(" ", ""), min(allowed, best))
                if steps <= allowed and steps <= best:
                    found = [*(found if steps == best else []), candidate]
                    best = steps
        spots = tuple(dict.fromkeys(spot for candidate in found for spot in self.names[candidate].spots))
        return Name(spots) if spots else None

    def radius_around(self, spot: Spot) -> float:
        """Within how many kilometres something is near a place: what lies outside reaches to the next villages."""
        if spot.kind == "river":
            return 4.0
        if spot.kind != "town" or not self.centres or not spot.points:
            return 10.0
        return float(max(15, ceil(min(kilometres(spot.points[0], centre) for centre in self.centres)) + 15))


def make_gazetteer(places: Iterable[tuple[Spot, Iterable[str], bool]]) -> Gazetteer:
    """From places with their other names, and whether they are strict; what comes first is meant first."""
    gazetteer = Gazetteer()
    listed = [(spot, list(others), strict) for spot, others, strict in places]
    gazetteer.centres = tuple(spot.points[0] for spot, _, _ in listed if spot.kind == "municipality" and spot.points)
    for spot, others, strict in listed:
        for name in [spot.name, *others]:
            _add(gazetteer, key_of(name), spot, strict)
    _add_short_forms(gazetteer, [spot for spot, _, strict in listed if not strict])
    for key, known in gazetteer.names.items():
        joined = key.replace(" ", "")
        if not known.strict and len(joined) >= SHORTEST_TYPO:
            gazetteer._typos[joined[0], len(joined)].append(key)
    return gazetteer


def _add_short_forms(gazetteer: Gazetteer, spots: list[Spot]) -> None:
    """Unless somebody has that very name; of a form that several share, all are meant."""
    short: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        for form in short_forms(key_of(spot.name)):
            short[form].append(spot)
    for form, meant in short.items():
        if form not in gazetteer.names:
            for spot in meant:
                _add(gazetteer, form, spot, False)


def _add(gazetteer: Gazetteer, key: str, spot: Spot, strict: bool) -> None:
    if not key or key.count(" ") >= LONGEST_NAME:
        return
    known = gazetteer.names.get(key)
    if known is None:
        gazetteer.names[key] = Name((spot,), strict)
    elif not any(_same(other, spot) for other in known.spots):
        gazetteer.names[key] = replace(known, spots=(*known.spots, spot), strict=known.strict and strict)


def _same(one: Spot, other: Spot) -> bool:
    """A locality of the municipality of the same name, or the same place told twice."""
    return bool(set(one.codes) & set(other.codes)) and other.kind in ("locality", one.kind)


def short_forms(key: str) -> list[str]:
    """What people say for a long name: its beginning, or the parts of a double name."""
    words = key.split()
    forms = []
    for joint in JOINTS:
        if joint in words[1:-1]:
            at = words.index(joint, 1)
            forms += [" ".join(words[:at]), " ".join(words[at + 1 :])]
    for length in range(1, len(words)):
        form = words[:length]
        if (
            form[-1] not in PARTICLES
            and form[-1] not in JOINTS
            and (length > 1 or (form[0] not in GENERIC and len(form[0]) >= SHORTEST_TYPO))
        ):
            forms.append(" ".join(form))
    return [form for form in dict.fromkeys(forms) if form not in GENERIC and len(form) >= SHORTEST_TYPO]


def distance(one: str, other: str, limit: int) -> int:
    """Letters to add, drop, change or swap with their neighbour; `limit` + 1 if more than that."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            step = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                step = min(step, earlier[j - 2] + 1)
            row.append(step)
        if min(row) > limit:
            return limit + 1
    return row[-1]
