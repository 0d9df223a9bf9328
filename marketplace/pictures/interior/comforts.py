# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What makes a room a home: armchair, wardrobe, hearth, a plant in its pot."""

from __future__ import annotations

import math

from ..palette import mix, rgb, scale
from .furniture import CLOTHS
from .room import Room


def armchair(room: Room, *, x: float, z: float, faces: int) -> None:
    """A low armchair; `faces` −1 or 1 is the side its back stands on."""
    cloth = rgb(room.rng.choice(CLOTHS))
    room.shade([(x - 0.1, 0, z), (x + 0.85, 0, z), (x + 0.85, 0, z + 0.8), (x - 0.1, 0, z + 0.8)], 0.3)
    back = (x, x + 0.16) if faces < 0 else (x + 0.59, x + 0.75)
    room.box((x, x + 0.75), (0.12, 0.62), (z + 0.58, z + 0.72), scale(cloth, 0.95))
    room.box(back, (0.12, 0.95), (z, z + 0.72), cloth)
    room.box((x + 0.02, x + 0.73), (0.14, 0.42), (z + 0.1, z + 0.58), scale(cloth, 1.08))
    room.box((x, x + 0.75), (0.12, 0.58), (z, z + 0.12), cloth)
    for px in (x + 0.05, x + 0.66):
        room.box((px, px + 0.05), (0, 0.12), (z + 0.02, z + 0.07), "wood")


def wardrobe(room: Room, *, x: float) -> None:
    """A painted wardrobe with two doors against the back wall."""
    z, wood = room.back - 0.55, mix(room.pal.things["wood"], rgb(room.rng.choice(CLOTHS)), 0.35)
    room.box((x, x + 1.1), (0.06, 2.05), (z, room.back), wood)
    room.box((x - 0.05, x + 1.15), (2.05, 2.14), (z - 0.05, room.back), scale(wood, 0.9))
    for px in (x + 0.06, x + 0.58):
        for y0, y1 in ((0.2, 0.95), (1.05, 1.92)):
            for m, tone, light in ((0.0, 0.86, 0.4), (0.06, 1.08, 0.5)):
                a, b, c, d = px + m, px + 0.46 - m, y0 + m, y1 - m
                room.face([(a, c, z), (b, c, z), (b, d, z), (a, d, z)], room.ink(scale(wood, tone), light), 0.3)
    room.oval(x + 0.55, 1.0, z - 0.01, 0.018, 0.018, room.ink(rgb("#D9B66A"), 0.9))


def fireplace(room: Room, *, x: float) -> None:
    """An open hearth with a beam over it; a fire when it is cold or dark."""
    z, rng = room.back - 0.3, room.rng
    stone = mix(room.pal.things["stone"], (1, 1, 1), 0.2)
    room.box((x, x + 1.5), (0, 1.15), (z, room.back), stone)
    room.box((x - 0.1, x + 1.6), (1.15, 1.28), (z - 0.08, room.back), scale(room.pal.things["wood"], 0.85))
    room.box((x + 0.2, x + 1.3), (1.28, room.high), (z + 0.1, room.back), room.wall)
    mouth = [(x + 0.22, 0.1, z), (x + 1.28, 0.1, z), (x + 1.28, 0.92, z), (x + 0.22, 0.92, z)]
    room.face(mouth, room.ink(rgb("#3B2E2A"), 0.2), 0.5)
    for i in range(3):
        a = x + 0.38 + i * 0.2
        room.face([(a + 0.02, 0.12, z), (a + 0.37, 0.17, z), (a + 0.35, 0.25, z), (a, 0.2, z)], room.ink("wood", 0.5), 0.4)
    if room.dark or room.pal.season in ("winter", "autumn"):
        _fire(room, x, z)
    for i in range(3):
        pot = ((0.04, 0), (0.07, 0.07), (0.05, 0.15), (0.055, 0.17))
        room.turned(x + 0.3 + i * 0.45, 1.28, z + 0.05, pot, rgb(rng.choice(CLOTHS)), gloss=0.3)


def _fire(room: Room, x: float, z: float) -> None:
    rng = room.rng
    for tone, size in (("#D9703F", 1.0), ("#F2A83C", 0.7), ("#FFE3A0", 0.4)):
        for i in range(3):
            px, tall = x + 0.55 + i * 0.2, size * rng.uniform(0.3, 0.5)
            low, high = 0.2 + tall * 0.5, 0.2 + tall
            tip = (px + rng.uniform(-0.04, 0.04), high, z)
            flame = [(px - 0.11 * size, 0.2, z), (px - 0.07 * size, low, z), tip, (px + 0.1 * size, low, z), (px + 0.1 * size, 0.2, z)]
            room.face(flame, rgb(tone), 0.6)


def plant(room: Room, *, x: float, z: float) -> None:
    """A lemon or a fig in a terracotta pot."""
    rng, unit = room.rng, room.focal / z
    room.shade([(x - 0.3, 0, z - 0.15), (x + 0.3, 0, z - 0.15), (x + 0.3, 0, z + 0.2), (x - 0.3, 0, z + 0.2)], 0.28)
    px, py = room.place(x, 0.35, z)
    for i in range(40):
        turn = -math.pi / 2 + rng.gauss(0, 0.55)
        away = rng.uniform(0.25, 0.9) * unit
        lx, ly = px + math.cos(turn) * away * 0.7, py + math.sin(turn) * away
        if i % 3 == 0:
            room.sheet.stroke([(px, py), (lx, ly)], room.ink(rgb("#7A6A4A"), 0.5), 0.012 * unit)
        size, tip = rng.uniform(0.05, 0.09) * unit, rng.random() * math.tau
        dx, dy = math.cos(tip) * size, math.sin(tip) * size
        leaf = [(lx + dx, ly + dy), (lx - dy * 0.4, ly + dx * 0.4), (lx - dx, ly - dy), (lx + dy * 0.4, ly - dx * 0.4)]
        room.sheet.shape(leaf, room.ink(scale(rgb("#5A7A48"), rng.uniform(0.7, 1.25)), rng.uniform(0.3, 1.0)))
    room.turned(x, 0, z, ((0.13, 0), (0.17, 0.2), (0.19, 0.34), (0.2, 0.38)), rgb("#B8643C"), gloss=0.2)
