# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trees: round crowns, poplars, cypresses, bare winter crowns, and where they grow."""

from __future__ import annotations

import math
import random

import numpy as np

from .brush import Brush
from .cover import Parcels
from .palette import Colour, mix, scale


def crown_colours(brush: Brush, z: float, y: float, kind: str = "tree") -> tuple[Colour, Colour, Colour]:
    """Dark, middle and light of a crown at a distance, with some difference from tree to tree."""
    rng, things = brush.rng, brush.pal.things
    base = mix(things[kind], things[kind + "2"], rng.random() * 0.55)
    if brush.pal.season == "autumn" and rng.random() < 0.18:
        base = mix(base, things["leaf"], 0.6)
    if brush.pal.season == "spring" and kind == "tree" and rng.random() < 0.10:
        base = mix(base, things["leaf"], 0.85)
    lit = mix(base, things[kind + "2"], 0.6)
    return (
        brush.tint(scale(base, 0.72), 0.05, z, y),
        brush.tint(base, 0.5, z, y),
        brush.tint(lit, 1.0, z, y),
    )


def round_tree(brush: Brush, x: float, y: float, size: float, z: float, height: float = 10.0) -> None:
    """A broad crown of `size` pixels height with its foot at (x, y)."""
    rng, sheet = brush.rng, brush.sheet
    dark, middle, light = crown_colours(brush, z, height)
    side = brush.side
    brush.shadow(x, y, size * 0.9, max(0.6, size * 0.10))
    if brush.pal.snow and size > 10:
        bare_tree(brush, x, y, size, z)
        return
    if size < 9:
        sheet.oval(x, y - size * 0.48, size * 0.42, size * 0.5, dark)
        sheet.oval(x + side * size * 0.12, y - size * 0.58, size * 0.26, size * 0.32, middle if size < 4 else light)
        return
    trunk = brush.tint("trunk", 0.3, z)
    foot, head = y, y - size * 0.5
    sheet.shape([(x - size * 0.035, foot), (x - size * 0.02, head), (x + size * 0.02, head), (x + size * 0.04, foot)], trunk)
    spots = _crown(brush, x, y, size)
    for layer, (colour, push, part) in enumerate(((dark, -0.01, 1.0), (middle, 0.045, 0.78), (light, 0.085, 0.46))):
        for cx, cy, r in spots:
            if layer == 2 and ((cx - x) * side < -size * 0.06 or cy > y - size * 0.5):
                continue
            leafy(brush, cx + side * push * size, cy - push * size * 0.9, r * part, colour)
    if size > 70:
        for _ in range(int(min(150, size * 0.5))):
            cx, cy, r = rng.choice(spots)
            turn, away = rng.random() * math.tau, r * rng.random() ** 0.5
            px, py = cx + math.cos(turn) * away, cy + math.sin(turn) * away * 0.9
            lit = (px - x) * side - (py - (y - size * 0.58)) * 0.8 + rng.gauss(0, size * 0.08)
            tone = light if lit > size * 0.06 else (middle if lit > -size * 0.1 else dark)
            leafy(brush, px, py, size * rng.uniform(0.012, 0.022), tone)


def _crown(brush: Brush, x: float, y: float, size: float) -> list[tuple[float, float, float]]:
    """Where the lumps of a round crown sit, and their radius: the more, the larger the tree."""
    rng = brush.rng
    lumps = 7 if size < 40 else (13 if size < 110 else 22)
    small = 1.0 if size < 110 else 0.8
    spots = []
    for i in range(lumps):
        turn = i * 2.399 + rng.random()
        away = math.sqrt((i + 0.4) / lumps) * size * 0.30
        spots.append(
            (
                x + math.cos(turn) * away * 1.05,
                y - size * 0.58 + math.sin(turn) * away,
                size * rng.uniform(0.15, 0.21) * small,
            )
        )
    return spots


def leafy(brush: Brush, x: float, y: float, r: float, colour: Colour) -> None:
    """A lump of leaves: an oval with a ragged rim."""
    if r < 4:
        brush.sheet.oval(x, y, r, r * 0.9, colour)
        return
    outline = brush.rng.choice(_LUMPS[0 if r < 9 else 1 if r < 20 else 2])
    brush.sheet.shape([(x + a * r, y + b * r) for a, b in outline], colour)


def _lumps(corners: int, number: int) -> list[list[tuple[float, float]]]:
    """Ragged rims of radius 1, made once."""
    rng = random.Random(corners)  # noqa: S311 (a drawing, not a secret)
    out = []
    for _ in range(number):
        reach = [rng.uniform(0.84, 1.10) for _ in range(corners)]
        out.append([(math.cos(i / corners * math.tau) * r, math.sin(i / corners * math.tau) * r * 0.9) for i, r in enumerate(reach)])
    return out


_LUMPS = (_lumps(8, 48), _lumps(13, 48), _lumps(22, 48))


def bare_tree(brush: Brush, x: float, y: float, size: float, z: float, *, upright: float = 0.5) -> None:
    """A leafless tree: a trunk that divides until the twigs are a hair."""
    colour = brush.tint(mix(brush.pal.things["tree"], brush.pal.things["trunk"], 0.5), 0.35, z)
    depth = 3 if size < 40 else (4 if size < 110 else 6)

    def limb(px: float, py: float, turn: float, length: float, level: int) -> None:
        rng = brush.rng
        qx, qy = px + math.cos(turn) * length, py + math.sin(turn) * length
        width = max(0.5 * brush.unit, size * 0.035 * 0.58 ** (depth - level))
        brush.sheet.stroke([(px, py), (qx, qy)], colour, width)
        if level == 0:
            return
        for spread in (-1, 0, 1) if level > 1 and level < depth else (-1, 1):
            bend = spread * rng.uniform(0.22, 0.55) * (1.25 - upright * 0.8)
            limb(qx, qy, turn + bend + rng.uniform(-0.1, 0.1), length * rng.uniform(0.62, 0.8), level - 1)

    limb(x, y, -math.pi / 2 + brush.rng.uniform(-0.06, 0.06), size * 0.30, depth)


def poplar(brush: Brush, x: float, y: float, size: float, z: float, *, slim: float = 0.20) -> None:
    """A poplar: a tall flame of leaves on a straight pale stem."""
    _rng, sheet, side = brush.rng, brush.sheet, brush.side
    brush.shadow(x, y, size * 0.6, max(0.5, size * 0.025))
    stem = brush.tint(mix(brush.pal.things["trunk"], brush.pal.things["white"], 0.35), 0.55, z)
    sheet.shape(
        [
            (x - size * 0.013, y),
            (x - size * 0.006, y - size * 0.7),
            (x + size * 0.006, y - size * 0.7),
            (x + size * 0.014, y),
        ],
        stem,
    )
    if brush.pal.snow and size > 14:
        _bare_poplar(brush, x, y, size, z, slim)
        return
    inks = crown_colours(brush, z, 12, "poplar")
    if size < 26:
        half = size * slim * 0.5
        sheet.oval(x, y - size * 0.58, half, size * 0.42, inks[0])
        sheet.oval(x + side * half * 0.3, y - size * 0.6, half * 0.6, size * 0.36, inks[1])
        sheet.oval(x + side * half * 0.5, y - size * 0.62, half * 0.3, size * 0.28, inks[2])
        return
    _flame(brush, x, y, size, slim, inks)


def _flame(brush: Brush, x: float, y: float, size: float, slim: float, inks: tuple[Colour, Colour, Colour]) -> None:
    """A tall crown close by: a ragged outline, then tongues of leaves that catch the light on one side."""
    rng, sheet, side = brush.rng, brush.sheet, brush.side

    swell, second = rng.random() * 6, rng.random() * 6

    def width(t: float) -> float:
        lumps = 1 + 0.11 * math.sin(t * 8 + swell) + 0.07 * math.sin(t * 19 + second)
        return size * slim * 0.52 * lumps * math.sin(math.pi * (0.02 + 0.98 * t) ** 0.78) ** 0.72

    left, right = [], []
    count = max(14, min(60, int(size / 7)))
    for i in range(count + 1):
        t = i / count
        row = y - size * (0.12 + 0.88 * t)
        tooth = rng.uniform(1.0, 1.14) if i % 2 else rng.uniform(0.86, 0.96)
        left.append((x - width(t) * tooth * rng.uniform(0.93, 1.07), row - (size * 0.012 if i % 2 else 0)))
        right.append((x + width(t) * tooth * rng.uniform(0.93, 1.07), row - (size * 0.012 if i % 2 else 0)))
    sheet.shape([*left, *reversed(right)], inks[0])
    for layer, share in ((1, 1.0), (2, 0.55)):
        for _ in range(int(min(210, 8 + size / 3.0) * share)):
            t = rng.random() ** 0.9
            place = rng.gauss(0.28 if layer == 1 else 0.52, 0.36)
            if abs(place) > 0.95:
                continue
            cx, cy = x + side * place * width(t), y - size * (0.13 + 0.85 * t)
            tall = min(size * 0.05, 26 * brush.unit) * rng.uniform(0.45, 1.0)
            wide = tall * rng.uniform(0.30, 0.45)
            lean = side * place * wide
            sheet.shape(
                [(cx, cy + tall * 0.5), (cx - wide, cy + tall * 0.1), (cx + lean, cy - tall), (cx + wide, cy)],
                inks[layer],
            )


def _bare_poplar(brush: Brush, x: float, y: float, size: float, z: float, slim: float) -> None:
    rng = brush.rng
    colour = brush.tint(mix(brush.pal.things["poplar"], brush.pal.things["trunk"], 0.4), 0.4, z)
    brush.sheet.stroke([(x, y), (x, y - size)], colour, max(0.5, size * 0.012))
    for _ in range(int(min(46, 10 + size / 7))):
        t = rng.uniform(0.2, 0.93)
        reach = size * slim * (1.05 - t) * 0.75
        way = rng.choice((-1, 1))
        foot = y - size * t
        brush.sheet.stroke(
            [(x, foot), (x + way * reach * 0.5, foot - reach * 0.9), (x + way * reach * 0.8, foot - reach * 2.0)],
            colour,
            max(0.4, size * 0.0045),
        )


def cypress(brush: Brush, x: float, y: float, size: float, z: float) -> None:
    """A dark flame with one lit edge."""
    rng = brush.rng
    brush.shadow(x, y, size * 0.5, max(0.5, size * 0.03))
    for colour, shift, part in (
        (brush.tint("cypress", 0.1, z), 0.0, 1.0),
        (brush.tint(scale(brush.pal.things["cypress"], 1.25), 0.9, z), 0.30, 0.45),
    ):
        half = size * 0.105 * part
        left, right = [], []
        for i in range(9):
            t = i / 8
            bulge = math.sin(math.pi * (0.12 + 0.88 * t) ** 0.8)
            cx = x + brush.side * shift * size * 0.1 * bulge
            left.append((cx - half * bulge * rng.uniform(0.9, 1.1), y - size * t))
            right.append((cx + half * bulge * rng.uniform(0.9, 1.1), y - size * t))
        brush.sheet.shape([*left, *reversed(right)], colour)


def scatter(
    brush: Brush,
    parcels: Parcels,
    *,
    count: int,
    near: float = 90.0,
    far: float = 2600.0,
    clear: tuple[float, float, float] | None = None,
) -> None:
    """Trees along the hedges and in the woods; none within `clear` (x, z, radius)."""
    pick = np.random.default_rng(brush.rng.randrange(2**31))
    z = np.exp(pick.uniform(np.log(near), np.log(far), count * 9)).astype(np.float32)
    view = brush.ground.view
    x = (pick.uniform(-0.06, 1.06, len(z)) * view.width - view.width / 2).astype(np.float32) * z / view.focal
    h = brush.ground.relief.height(x, z)
    crop, _, edge, a, b = parcels.look(x, z, h)
    keep = ((edge < 4.0) & (b < 0.8) & (a * 7 % 1 < 0.6)) | ((crop == 4) & (z < 1800))
    if clear is not None:
        keep &= np.hypot(x - clear[0], z - clear[1]) > clear[2]
    px, py, seen = brush.ground.standing(x, z)
    keep &= seen
    found = np.flatnonzero(keep)[:count]
    for i in found[np.argsort(-z[found])]:
        metres = brush.rng.uniform(5, 11) * (1.15 if crop[i] == 4 else 1.0)
        size = metres * view.focal / float(z[i])
        if size < 1.2:
            continue
        round_tree(brush, float(px[i]), float(py[i]) + size * 0.04, size, float(z[i]), float(h[i]) + 4)
