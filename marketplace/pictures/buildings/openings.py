# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Windows, shutters, doors and arches, put on walls."""

from __future__ import annotations

from ..palette import mix, scale
from .block import Face


def window(
    face: Face,
    s: float,
    t: float,
    wide: float = 1.0,
    tall: float = 1.5,
    *,
    shutters: bool = True,
    lamp: float | None = None,
) -> None:
    """A window, its sill, perhaps shutters; lit from inside after sunset."""
    pal, rng = face.brush.pal, face.brush.rng
    lit = rng.random() < (pal.light.lamps * 0.55 if lamp is None else lamp)
    size = face.pixels(wide)
    pane = mix(pal.lamplight, pal.air, face.brush.air(face.z, face.base + 4) * 0.5) if lit else face.ink("glass", 0.1)
    if size < 3:
        face.quad(s, t, wide, tall, pane, 0)
        return
    if size > 9:
        frame = scale(pal.things["white"], 0.95)
        face.quad(s - 0.12, t - 0.1, wide + 0.24, tall + 0.22, face.ink(frame), 0.2)
    face.quad(s, t, wide, tall, pane, 0.15)
    if size > 12:
        bar = face.ink(scale(pal.things["wood"], 0.8), 0.3 if not lit else 0)
        face.quad(s + wide / 2 - 0.035, t, 0.07, tall, bar, 0)
        face.quad(s, t + tall * 0.6, wide, 0.06, bar, 0)
        if not lit:
            face.quad(s, t + tall * 0.72, wide, tall * 0.28, face.ink(scale(pal.things["glass"], 0.6), 0), 0.15)
    if shutters:
        leaf = pal.things["shutter"]
        for left in (s - wide * 0.55, s + wide):
            face.quad(left, t - 0.03, wide * 0.55, tall + 0.06, face.ink(leaf), 0.25)
            if size > 14:
                for i in range(6):
                    face.quad(left + 0.06, t + 0.1 + i * tall / 6, wide * 0.55 - 0.12, 0.05, face.ink(scale(leaf, 0.75)), 0)
    if size > 9:
        face.quad(s - 0.15, t - 0.16, wide + 0.3, 0.13, face.ink(mix(pal.things["stone"], pal.things["white"], 0.4)), 0.15)


def door(face: Face, s: float, wide: float = 1.3, tall: float = 2.4, colour: str = "wood", *, round_head: bool = False) -> None:
    """A door with its frame and step."""
    things = face.brush.pal.things
    stone = face.ink(mix(things["stone"], things["white"], 0.2))
    if round_head:
        face.arch(s - 0.22, 0, wide + 0.44, tall + 0.24, stone)
        face.arch(s, 0, wide, tall, face.ink(scale(things[colour], 0.75), face.light * 0.8))
    else:
        face.quad(s - 0.2, 0, wide + 0.4, tall + 0.2, stone)
        face.quad(s, 0, wide, tall, face.ink(scale(things[colour], 0.75), face.light * 0.8))
    if face.pixels(wide) > 14:
        for i in range(1, 4):
            face.quad(
                s + wide * i / 4,
                0.05,
                0.05,
                tall - (wide / 2 if round_head else 0.1),
                face.ink(scale(things[colour], 0.55)),
                0,
            )
    face.quad(s - 0.4, -0.25, wide + 0.8, 0.27, stone)


def window_grid(
    face: Face,
    *,
    rows: list[float],
    margin: float = 1.2,
    every: float = 2.8,
    wide: float = 0.95,
    tall: float = 1.5,
    shutters: bool = True,
    skip: float = 0.1,
) -> None:
    """Windows at even distances on several floors, a few left out."""
    count = int((face.length - 2 * margin - wide) / every) + 1
    if count < 1:
        return
    first = (face.length - (count - 1) * every - wide) / 2
    for t in rows:
        for i in range(count):
            if face.brush.rng.random() >= skip:
                window(face, first + i * every, t, wide, tall, shutters=shutters)


def arcade(face: Face, *, first: float, count: int, wide: float, gap: float, tall: float, depth: float = 3.0) -> None:
    """A row of arches with the dark of the porch behind, and a strip of light on its floor."""
    things = face.brush.pal.things
    lamp = face.brush.pal.light.lamps
    inside = mix(things["brick"], face.brush.pal.lamplight, 0.5 * lamp)
    for i in range(count):
        s = first + i * (wide + gap)
        face.arch(s - 0.16, 0, wide + 0.32, tall + 0.2, face.ink(scale(things["brick"], 1.08)))
        face.arch(s, 0, wide, tall, face.ink(scale(inside, 0.55 + 0.5 * lamp), 0.1 + 0.6 * lamp))
        face.arch(s + wide * 0.14, 0, wide * 0.62, tall * 0.72, face.ink(scale(inside, 0.40 + 0.8 * lamp), 0.1 + 0.6 * lamp))
        face.quad(s, 0, wide, 0.22, face.ink(scale(things["road"], 0.9), 0.5), 0.2)
