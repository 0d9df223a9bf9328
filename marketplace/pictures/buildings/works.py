# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where people worked and travelled: the mill, the silk factory, the station."""

from __future__ import annotations

import math

from ..brush import Brush
from ..palette import Colour, mix, rgb, scale
from .block import Block, Face, raise_block
from .openings import door, window, window_grid


def mill(brush: Brush, x: float, z: float, base: float, *, hand: int) -> None:
    """A water mill: a tall house, a lean-to, and the wheel on the wall that looks at us."""
    rng, things = brush.rng, brush.pal.things
    wall = mix(things["stone"], things["plaster"], rng.uniform(0.35, 0.8))
    turn = hand * rng.uniform(0.10, 0.2)
    for i, block in enumerate(
        (
            Block(x + hand * 10, z + 2.5, base, 9, 7, 4.6, turn, rise=2.0, wall=scale(wall, 0.96), roof="roof"),
            Block(x, z + 2, base, 13, 9, 9.2, turn, rise=3.0, wall=wall, roof="roof2", over=0.6),
        )
    ):
        for name, face in raise_block(brush, block).items():
            if name == "front" and i == 1:
                for s in (1.6, 5.4, 9.6):
                    window(face, s, 6.2, 1.0, 1.4)
                door(face, face.length / 2 + hand * 2.6, 1.5, 2.5, round_head=True)
                wheel(face, face.length / 2 - hand * 3.6, 1.3, 3.1)
            else:
                window_grid(face, rows=[1.1] if i == 0 else [1.1, 3.9, 6.4], every=3.1, skip=0.2)


def wheel(face: Face, s: float, t: float, r: float) -> None:
    """The wheel: two rims, spokes, paddles, a hub, water dripping."""
    things, rng = face.brush.pal.things, face.brush.rng
    wood, wet = scale(things["wood"], 0.95), scale(things["wood"], 0.55)
    sheet = face.brush.sheet

    def spot(turn: float, away: float) -> tuple[float, float]:
        return face.at(s + math.cos(turn) * away, t + math.sin(turn) * away)

    def ring(away: float, thick: float, colour: Colour) -> None:
        pts = [spot(i / 40 * math.tau, away) for i in range(41)]
        sheet.stroke(pts, colour, face.pixels(thick))

    for i in range(20):
        a = i / 20 * math.tau + 0.1
        sheet.stroke(
            [spot(a, r * 0.84), spot(a, r * 1.12)],
            face.ink(wet if math.sin(a) < 0 else scale(wood, 0.8)),
            face.pixels(0.26),
        )
    ring(r * 0.99, 0.2, face.ink(scale(wood, 0.7)))
    ring(r * 0.84, 0.16, face.ink(wood))
    for i in range(8):
        a = i / 8 * math.tau + 0.2
        sheet.stroke([spot(a, 0), spot(a, r * 0.95)], face.ink(scale(wood, 1.1 if i % 2 else 0.85)), face.pixels(0.17))
    hub = [spot(i / 16 * math.tau, 0.42) for i in range(16)]
    sheet.shape(hub, face.ink(scale(wood, 0.6)))
    for _ in range(26):
        a = rng.uniform(-math.pi * 0.9, -math.pi * 0.1)
        p = spot(a, r * rng.uniform(0.9, 1.12))
        sheet.stroke(
            [p, (p[0], p[1] + face.pixels(rng.uniform(0.2, 0.8)))],
            face.ink(mix(things["water"], things["white"], 0.6), 0.9),
            face.pixels(0.05),
        )


def filanda(brush: Brush, x: float, z: float, base: float, *, hand: int) -> None:
    """A silk factory: long, of brick, rows of tall windows, and its chimney."""
    rng, things = brush.rng, brush.pal.things
    brick = scale(things["brick"], rng.uniform(0.94, 1.04))
    turn = hand * rng.uniform(0.3, 0.42)
    stack(brush, x + hand * 15, z + 16, base, tall=rng.uniform(27, 33))
    hall = Block(x, z + 6, base, 46, 13, 11.4, turn, rise=3.2, wall=brick, roof="roof", over=0.6)
    for name, face in raise_block(brush, hall).items():
        _factory_wall(face, name, brick)
    office = Block(
        x - hand * 20,
        z - 6.5,
        base,
        9,
        8,
        7.0,
        turn,
        rise=2.2,
        wall=mix(things["plaster"], brick, 0.15),
        roof="roof2",
        hip=True,
        over=0.6,
    )
    for face in raise_block(brush, office).values():
        window_grid(face, rows=[1.0, 4.1], every=2.7, wide=0.95, tall=1.6, skip=0)


def _factory_wall(face: Face, name: str, brick: tuple[float, float, float]) -> None:
    rng, things, pal = face.brush.rng, face.brush.pal.things, face.brush.pal
    for _ in range(int(face.length * 9)):
        s, t = rng.uniform(0, face.length - 0.6), rng.uniform(0, 11)
        face.quad(s, t, rng.uniform(0.3, 0.6), 0.14, face.ink(scale(brick, rng.choice((0.88, 0.93, 1.08)))), 0)
    pale = face.ink(mix(things["plaster"], things["white"], 0.4))
    for t in (0.9, 6.0):
        face.quad(0, t - 0.45, face.length, 0.2, pale)
    face.quad(0, 10.7, face.length, 0.3, pale)
    every = 3.3
    count = int((face.length - 2) / every)
    first = (face.length - (count - 1) * every - 1.7) / 2
    for t in (0.9, 6.0):
        for i in range(count):
            s = first + i * every
            lit = rng.random() < pal.light.lamps * 0.6
            face.arch(s - 0.18, t - 0.1, 2.06, 4.1, pale)
            face.arch(s, t, 1.7, 3.8, face.ink(mix(pal.lamplight, brick, 0.1), 1.0) if lit else face.ink("glass", 0.35))
            if lit or rng.random() < 0.5:
                face.quad(
                    s + 0.1,
                    t + 1.3,
                    0.7,
                    1.2,
                    face.ink(mix(things["glass"], pal.air, 0.45), 0.7) if not lit else face.ink(pal.lamplight, 1.0),
                    0,
                )
            for c in (0.57, 1.13):
                face.quad(s + c - 0.03, t, 0.06, 3.5, pale, 0)
            for r in (0.95, 1.9, 2.85):
                face.quad(s, t + r, 1.7, 0.06, pale, 0)


def stack(brush: Brush, x: float, z: float, base: float, *, tall: float) -> None:
    """A brick chimney, round, tapering, with a crown."""
    place, side = brush.ground.view.place, brush.side
    for part, (a, b, light) in enumerate(
        (
            (-1.0, 1.0, 0.25),
            (-0.2 if side > 0 else -1.0, 1.0 if side > 0 else 0.2, 0.7),
            (0.35 if side > 0 else -0.85, 0.85 if side > 0 else -0.35, 1.0),
        )
    ):
        pts = []
        for t, r in ((0, 1.9), (1, 1.05)):
            pts.append((place(x + a * r, base + tall * t, z), place(x + b * r, base + tall * t, z)))
        brush.sheet.cut([pts[0][0], pts[0][1], pts[1][1], pts[1][0]], brush.tint("brick", light, z, base + 15), 0.2 * (part == 0))
    for up, thick in ((0.955, 0.045), (0.86, 0.012), (0.5, 0.012)):
        r = 1.9 - 0.85 * up + 0.22
        quad = [
            place(x - r, base + tall * up, z),
            place(x + r, base + tall * up, z),
            place(x + r, base + tall * (up + thick), z),
            place(x - r, base + tall * (up + thick), z),
        ]
        brush.sheet.cut(quad, brush.tint(scale(brush.pal.things["brick"], 0.8), 0.5, z, base + 20), 0.15)


def station(brush: Brush, x: float, z: float, base: float, *, hand: int) -> None:
    """A small station: a middle house of two floors, two wings, a platform roof, a clock."""
    rng, things = brush.rng, brush.pal.things
    wall = mix(things["plaster"], things["rose"], rng.uniform(0, 0.8))
    turn = hand * rng.uniform(0.06, 0.16)
    quoin = mix(things["stone"], things["white"], 0.5)
    for dx, wide, high, two in ((-10.5, 9, 4.6, False), (10.5, 9, 4.6, False), (0, 13, 8.6, True)):
        block = Block(
            x + dx * math.cos(turn),
            z + 5 - dx * math.sin(turn),
            base,
            wide,
            9 if two else 8,
            high,
            turn,
            rise=2.4,
            wall=wall,
            roof="roof",
            hip=True,
            over=0.7,
        )
        for name, face in raise_block(brush, block).items():
            if two and name == "front":
                for i in range(3):
                    window(face, 1.7 + i * 4.3, 5.2, 1.15, 1.9)
                    door(face, 1.55 + i * 4.3, 1.45, 2.9, "shutter", round_head=True)
                _clock(brush, face, quoin)
            else:
                window_grid(face, rows=[1.0] if not two else [1.0, 5.2], every=3.1, wide=1.1, tall=1.9, skip=0)
            for s in (0.0, face.length - 0.5):
                face.quad(s, 0, 0.5, high - 0.4, face.ink(quoin))
    _canopy(brush, x, z, base, turn)


def _clock(brush: Brush, face: Face, rim: Colour) -> None:
    """The station's clock, a few minutes past four."""
    r = 0.62
    for part, colour in ((1.0, rim), (0.82, brush.pal.things["white"])):
        pts = [face.at(6.5 + r * part * math.cos(a / 9 * math.pi), 4.45 + r * part * math.sin(a / 9 * math.pi)) for a in range(18)]
        brush.sheet.shape(pts, face.ink(colour))
    hands = [face.at(6.5, 4.85), face.at(6.5, 4.45), face.at(6.8, 4.3)]
    brush.sheet.stroke(hands, face.ink(rgb("#22292B")), face.pixels(0.07))


def _canopy(brush: Brush, x: float, z: float, base: float, turn: float) -> None:
    block = Block(x - 0.6 * math.sin(turn), z - 1.2, base, 12, 2.6, 3.7, turn, rise=0.01)
    corners = [block.corner(sx * 6.4, sz * 1.7) for sx, sz in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    place = brush.ground.view.place
    iron = brush.tint(rgb("#3E5349"), 0.5, z, base)
    for i in range(4):
        px, pz = block.corner(-5.7 + i * 3.8, -1.4)
        foot, head = place(px, base, pz), place(px, base + 3.6, pz)
        brush.sheet.stroke([foot, head], iron, 0.16 * brush.ground.view.focal / z)
    top = [place(px, base + (3.7 if i < 2 else 4.15), pz) for i, (px, pz) in enumerate(corners)]
    edge = [place(px, base + 3.35, pz) for px, pz in corners[:2]]
    brush.sheet.cut(top, brush.tint("stone2", 0.9, z, base), 0.2)
    brush.sheet.cut([top[0], top[1], edge[1], edge[0]], brush.tint("shutter", 0.7, z, base), 0.2)
