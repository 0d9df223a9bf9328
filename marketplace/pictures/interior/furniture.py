# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Things in rooms: bed, table, chair, shelf, lamp, vase, easel, pictures."""

from __future__ import annotations

import math

from ..palette import Colour, mix, rgb, scale
from .room import Room

CLOTHS = ("#A8452A", "#3F6236", "#2F5F75", "#E2B655", "#C98A63", "#8E9A84", "#D9B8A0")


def bed(room: Room, *, x: float, z: float, wide: float = 1.65, long: float = 2.05) -> None:
    """A bed with its head at the back wall: headboard, mattress, blanket with folds, pillows."""
    rng = room.rng
    side = 0.3 if room.order.side < 0 else -0.3
    room.shade([(x + side, 0, z), (x + wide + side, 0, z), (x + wide + side, 0, z + long), (x + side, 0, z + long)])
    blanket, linen = rgb(rng.choice(CLOTHS)), rgb("#F6F0E4")
    wood = room.pal.things["wood"]
    head = z + long
    _headboard(room, x, wide, head, wood)
    room.box((x, x + wide), (0.18, 0.34), (z, head - 0.06), wood)
    room.box((x + 0.03, x + wide - 0.03), (0.34, 0.55), (z + 0.04, head - 0.07), linen)
    broad = min(0.72, wide * 0.44)
    for i in range(2 if wide > 1.3 else 1):
        _pillow(room, x + 0.1 + i * (wide - broad - 0.2), head - 0.28, broad, linen)
    end = head - 0.75
    room.box((x - 0.02, x + wide + 0.02), (0.20, 0.585), (z - 0.01, end), blanket)
    fold = mix(blanket, linen, 0.75)
    _strip(room, x, wide, end - 0.28, end, fold)
    _pattern(room, x, wide, z, end, blanket, linen)
    for i in range(7):
        px = x + wide * (i + rng.uniform(0.2, 0.8)) / 7
        room.face(
            [(px, 0.22, z - 0.012), (px + 0.03, 0.22, z - 0.012), (px + 0.015, 0.55, z - 0.012)], room.ink(scale(blanket, 0.8), 0.3), 0.4
        )


def _headboard(room: Room, x: float, wide: float, head: float, wood: Colour) -> None:
    """The board at the back wall, with its five grooves."""
    room.box((x, x + wide), (0.25, 1.15), (head - 0.06, head), scale(wood, 0.9))
    for i in range(1, 6):
        px = x + wide * i / 6
        room.face(
            [
                (px - 0.012, 0.55, head - 0.07),
                (px + 0.012, 0.55, head - 0.07),
                (px + 0.012, 1.1, head - 0.07),
                (px - 0.012, 1.1, head - 0.07),
            ],
            room.ink(scale(wood, 0.6), 0.3),
        )


def _pattern(room: Room, x: float, wide: float, z: float, end: float, blanket: Colour, linen: Colour) -> None:
    """What is woven or sewn into the blanket: bands, a quilt's squares, nothing."""
    rng = room.rng
    other = mix(blanket, rgb(rng.choice(CLOTHS)), 0.45) if rng.random() < 0.5 else mix(blanket, linen, 0.35)
    kind = rng.choice(("bands", "quilt", "plain"))
    if kind == "bands":
        for t in (0.12, 0.2, 0.62, 0.7):
            _strip(room, x, wide, z + (end - z) * t, z + (end - z) * (t + 0.045), other)
    elif kind == "quilt":
        for i in range(1, 9):
            a = z + (end - 0.3 - z) * i / 9
            _strip(room, x, wide, a, a + 0.014, scale(blanket, 0.86))
        for i in range(1, 8):
            px = x + wide * i / 8
            room.face(
                [(px, 0.59, z), (px + 0.012, 0.59, z), (px + 0.012, 0.59, end - 0.3), (px, 0.59, end - 0.3)],
                room.ink(scale(blanket, 0.86), 0.9),
                0.4,
            )


def _strip(room: Room, x: float, wide: float, near: float, far: float, colour: Colour) -> None:
    """A band of another colour across the blanket."""
    a, b = x - 0.02, x + wide + 0.02
    room.face([(a, 0.59, near), (b, 0.59, near), (b, 0.59, far), (a, 0.59, far)], room.ink(colour, 1.0), 0.9)


def _pillow(room: Room, x: float, z: float, wide: float, linen: Colour) -> None:
    """A soft pillow leaning on the headboard: full in the middle, pinched at its corners."""
    tall, base, side = 0.36, 0.56, room.order.side
    outline = (
        (0, 0),
        (0.25, -0.03),
        (0.5, -0.05),
        (0.75, -0.03),
        (1, 0),
        (0.975, 0.5),
        (1, 1),
        (0.75, 0.94),
        (0.5, 0.92),
        (0.25, 0.94),
        (0, 1),
        (0.025, 0.5),
    )
    for grow, shift, tone, light in ((1.0, 0.0, 0.93, 0.35), (0.86, 0.02, 1.0, 0.8), (0.55, 0.05, 1.03, 1.0)):
        m = (1 - grow) / 2
        pts = [(x + wide * (m + a * grow + shift * side), base + tall * (m + b * grow + shift * 0.6), z + 0.12 * b) for a, b in outline]
        room.face(pts, room.ink(scale(mix(linen, (1, 1, 1), 0.3), tone), light), 0.5)


def table(room: Room, *, x: tuple[float, float], z: tuple[float, float], high: float = 0.76, colour: Colour | str = "wood") -> None:
    """A table on four legs."""
    base = room.pal.things[colour] if isinstance(colour, str) else colour
    (x0, x1), (z0, z1) = x, z
    slide = -0.25 * room.order.side
    room.shade([(x0 + slide, 0, z0 + 0.1), (x1 + slide, 0, z0 + 0.1), (x1 + slide, 0, z1), (x0 + slide, 0, z1)])
    for pz in (z1 - 0.1, z0 + 0.02):
        for px in (x0 + 0.04, x1 - 0.11):
            room.box((px, px + 0.07), (0, high - 0.04), (pz, pz + 0.07), scale(base, 0.85))
    room.box((x0 + 0.05, x1 - 0.05), (high - 0.16, high - 0.04), (z0 + 0.06, z1 - 0.06), scale(base, 0.8))
    room.box((x0, x1), (high - 0.045, high), (z0, z1), base)


def chair(room: Room, *, x: float, z: float, back_to_us: bool, colour: Colour | str = "wood") -> None:
    """A straw-seated chair."""
    base = room.pal.things[colour] if isinstance(colour, str) else colour
    back = z if back_to_us else z + 0.40
    legs = [(x, z + 0.38), (x + 0.36, z + 0.38), (x, z), (x + 0.36, z)]

    def rest() -> None:
        for px in (x, x + 0.36):
            room.box((px, px + 0.04), (0.45, 0.95), (back, back + 0.04), base)
        for y in (0.6, 0.74, 0.88):
            room.box((x, x + 0.40), (y, y + 0.06), (back, back + 0.025), base)

    if not back_to_us:
        rest()
    for px, pz in legs:
        room.box((px, px + 0.04), (0, 0.45), (pz, pz + 0.04), scale(base, 0.9))
    room.box((x - 0.01, x + 0.41), (0.43, 0.47), (z, z + 0.42), mix(rgb("#D9B66A"), base, 0.15))
    if back_to_us:
        rest()


def vase(room: Room, x: float, y: float, z: float, *, big: float = 1.0) -> None:
    """A vase with what the season gives."""
    rng, pal = room.rng, room.pal
    px, py = room.place(x, y + 0.22 * big, z)
    unit = room.focal / z * big
    greens = mix(pal.things["poplar"], rgb("#5A7A48"), 0.5 if not pal.snow else 0.1)
    blooms = {
        "spring": ("#E9B7B0", "#F6EFE2", "#C9442F"),
        "summer": ("#E2B655", "#F0D27A", "#C9442F"),
        "autumn": ("#B4562C", "#D79A3E", "#8A3B2A"),
        "winter": ("#A3132B", "#F4F2EC", "#B7433A"),
    }[pal.season]
    for i in range(11):
        _stem(room, px, py, unit, i, greens, blooms)
    shape = rng.choice(
        (
            ((0.05, 0), (0.085, 0.08), (0.075, 0.16), (0.04, 0.21), (0.05, 0.235)),
            ((0.06, 0), (0.065, 0.1), (0.05, 0.2), (0.055, 0.235)),
        )
    )
    room.turned(
        x,
        y,
        z,
        [(r * big, t * big) for r, t in shape],
        rgb(rng.choice(("#2F5F75", "#F1E8D8", "#A8452A", "#8E9A84"))),
        gloss=0.35,
    )


def _stem(room: Room, px: float, py: float, unit: float, i: int, greens: Colour, blooms: tuple[str, ...]) -> None:
    """One of eleven stems, fanned out: two leaves and a flower of five petals."""
    rng = room.rng
    turn = -math.pi / 2 + (i - 5) * 0.16 + rng.uniform(-0.06, 0.06)
    long = rng.uniform(0.20, 0.40) * unit
    tip = (px + math.cos(turn) * long, py + math.sin(turn) * long)
    room.sheet.stroke([(px + (i - 5) * 0.004 * unit, py), tip], room.ink(greens, 0.5), max(1.0, 0.007 * unit))
    for s in (0.5, 0.75):
        lx, ly = px + math.cos(turn) * long * s, py + math.sin(turn) * long * s
        room.sheet.oval(
            lx + rng.uniform(-0.02, 0.02) * unit,
            ly,
            0.026 * unit,
            0.014 * unit,
            room.ink(scale(greens, rng.uniform(0.8, 1.2)), 0.6),
        )
    bloom = rgb(rng.choice(blooms))
    for j in range(5):
        a = j * 1.257 + rng.random()
        room.sheet.oval(
            tip[0] + math.cos(a) * 0.02 * unit,
            tip[1] + math.sin(a) * 0.018 * unit,
            0.022 * unit,
            0.02 * unit,
            room.ink(scale(bloom, rng.uniform(0.86, 1.08)), 0.9),
        )
    room.sheet.oval(tip[0], tip[1], 0.010 * unit, 0.010 * unit, room.ink(rgb("#6B4A2A"), 0.6))


def bedside(room: Room, *, x: float, z: float) -> None:
    """A small table with a lamp and a book."""
    room.box((x, x + 0.45), (0.05, 0.56), (z, z + 0.4), scale(room.pal.things["wood"], 1.05))
    room.face(
        [
            (x + 0.05, 0.36, z - 0.005),
            (x + 0.40, 0.36, z - 0.005),
            (x + 0.40, 0.52, z - 0.005),
            (x + 0.05, 0.52, z - 0.005),
        ],
        room.ink(scale(room.pal.things["wood"], 0.9), 0.5),
    )
    room.oval(x + 0.225, 0.44, z - 0.01, 0.018, 0.018, room.ink(rgb("#D9B66A"), 0.9))
    room.box((x + 0.03, x + 0.2), (0.56, 0.60), (z + 0.05, z + 0.17), rgb(room.rng.choice(CLOTHS)))
    lamp(room, x + 0.30, 0.56, z + 0.2)


def lamp(room: Room, x: float, y: float, z: float) -> None:
    """A table lamp with a cloth shade."""
    room.turned(x, y, z, ((0.07, 0), (0.03, 0.03), (0.045, 0.10), (0.018, 0.2)), rgb("#C98A63"))
    lit = rgb("#FFE3A0") if room.dark else rgb("#F1E4C8")
    tone = lit if room.dark else room.ink(lit, 0.8)
    room.face([(x - 0.15, y + 0.19, z), (x + 0.15, y + 0.19, z), (x + 0.095, y + 0.41, z), (x - 0.095, y + 0.41, z)], tone)
    room.face(
        [(x + 0.03, y + 0.19, z), (x + 0.15, y + 0.19, z), (x + 0.095, y + 0.41, z), (x + 0.02, y + 0.41, z)],
        mix(tone, rgb("#E9A95A"), 0.25),
    )


def shelf(room: Room, *, x: tuple[float, float], y: float, things: int) -> None:
    """A board on the back wall with jars, bowls and plates."""
    rng, z = room.rng, room.back - 0.24
    room.box(x, (y - 0.03, y), (z, room.back), "wood")
    px = x[0] + 0.12
    for _ in range(things):
        tone = rgb(rng.choice((*CLOTHS, "#F1E8D8", "#F1E8D8", "#5C615C")))
        kind, big = rng.randrange(4), rng.uniform(0.8, 1.15)
        if kind == 0:
            room.turned(
                px,
                y,
                z + 0.1,
                [(0.05 * big, 0), (0.065 * big, 0.1 * big), (0.06 * big, 0.17 * big), (0.035 * big, 0.2 * big)],
                tone,
                gloss=0.3,
            )
        elif kind == 1:
            room.turned(px, y, z + 0.1, [(0.035, 0), (0.09 * big, 0.05), (0.11 * big, 0.10 * big)], tone, gloss=0.3)
        elif kind == 2:
            room.turned(
                px,
                y,
                z + 0.1,
                [(0.035, 0), (0.045, 0.14 * big), (0.016, 0.21 * big), (0.018, 0.29 * big)],
                mix(tone, rgb("#3F6236"), 0.4),
                gloss=0.4,
            )
        else:
            for i in range(3):
                room.box(
                    (px - 0.08 + i * 0.05, px - 0.045 + i * 0.05),
                    (y, y + rng.uniform(0.17, 0.25)),
                    (z + 0.03, z + 0.18),
                    rgb(rng.choice(CLOTHS)),
                )
        px += 0.29
        if px > x[1] - 0.1:
            break


def framed(room: Room, *, x: float, y: float, wide: float, tall: float) -> None:
    """A small print on the wall: a hill, a sun."""
    z = room.back - 0.03
    tone = rgb(room.rng.choice(CLOTHS))
    room.box((x, x + wide), (y, y + tall), (z, z + 0.03), scale(room.pal.things["wood"], 0.7))
    m = 0.04
    room.face(
        [(x + m, y + m, z), (x + wide - m, y + m, z), (x + wide - m, y + tall - m, z), (x + m, y + tall - m, z)],
        room.ink(rgb("#F4ECDC"), 0.6),
        0.2,
    )
    a, b = x + m * 2.2, x + wide - m * 2.2
    hill = [
        (a, y + m * 2.2, z),
        (b, y + m * 2.2, z),
        (b, y + tall * 0.38, z),
        (a + (b - a) * 0.6, y + tall * 0.52, z),
        (a + (b - a) * 0.25, y + tall * 0.36, z),
        (a, y + tall * 0.45, z),
    ]
    room.face(hill, room.ink(tone, 0.6), 0.4)
    room.oval(a + (b - a) * 0.3, y + tall * 0.68, z, wide * 0.08, wide * 0.08, room.ink(rgb("#E2B655"), 0.8))


def pendant(room: Room, *, x: float, z: float, y: float = 1.95) -> None:
    """An enamel lamp that hangs from the beams."""
    top, foot = room.place(x, room.high, z), room.place(x, y + 0.2, z)
    room.sheet.stroke([top, foot], room.ink(rgb("#3A3C40"), 0.4), 2 * room.order.unit)
    tone = rgb(room.rng.choice(("#3F6236", "#2F5F75", "#A8452A", "#F1E8D8")))
    room.turned(x, y, z, ((0.21, 0), (0.19, 0.03), (0.07, 0.15), (0.03, 0.22)), tone, gloss=0.4)
    room.oval(x, y, z, 0.19, 0.035, rgb("#FFE9B0") if room.dark else room.ink(rgb("#F1E8D8"), 0.6))


def rug(room: Room, *, x: tuple[float, float], z: tuple[float, float]) -> None:
    """A woven rug with stripes."""
    rng = room.rng
    tone, other = rgb(rng.choice(CLOTHS)), rgb("#EFE3CC")
    (x0, x1), (z0, z1) = x, z
    room.face([(x0, 0.01, z0), (x1, 0.01, z0), (x1, 0.01, z1), (x0, 0.01, z1)], room.ink(mix(tone, other, 0.2), 0.6), 0.8)
    for i in range(1, 12):
        if i % 3 == 0:
            continue
        a = z0 + (z1 - z0) * i / 12
        room.face(
            [(x0 + 0.03, 0.012, a), (x1 - 0.03, 0.012, a), (x1 - 0.03, 0.012, a + 0.06), (x0 + 0.03, 0.012, a + 0.06)],
            room.ink(other if i % 2 else scale(tone, 0.8), 0.6),
            0.5,
        )
