# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Buildings that stand alone: courtyard farm, mountain houses, school."""

from __future__ import annotations

import math

from ..brush import Brush
from ..palette import Colour, mix, scale
from .block import Block, Face, raise_block
from .openings import arcade, door, window, window_grid
from .village import wall_colour


def corte(brush: Brush, x: float, z: float, base: float, *, hand: int) -> None:
    """A courtyard farm: the master's house, a barchessa with arches at one side, a dovecote behind."""
    rng, things = brush.rng, brush.pal.things
    wall, roof = wall_colour(brush), mix(things["roof"], things["roof2"], rng.random() * 0.7)
    turn = hand * rng.uniform(0.2, 0.32)
    tower = Block(
        x - hand * 15.5,
        z + 9,
        base,
        5.6,
        5.6,
        rng.uniform(12.5, 14.5),
        turn,
        rise=2.6,
        wall=scale(wall, 0.97),
        roof=roof,
        hip=True,
        over=0.5,
    )
    for face in raise_block(brush, tower).values():
        window(face, face.length / 2 - 0.45, 8.6, 0.9, 1.3)
        for i in range(4):
            face.quad(1.0 + i * 1.0, 11.2, 0.42, 0.42, face.ink("glass", 0.1), 0.1)
    master_house(brush, x - hand * 3, z + 4, base, turn=turn, wall=wall, roof=roof)
    chimney(brush, x - hand * 7, z + 4, base + 10.2)
    barchessa(brush, x + hand * 19, z - 1, base, turn=hand * rng.uniform(0.7, 0.92), wall=wall, roof=roof)


def barchessa(brush: Brush, x: float, z: float, base: float, *, turn: float, wall: Colour, roof: Colour) -> None:
    """The open barn of a farm: arches in front, lattices of brick at its ends."""
    things = brush.pal.things
    barn = Block(
        x,
        z,
        base,
        26,
        8.5,
        5.6,
        turn,
        rise=2.7,
        wall=mix(wall, things["brick"], 0.3),
        roof=roof,
        over=0.8,
    )
    for name, face in raise_block(brush, barn).items():
        if name == "front":
            arcade(face, first=1.3, count=5, wide=3.6, gap=1.3, tall=4.4)
        elif name in ("left", "right"):
            brick_lattice(face, 2.2, 4.4, 4.2, 2.2)
            face.arch(2.4, 0, 3.6, 3.6, face.ink(scale(things["brick"], 0.5), 0.1))


def master_house(brush: Brush, x: float, z: float, base: float, *, turn: float, wall: Colour, roof: Colour) -> None:
    """The master's house of a farm: two floors of shuttered windows, small openings under the eaves."""
    things = brush.pal.things
    house = Block(x, z, base, 22, 10, 8.4, turn, rise=3.0, wall=wall, roof=roof, over=0.7)
    for name, face in raise_block(brush, house).items():
        window_grid(face, rows=[1.0, 4.2] if name != "front" else [4.4], every=3.4, wide=1.05, tall=1.65, skip=0.05)
        if name == "front":
            for i in range(6):
                s = 2.0 + i * 3.4
                if i == 3:
                    door(face, s - 0.2, 1.6, 2.8, round_head=True)
                else:
                    window(face, s, 0.95, 1.05, 1.7)
            face.quad(0, 3.55, face.length, 0.16, face.ink(mix(wall, things["white"], 0.45)))
            for i in range(7):
                face.quad(1.3 + i * 3.2, 7.25, 0.6, 0.42, face.ink("glass", 0.1), 0.1)


def chimney(brush: Brush, x: float, z: float, base: float) -> None:
    """A house chimney with its little roof; smoke in the cold."""
    raise_block(brush, Block(x, z, base, 0.9, 0.9, 1.7, 0.2, rise=0.4, wall="brick", roof="roof2", hip=True, over=0.15, aloft=True))


def brick_lattice(face: Face, s: float, t: float, wide: float, tall: float) -> None:
    """The brick grating of a hay loft: air for the hay, a pattern for the eye."""
    step = 0.42
    dark = face.ink(scale(face.brush.pal.things["brick"], 0.42), 0.15)
    for row in range(int(tall / step)):
        for col in range(int(wide / step)):
            if (row + col) % 2 == 0:
                face.quad(s + col * step, t + row * step, step * 0.62, step * 0.62, dark, 0)


def masonry(face: Face, height: float, *, stone: str = "stone") -> None:
    """A wall of fieldstones: single stones lighter, darker, warmer."""
    rng, things = face.brush.rng, face.brush.pal.things
    for _ in range(int(face.length * height * 2.1)):
        wide, tall = rng.uniform(0.25, 0.8), rng.uniform(0.15, 0.34)
        s, t = rng.uniform(0, max(0.1, face.length - wide)), rng.uniform(0, height - tall)
        tone = mix(mix(things[stone], things["road"], 0.35), things[rng.choice(("stone2", "road", "brick"))], rng.uniform(0, 0.35))
        face.quad(s, t, wide, tall, face.ink(scale(tone, rng.uniform(0.82, 1.08))), 0.35)


def stone_houses(brush: Brush, x: float, z: float, base: float, *, hand: int) -> None:
    """A mountain hamlet: three stone houses that lean on one another, slabs on the roofs, wood stacked for winter."""
    _rng, things = brush.rng, brush.pal.things
    slate = mix(things["stone2"], things["glass"], 0.25) if not brush.pal.snow else things["white"]
    lots = [(-hand * 9.5, 8.0, 8.5, 7.5, 8.6), (hand * 8.5, 5.5, 8.0, 8.0, 5.4), (0.0, 0.0, 10.5, 8.0, 6.6)]
    for i, (dx, dz, wide, deep, high) in enumerate(lots):
        block = Block(
            x + dx,
            z + dz,
            base + (0.6 if i < 2 else 0),
            wide,
            deep,
            high,
            hand * (0.38 - 0.1 * i),
            rise=3.3,
            wall=mix(things["stone"], things["road"], 0.4),
            roof=slate,
            over=0.55,
        )
        for name, face in raise_block(brush, block).items():
            masonry(face, high)
            rows = [t for t in (1.0, 3.9, 6.6) if t + 1.6 < high]
            if name == "front" and i == 2:
                door(face, 1.6, 1.3, 2.3, round_head=True)
                for s in (4.9, 7.6):
                    window(face, s, 1.0, 0.9, 1.2)
                for s in (1.9, 4.9, 7.6):
                    window(face, s, 4.0, 0.9, 1.3)
                face.quad(0.9, 2.9, 3.0, 0.16, face.ink("wood"))
            else:
                window_grid(face, rows=rows, every=2.9, wide=0.85, tall=1.2, skip=0.15)
    chimney(brush, x + 2.4, z + 0.5, base + 8.4)
    _woodpile(brush, x - hand * 6.4, z - 5.0, base)


def _woodpile(brush: Brush, x: float, z: float, base: float) -> None:
    rng, things = brush.rng, brush.pal.things
    for row in range(6):
        for col in range(12):
            px, py = brush.ground.view.place(x + col * 0.26 - 1.5 + (row % 2) * 0.13, base + 0.15 + row * 0.24, z)
            r = 0.14 * brush.ground.view.focal / z
            brush.sheet.oval(px, py, r, r, brush.tint(scale(things["wood"], rng.uniform(0.6, 0.9)), 0.4, z))
            brush.sheet.oval(
                px,
                py,
                r * 0.75,
                r * 0.75,
                brush.tint(mix(things["wood"], things["crop2"], rng.uniform(0.3, 0.6)), 0.8, z),
            )


def school(brush: Brush, x: float, z: float, base: float, *, hand: int) -> None:
    """A village school of 1910: a middle with a pediment, wide windows, steps to the door."""
    rng, things = brush.rng, brush.pal.things
    wall = mix(things["plaster2"], things["rose"], rng.random() * 0.7)
    pale = mix(things["stone"], things["white"], 0.55)
    turn = hand * rng.uniform(0.10, 0.22)
    body = Block(x, z + 6, base, 30, 11, 9.6, turn, rise=2.8, wall=wall, roof="roof", hip=True, over=0.8)
    for name, face in raise_block(brush, body).items():
        face.quad(0, 0, face.length, 1.0, face.ink(scale(pale, 0.9)))
        face.quad(0, 5.0, face.length, 0.28, face.ink(pale))
        if name == "front":
            for i in (0, 1, 2, 5, 6, 7):
                for t in (1.5, 5.9):
                    s = 1.7 + i * 3.6
                    face.quad(s - 0.2, t - 0.2, 2.0, 2.8, face.ink(pale))
                    window(face, s, t, 1.6, 2.4, shutters=False)
        else:
            window_grid(face, rows=[1.5, 5.9], every=3.4, wide=1.5, tall=2.4, shutters=False, skip=0)
    front = Block(
        x - 0.9 * math.sin(turn),
        z + 0.4,
        base,
        7.4,
        1.6,
        10.6,
        turn,
        rise=0.01,
        wall=mix(wall, pale, 0.25),
        roof=pale,
        hip=True,
        over=0.3,
    )
    centre = raise_block(brush, front).get("front")
    if centre:
        _school_door(brush, centre, wall, pale)


def _school_door(brush: Brush, face: Face, wall: Colour, pale: Colour) -> None:
    """The middle of the school's front: pediment, door, tall windows, steps."""
    tip = [face.at(-0.3, 10.5), face.at(3.7, 12.9), face.at(7.7, 10.5)]
    brush.sheet.cut(tip, face.ink(pale), 0.3)
    brush.sheet.cut([face.at(0.7, 10.75), face.at(3.7, 12.3), face.at(6.7, 10.75)], face.ink(wall), 0.3)
    door(face, 2.8, 1.8, 3.4, "shutter", round_head=True)
    for s in (0.9, 3.05, 5.2):
        window(face, s, 6.0, 1.3, 2.6, shutters=False)
    for i in range(4):
        face.quad(1.6 - i * 0.25, -0.9 + (3 - i) * 0.22 - 0.22, 4.2 + i * 0.5, 0.22, face.ink(scale(pale, 1 - 0.06 * i)))
