# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workshops and their tools: a joiner's, a potter's, a weaver's. Nobody is in them."""

from __future__ import annotations

import math

from ..canvas import Canvas
from ..interior import furniture as f
from ..interior.room import Room
from ..palette import Colour, mix, rgb, scale
from ..stage import Order
from .rooms import VIEWS

YARNS = ("#A8452A", "#3F6236", "#2F5F75", "#E2B655", "#F1E8D8", "#8E6FA8", "#C98A63")

WARES = (
    ((0.05, 0), (0.085, 0.09), (0.07, 0.18), (0.04, 0.23), (0.055, 0.26)),
    ((0.04, 0), (0.1, 0.06), (0.12, 0.12)),
    ((0.06, 0), (0.065, 0.15), (0.06, 0.2)),
)


def workshop(order: Order) -> Canvas:
    """A craft's room under a window: the bench, the wheel or the loom, with its tools and wares."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    room = Room(order, back=rng.uniform(3.7, 4.2), high=2.9)
    room.shell(floor=rng.choice(("planks", "cotto")), beams=rng.random() < 0.8)
    wide = rng.uniform(1.2, 1.5)
    middle = hand * rng.uniform(0.85, 1.05)
    room.window(rng.choice(VIEWS), x=middle - wide / 2, y=1.15, wide=wide, tall=1.2)
    rng.choice((joiner, potter, weaver))(room, hand)
    room.press()
    room.lamp_glow(-hand * 0.3, 1.9, 3.0, size=0.36, strength=0.6)
    return room.canvas


def joiner(room: Room, hand: int) -> None:
    """Planks against the wall, tools on their board, the bench with its shavings."""
    rng = room.rng
    for i in range(4):
        x = hand * (1.75 + i * 0.16)
        tone = scale(rgb("#C9A274"), rng.uniform(0.8, 1.1))
        top = x - hand * 0.22
        plank = [
            (x, 0, room.back - 0.35),
            (x + 0.14, 0, room.back - 0.35),
            (top + 0.14, 2.3 + 0.1 * i, room.back),
            (top, 2.3 + 0.1 * i, room.back),
        ]
        room.face(plank, room.ink(tone, rng.uniform(0.4, 0.8)), 0.3)
    tools(room, -hand * 0.85)
    f.shelf(room, x=(-hand * 0.85 - 0.9, -hand * 0.85 + 0.9), y=2.32, things=6)
    bench(room, hand)


def potter(room: Room, hand: int) -> None:
    """The wheel with a pot on it, shelves of ware, a table of clay."""
    rng, a = room.rng, -hand * 0.95
    for y in (1.15, 1.6, 2.05):
        f.shelf(room, x=(a - 1.0, a + 1.0), y=y, things=0)
        for i in range(6):
            tone = rgb(rng.choice(("#C98A63", "#B8643C", "#F1E8D8", "#8E9A84", "#2F5F75", "#D9B8A0")))
            big = rng.uniform(0.75, 1.2)
            shape = rng.choice(WARES)
            room.turned(a - 0.8 + i * 0.32, y, room.back - 0.14, [(r * big, t * big) for r, t in shape], tone, gloss=0.3)
    f.table(room, x=(hand * 1.35 - 0.75, hand * 1.35 + 0.75), z=(2.9, 3.5), high=0.8)
    for i in range(3):
        px = hand * 1.35 - 0.4 + i * 0.38
        room.turned(px, 0.8, 3.2, ((0.1, 0), (0.12, 0.06), (0.09, 0.13), (0.02, 0.15)), rgb("#9A8C7C"), gloss=0)
    wheel(room, -hand * 0.35, 2.75)


def wheel(room: Room, x: float, z: float) -> None:
    """A kick wheel: a frame, the heavy disc below, the head, a pot half thrown."""
    wood = room.pal.things["wood"]
    room.shade([(x - 0.7, 0, z - 0.35), (x + 0.7, 0, z - 0.35), (x + 0.7, 0, z + 0.4), (x - 0.7, 0, z + 0.4)], 0.32)
    for px in (x - 0.52, x + 0.46):
        room.box((px, px + 0.07), (0, 0.72), (z + 0.25, z + 0.32), scale(wood, 0.85))
    room.oval(x, 0.2, z, 0.36, 0.09, room.ink(scale(rgb("#9C927E"), 0.7), 0.3))
    room.oval(x, 0.24, z, 0.36, 0.09, room.ink(rgb("#B9AE98"), 0.6))
    room.box((x - 0.035, x + 0.035), (0.24, 0.74), (z, z + 0.04), scale(wood, 0.7))
    room.box((x - 0.58, x + 0.58), (0.68, 0.74), (z - 0.2, z + 0.32), wood)
    room.oval(x, 0.78, z - 0.05, 0.19, 0.05, room.ink(rgb("#8A8276"), 0.7))
    clay = rgb("#B58468")
    room.turned(x, 0.79, z - 0.05, ((0.10, 0), (0.15, 0.1), (0.14, 0.2), (0.085, 0.28), (0.095, 0.32)), clay, gloss=0.45)
    for px in (x - 0.48, x + 0.44):
        room.turned(px, 0.74, z - 0.1, ((0.05, 0), (0.07, 0.06), (0.07, 0.09)), rgb("#F1E8D8"), gloss=0.3)
    room.box((x - 0.2, x + 0.2), (0, 0.45), (z - 0.85, z - 0.55), scale(wood, 0.95))


def weaver(room: Room, hand: int) -> None:
    """The loom with its warp and half a cloth, skeins on the wall, balls of wool in a basket."""
    a = -hand * 0.8
    for i in range(9):
        x, tone = a - 0.95 + i * 0.23, rgb(YARNS[(i * 3 + room.order.seed) % len(YARNS)])
        z = room.back - 0.04
        room.oval(x, 2.33, z, 0.02, 0.02, room.ink("wood", 0.5))
        for part, light in ((1.0, 0.35), (0.62, 0.75)):
            room.face(
                [(x - 0.06 * part, 2.3, z), (x + 0.06 * part, 2.3, z), (x + 0.085 * part, 1.85, z), (x - 0.085 * part, 1.85, z)],
                room.ink(tone, light),
                0.6,
            )
    _loom(room, a + hand * 0.15, 2.9)
    _basket(room, hand * 1.25, 2.75)
    f.chair(room, x=a + hand * 0.1, z=2.15, back_to_us=True)


def _loom(room: Room, x: float, z: float) -> None:
    rng, wood, half = room.rng, scale(room.pal.things["wood"], 1.05), 0.85
    room.shade([(x - 1.0, 0, z - 0.1), (x + 1.0, 0, z - 0.1), (x + 1.0, 0, z + 0.6), (x - 1.0, 0, z + 0.6)], 0.32)
    for px in (x - half - 0.09, x + half):
        room.box((px, px + 0.09), (0, 1.72), (z, z + 0.1), wood)
    warp, cloth_top = rgb("#EFE3CC"), rng.uniform(0.92, 1.15)
    room.face([(x - half, 0.5, z), (x + half, 0.5, z), (x + half, 1.6, z), (x - half, 1.6, z)], room.ink(scale(warp, 0.62), 0.4), 0)
    for i in range(64):
        px = x - half + 2 * half * (i + 0.5) / 64
        room.sheet.stroke([room.place(px, 0.5, z), room.place(px, 1.62, z)], room.ink(warp, 0.85), 1.5 * room.order.unit)
    y, inks = 0.5, [rgb(c) for c in rng.sample(YARNS, 4)]
    while y < cloth_top:
        tall, tone = rng.choice((0.02, 0.035, 0.07)), rng.choice(inks)
        room.face(
            [(x - half, y, z - 0.01), (x + half, y, z - 0.01), (x + half, y + tall, z - 0.01), (x - half, y + tall, z - 0.01)],
            room.ink(tone, 0.65),
            0.7,
        )
        if tall > 0.06:
            for i in range(17):
                px = x - half + 0.05 + i * 0.1
                room.face(
                    [
                        (px, y + 0.012, z - 0.012),
                        (px + 0.04, y + 0.035, z - 0.012),
                        (px, y + 0.058, z - 0.012),
                        (px - 0.04, y + 0.035, z - 0.012),
                    ],
                    room.ink(mix(tone, warp, 0.7), 0.7),
                    0,
                )
        y += tall
    for low, high, deep in ((0.42, 0.52, 0.12), (1.18, 1.24, 0.06), (1.60, 1.72, 0.12)):
        room.box((x - half - 0.14, x + half + 0.14), (low, high), (z - deep * 0.5, z + deep), scale(wood, rng.uniform(0.9, 1.05)))


def _basket(room: Room, x: float, z: float) -> None:
    room.shade([(x - 0.35, 0, z - 0.2), (x + 0.35, 0, z - 0.2), (x + 0.35, 0, z + 0.25), (x - 0.35, 0, z + 0.25)], 0.3)
    for i in range(8):
        px, py = x + (i % 4 - 1.5) * 0.13, 0.33 + (i // 4) * 0.1
        tone = rgb(YARNS[i % len(YARNS)])
        room.oval(px, py, z, 0.1, 0.1, room.ink(scale(tone, 0.8), 0.4))
        room.oval(px + room.order.side * 0.015, py + 0.015, z, 0.075, 0.075, room.ink(tone, 0.85))
        for j in (-1, 0, 1):
            cx, cy = room.place(px, py + j * 0.03, z)
            r = 0.085 * room.focal / z
            room.sheet.stroke(
                [(cx - r * 0.8, cy + r * 0.3), (cx, cy), (cx + r * 0.8, cy + r * 0.25)],
                room.ink(scale(tone, 0.7), 0.6),
                1.2 * room.order.unit,
            )
    room.turned(x, 0, z, ((0.24, 0), (0.29, 0.15), (0.31, 0.32)), rgb("#C49A68"), gloss=0)
    for i in range(5):
        t = 0.05 + i * 0.06
        a, b = room.place(x - 0.25 - t * 0.15, t, z), room.place(x + 0.25 + t * 0.15, t, z)
        room.sheet.stroke(
            [a, ((a[0] + b[0]) / 2, a[1] + 5 * room.order.unit), b], room.ink(scale(rgb("#C49A68"), 0.72), 0.5), 2 * room.order.unit
        )


def tools(room: Room, x: float) -> None:
    """A board on the wall: saw, hammers, chisels in a row."""
    z, rng = room.back - 0.02, room.rng
    room.face(
        [(x - 0.85, 1.2, z), (x + 0.85, 1.2, z), (x + 0.85, 2.12, z), (x - 0.85, 2.12, z)],
        room.ink(scale(room.pal.things["wood"], 1.15), 0.5),
        0.4,
    )
    steel, wood = rgb("#8C979A"), rgb("#B5824E")
    for i in range(6):
        px = x - 0.72 + i * 0.13
        long = 0.34 - 0.02 * (i % 3)
        room.face(
            [(px - 0.018, 2.0, z), (px + 0.018, 2.0, z), (px + 0.022, 1.84, z), (px - 0.022, 1.84, z)],
            room.ink(scale(wood, rng.uniform(0.8, 1.1)), 0.7),
            0.3,
        )
        room.face(
            [(px - 0.012, 1.84, z), (px + 0.012, 1.84, z), (px + 0.016, 2.0 - long, z), (px - 0.016, 2.0 - long, z)],
            room.ink(steel, 0.75),
            0.2,
        )
    a = x + 0.2
    room.face([(a, 1.98, z), (a + 0.5, 1.86, z), (a + 0.5, 1.80, z), (a, 1.74, z)], room.ink(steel, 0.7), 0.3)
    room.face([(a - 0.14, 2.02, z), (a + 0.02, 1.99, z), (a + 0.02, 1.73, z), (a - 0.12, 1.70, z)], room.ink(wood, 0.6), 0.3)
    room.face(
        [(a - 0.09, 1.94, z), (a - 0.02, 1.93, z), (a - 0.02, 1.80, z), (a - 0.08, 1.78, z)],
        room.ink(scale(room.pal.things["wood"], 1.15), 0.4),
        0.3,
    )
    _hammers(room, x, steel, wood)


def _hammers(room: Room, x: float, steel: Colour, wood: Colour) -> None:
    """A mallet between two hammers, hanging."""
    z, unit = room.back - 0.02, room.focal / room.back
    for i in range(3):
        px = x - 0.5 + i * 0.5
        top, foot = room.place(px, 1.62, z), room.place(px + 0.02, 1.26, z)
        room.sheet.stroke([top, foot], room.ink(scale(wood, 0.9), 0.6), 0.026 * unit)
        if i == 1:
            room.sheet.stroke(
                [(top[0] - 0.1 * unit, top[1]), (top[0] + 0.1 * unit, top[1])],
                room.ink(scale(wood, 1.15), 0.7),
                0.1 * unit,
            )
        else:
            room.sheet.stroke(
                [(top[0] - 0.08 * unit, top[1]), (top[0] + 0.06 * unit, top[1])],
                room.ink(scale(steel, 0.7), 0.6),
                0.05 * unit,
            )


def bench(room: Room, hand: int) -> None:
    """The bench with its vice, a plank in work, a plane, shavings."""
    rng, unit = room.rng, room.order.unit
    f.table(room, x=(-1.5, 1.35), z=(2.35, 3.1), high=0.86, colour=scale(rgb("#B08A5E"), rng.uniform(0.9, 1.08)))
    y = 0.86
    room.box((-1.2, 0.5), (y, y + 0.035), (2.6, 2.82), rgb("#E0BC82"))
    room.box((-0.55, -0.22), (y + 0.035, y + 0.10), (2.64, 2.78), rgb("#9A6A42"))
    room.box((-0.50, -0.44), (y + 0.10, y + 0.17), (2.68, 2.74), rgb("#7A5236"))
    room.box((-0.36, -0.33), (y + 0.10, y + 0.18), (2.66, 2.76), rgb("#8C979A"))
    for spot in ((hand * 0.9, 2.75), (hand * 1.12, 2.9)):
        room.turned(
            spot[0],
            y,
            spot[1],
            ((0.05, 0), (0.09, 0.07), (0.1, 0.15), (0.05, 0.22), (0.06, 0.25)),
            rgb(rng.choice(f.CLOTHS)),
            gloss=0.35,
        )
    for i in range(38):
        floor = i > 20
        x, z = rng.uniform(-1.3, 1.0), rng.uniform(2.2, 2.5) if floor else rng.uniform(2.4, 3.0)
        px, py = room.place(x, 0.02 if floor else y + 0.01, z)
        r = rng.uniform(5, 13) * unit
        curl = [(px + math.cos(a * 0.6) * r * (1 - a * 0.06), py + math.sin(a * 0.6) * r * 0.5 * (1 - a * 0.06)) for a in range(11)]
        room.sheet.stroke(curl, room.ink(scale(rgb("#EBCB95"), rng.uniform(0.85, 1.05)), 0.9), 2.4 * unit)
