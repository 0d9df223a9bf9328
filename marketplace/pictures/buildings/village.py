# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Houses together: streets of roofs, a church with its bell tower, a castle tower on a hill."""

from __future__ import annotations

import math

from ..brush import Brush
from ..palette import Colour, mix, rgb
from ..trees import cypress, round_tree
from .block import Block, raise_block
from .openings import arcade, door, window, window_grid

WALLS = ("plaster", "plaster2", "rose", "stone", "white", "plaster")


def wall_colour(brush: Brush) -> Colour:
    """The plaster of one house among many."""
    things, rng = brush.pal.things, brush.rng
    return mix(things[rng.choice(WALLS)], things[rng.choice(WALLS)], rng.random() * 0.5)


def plain_house(brush: Brush, x: float, z: float, base: float, *, big: float = 1.0, turn: float = 0.0) -> None:
    """A village house of two or three floors."""
    rng = brush.rng
    floors = rng.choice((2, 2, 3))
    width, depth = rng.uniform(7, 13) * big, rng.uniform(6.5, 8.5) * big
    roof = mix(brush.pal.things["roof"], brush.pal.things["roof2"], rng.random())
    block = Block(
        x,
        z,
        base,
        width,
        depth,
        floors * 2.9 * big,
        turn,
        rise=rng.uniform(1.7, 2.6) * big,
        wall=wall_colour(brush),
        roof=roof,
        foot=1.4,
    )
    faces = raise_block(brush, block)
    for face in faces.values():
        if face.pixels(1) > 1.6:
            rows = [0.9 + 2.9 * i for i in range(floors)]
            window_grid(face, rows=rows, shutters=face.pixels(1) > 5, every=rng.uniform(2.6, 3.4), skip=0.2)


def bell_tower(
    brush: Brush,
    x: float,
    z: float,
    base: float,
    *,
    tall: float = 26.0,
    wide: float = 4.6,
    turn: float = 0.0,
    wall: str | Colour = "plaster2",
) -> None:
    """A campanile: shaft, belfry with arches, a cornice, a pointed roof and a cross."""
    things = brush.pal.things
    colour = things[wall] if isinstance(wall, str) else wall
    faces = raise_block(
        brush,
        Block(x, z, base, wide, wide, tall * 0.76, turn, rise=0.01, wall=colour, roof="stone", hip=True, over=0.3, foot=1.4),
    )
    for face in faces.values():
        if face.pixels(1) > 2:
            window(face, wide / 2 - 0.3, tall * 0.34, 0.6, 1.5, shutters=False, lamp=0)
        if face.pixels(1) > 3:
            face.arch(wide / 2 - 0.9, tall * 0.56, 1.8, 1.8, face.ink("white"))
    top = base + tall * 0.76
    slim = wide * 0.94
    bells = Block(x, z, top, slim, slim, tall * 0.24, turn, aloft=True, rise=tall * 0.15, wall=colour, roof="roof2", hip=True, over=0.35)
    _belfry(brush, bells, tall)
    _cross(brush, x, z, top, tall)


def _belfry(brush: Brush, block: Block, tall: float) -> None:
    """The room of the bells on a tower `tall` metres high: an arch on every side, lit at night."""
    things, lamp = brush.pal.things, brush.pal.light.lamps > 0.5
    for face in raise_block(brush, block).values():
        span = face.length
        dark = mix(things["glass"], brush.pal.lamplight, 0.75) if lamp else rgb("#3A3C40")
        face.arch(span * 0.26, tall * 0.035, span * 0.48, tall * 0.15, face.ink(dark, 0.15 if not lamp else 1.0))


def _cross(brush: Brush, x: float, z: float, top: float, tall: float) -> None:
    """The iron cross on the roof of a tower `tall` metres high, its belfry begins at `top`."""
    px, py = brush.ground.view.place(x, top + tall * 0.24 + tall * 0.15, z)
    size = 1.6 * brush.ground.view.focal / z
    if size > 3:
        ink = brush.tint(rgb("#3A3C40"), 0.3, z, top)
        brush.sheet.stroke([(px, py + size * 0.2), (px, py - size)], ink, max(0.7, size * 0.07))
        brush.sheet.stroke([(px - size * 0.3, py - size * 0.62), (px + size * 0.3, py - size * 0.62)], ink, max(0.7, size * 0.07))


def church(brush: Brush, x: float, z: float, base: float, *, turn: float = 0.0, big: float = 1.0, tower: float = 27.0) -> None:
    """A parish church and its tower."""
    wall = mix(brush.pal.things["plaster2"], brush.pal.things["rose"], brush.rng.random())
    offset = 7.5 * big * brush.rng.choice((-1, 1))
    bell_tower(brush, x + offset, z + 7 * big, base, tall=tower * big, wide=4.8 * big, wall=wall, turn=turn)
    nave = Block(x, z, base, 10 * big, 20 * big, 9.5 * big, turn, rise=3.4 * big, wall=wall, roof="roof", foot=1.4)
    front = raise_block(brush, nave).get("front")
    if front and front.pixels(1) > 2.5:
        front.arch(4.1 * big, 0, 1.8 * big, 3.4 * big, front.ink("white"))
        front.arch(4.3 * big, 0, 1.4 * big, 3.1 * big, front.ink("wood", 0.2))
        r = 0.9 * big
        pts = [front.at(5 * big + r * math.cos(a / 8 * math.pi), 7.6 * big + r * math.sin(a / 8 * math.pi)) for a in range(16)]
        brush.sheet.shape(pts, front.ink("glass", 0.2))


def castle_tower(brush: Brush, x: float, z: float, base: float, *, tall: float = 24.0, wide: float = 8.5) -> None:
    """A square stone tower with battlements, as at Zavattarello or Varzi."""
    faces = raise_block(
        brush, Block(x, z, base, wide, wide, tall, 0.32, rise=0.01, wall="stone", roof="stone2", hip=True, over=0.0, foot=1.4)
    )
    for face in faces.values():
        merlons = 5
        step = face.length / (merlons * 2 - 1)
        for i in range(merlons):
            face.quad(i * 2 * step, tall - 0.05, step, 1.5, face.ink("stone"), 0.15)
        face.quad(0, tall - 1.2, face.length, 0.4, face.ink("stone2"))
        for t in (0.35, 0.62):
            window(face, face.length / 2 - 0.4, tall * t, 0.8, 1.5, shutters=False)


def cluster(brush: Brush, x: float, z: float, *, houses: int, spread: float, heart: str = "church", deep: float = 0.6) -> None:
    """A village round a middle: houses from far to near, the church or tower among them, cypresses between."""
    rng, ground = brush.rng, brush.ground
    spots: list[tuple[float, float, str]] = [(x + rng.uniform(-0.18, 0.18) * spread, z + rng.uniform(0.0, 0.25) * spread * deep, heart)]
    tries = 0
    while len(spots) < houses and tries < houses * 30:
        tries += 1
        turn, away = rng.random() * math.tau, math.sqrt(rng.random())
        px, pz = x + math.cos(turn) * away * spread, z + math.sin(turn) * away * spread * deep
        gap = 7.2
        if all(abs(px - qx) > gap or abs(pz - qz) > gap for qx, qz, _ in spots):
            spots.append((px, pz, "house" if rng.random() > 0.14 else "tree"))
    lean = rng.uniform(-0.4, 0.4)
    for px, pz, kind in sorted(spots, key=lambda s: -s[1]):
        base = ground.relief.at(px, pz) - 0.4
        if kind == "church":
            church(brush, px, pz, base, turn=lean + rng.choice((0.5, -0.5)))
        elif kind == "castle":
            castle_tower(brush, px, pz, base)
        elif kind == "house":
            plain_house(brush, px, pz, base, turn=lean + rng.choice((0, math.pi / 2)) + rng.uniform(-0.12, 0.12))
        else:
            sx, sy = ground.view.place(px, base, pz)
            tall = rng.uniform(7, 13) * ground.view.focal / pz
            (cypress if rng.random() < 0.6 else round_tree)(brush, sx, sy, tall, pz)


__all__ = ["arcade", "bell_tower", "castle_tower", "church", "cluster", "door", "plain_house", "wall_colour"]
