# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vines close by, plant by plant: posts, wires, stems and leaves, in rows that follow the ground."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .brush import Brush
from .palette import Colour, mix, rgb, scale
from .trees import leafy


@dataclass(frozen=True)
class Rows:
    """Rows that lead away from us: metres between them, where the first lies, slant and bend with distance."""

    gap: float
    offset: float
    slant: float
    bend: float
    near: float
    far: float

    def x(self, number: int, z: float) -> float:
        """Where a row stands at a distance."""
        t = z / 100
        return number * self.gap + self.offset + self.slant * z + self.bend * t * t * 100


def _leaf_inks(brush: Brush) -> list[Colour]:
    things, season = brush.pal.things, brush.pal.season
    if season == "autumn":
        return [rgb("#B4562C"), rgb("#D98A3A"), rgb("#A8452A"), rgb("#E2B655"), rgb("#8A3B2A"), rgb("#C9702F")]
    if season == "spring":
        return [rgb("#93AE55"), rgb("#AFC46A"), rgb("#7E9A48"), rgb("#C2D080")]
    return [things["vine"], scale(things["vine"], 1.25), things["vine2"], scale(things["vine"], 0.82)]


def plant_rows(brush: Brush, rows: Rows) -> None:
    """Draw the vines from the farthest to the nearest."""
    inks = _leaf_inks(brush)
    z = rows.far
    while z > rows.near:
        step = max(0.42, z * 0.017)
        half = brush.ground.view.width / 2 / brush.ground.view.focal * z * 1.12
        middle = rows.x(0, z)
        first, last = math.ceil((-half - middle) / rows.gap), math.floor((half - middle) / rows.gap)
        xs = np.array([rows.x(number, z) for number in range(first, last + 1)], np.float32)
        cols, feet, seen = brush.ground.standing(xs, np.full_like(xs, z))
        for px, py, clear in zip(cols.tolist(), feet.tolist(), seen.tolist(), strict=True):
            if clear:
                _plant(brush, px, py, z, step, inks, post=int(z / step) % 6 == 0)
        z -= step


def _plant(brush: Brush, px: float, py: float, z: float, step: float, inks: list[Colour], *, post: bool) -> None:
    rng, unit = brush.rng, brush.ground.view.focal / z
    brush.shadow(px, py, unit * 0.8, unit * 0.12)
    if post or brush.pal.snow:
        _post(brush, px, py, unit, z, tall=1.75 if post else 0.0)
    if brush.pal.snow:
        _canes(brush, px, py, unit, z)
        return
    young = brush.pal.season == "spring"
    high = 1.25 if young else 1.65
    ink = rng.choice(inks)
    count = 3 if unit < 22 else (6 if unit < 60 else 12)
    spread, size = max(0.24, step * 0.5), (0.30 if count == 3 else 0.24 if count == 6 else 0.17) * (0.8 if young else 1.0)
    if unit > 16:
        stem = brush.tint("trunk", 0.35, z)
        brush.sheet.stroke([(px, py), (px + rng.uniform(-0.05, 0.05) * unit, py - 0.7 * unit)], stem, max(0.7, 0.05 * unit))
    for i in range(count):
        t = (i + 0.5) / count
        cx = px + rng.gauss(0, 0.5) * spread * unit * 0.55
        cy = py - (0.55 + (high - 0.55) * t) * unit + rng.uniform(-0.06, 0.06) * unit
        light = min(1.0, max(0.0, 0.12 + 0.75 * t + (cx - px) * brush.side / unit * 0.8))
        tone = mix(ink, rng.choice(inks), rng.random() * 0.7)
        leafy(brush, cx, cy, size * unit * rng.uniform(0.8, 1.2), brush.tint(scale(tone, 0.74 + 0.34 * t), light, z))
    if brush.pal.season in ("summer", "autumn") and unit > 45 and rng.random() < (0.75 if brush.pal.season == "summer" else 0.3):
        _bunch(brush, px + rng.uniform(-0.2, 0.2) * unit, py - 0.62 * unit, unit, z)


def _post(brush: Brush, px: float, py: float, unit: float, z: float, *, tall: float) -> None:
    if tall:
        wood = mix(brush.pal.things["wood"], brush.pal.things["stone"], 0.45)
        brush.sheet.stroke([(px, py), (px, py - tall * unit)], brush.tint(wood, 0.65, z), max(0.7, 0.075 * unit))


def _canes(brush: Brush, px: float, py: float, unit: float, z: float) -> None:
    """Winter: a black stem, two arms on the wire, a few canes."""
    rng = brush.rng
    bark = brush.tint(scale(brush.pal.things["trunk"], 0.72), 0.3, z)
    lean = rng.uniform(-0.06, 0.06) * unit
    brush.sheet.stroke([(px, py), (px + lean, py - 0.45 * unit), (px - lean, py - 0.82 * unit)], bark, max(0.7, 0.06 * unit))
    for way in (-1, 1):
        brush.sheet.stroke([(px, py - 0.8 * unit), (px + way * 0.34 * unit, py - 0.88 * unit)], bark, max(0.5, 0.03 * unit))
    if unit > 12:
        for _ in range(4):
            foot = px + rng.uniform(-0.3, 0.3) * unit
            tip = (foot + rng.gauss(0, 0.12) * unit, py - rng.uniform(1.1, 1.7) * unit)
            brush.sheet.stroke([(foot, py - 0.84 * unit), tip], bark, max(0.4, 0.014 * unit))


def _bunch(brush: Brush, px: float, py: float, unit: float, z: float) -> None:
    rng = brush.rng
    tone = rgb("#46284A") if brush.side > 0 else rgb("#8E9A4A")
    for i in range(11):
        t = i / 11
        r = 0.022 * unit
        cx, cy = px + rng.gauss(0, 0.036) * unit * (1 - t), py + t * 0.2 * unit
        brush.sheet.oval(cx, cy, r, r, brush.tint(scale(tone, rng.uniform(0.7, 1.2)), 0.5 + 0.5 * rng.random(), z))
