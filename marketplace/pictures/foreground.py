# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What grows at the painter's feet: grasses, flowers, wheat, fallen leaves, snow on stalks."""

from __future__ import annotations

import math

import numpy as np

from .brush import Brush
from .canvas import Sheet
from .palette import Colour, mix, rgb, scale

FLOWERS = {"spring": ("#C9442F", "#F4E6C8", "#8E6FA8"), "summer": ("#E2B655", "#5E7FA8", "#F6EFE2")}


def grasses(brush: Brush, *, height: float = 0.13, dense: float = 1.0, corner: int = 0) -> None:
    """Grass along the lower edge; `corner` −1 or 1 lets it rise to one side."""
    pal, rng, w, h = brush.pal, brush.rng, brush.canvas.width, brush.canvas.height
    sheet = Sheet(w, h, rng)
    base = mix(pal.things["meadow"], pal.things["tree"], 0.35)
    if pal.snow:
        base = mix(pal.things["tree"], pal.things["trunk"], 0.5)
    count = int(520 * dense)
    for layer, (tone, light) in enumerate(((0.62, 0.1), (0.82, 0.5), (1.08, 1.0))):
        for _ in range(count // (layer + 1)):
            x = rng.uniform(-0.02, 1.02) * w
            side = x / w * 2 - 1
            swell = 0.45 + 0.55 * (0.5 + 0.5 * math.sin(x / w * 9 + brush.side + layer))
            if corner:
                swell *= max(0.12, 0.5 + 0.55 * corner * side)
            tall = h * height * swell * rng.uniform(0.35, 1.0) * (1.0 - 0.18 * layer)
            lean = tall * (rng.gauss(0.12 * brush.side, 0.28))
            colour = mix(pal.lit(scale(base, tone * rng.uniform(0.9, 1.1)), light), pal.air, 0.04)
            sheet.blade(x, h + 4, (x + lean, h - tall), rng.uniform(2.2, 4.6) * brush.unit, colour)
            if layer == 2 and rng.random() < 0.22:
                _head(sheet, brush, x + lean, h - tall)
    brush.canvas.lay(sheet, seed=3)


def meadow(brush: Brush, *, count: int = 420, near: float = 5.5, far: float = 80.0) -> None:
    """Tufts, stubble and flowers over the ground before us, smaller as they go away; none on tracks and yards."""
    pal, rng, ground = brush.pal, brush.rng, brush.ground
    chance = np.random.default_rng(rng.randrange(2**31))
    zs = np.sort(np.exp(chance.uniform(math.log(near), math.log(far), count)).astype(np.float32))[::-1]
    xs = (chance.uniform(-0.52, 0.52, count) * ground.view.width * zs / ground.view.focal).astype(np.float32)
    cols, rows, seen = ground.standing(xs, zs)
    if brush.parcels:
        seen &= brush.parcels.bare(xs, zs) < 0.15
    base = mix(pal.things["meadow"], pal.things["tree"], 0.4 if not pal.snow else 0.75)
    pale = mix(pal.things["meadow2"], pal.things["crop2"], 0.5)
    flowers = FLOWERS.get(pal.season, ())
    for px, py, z, clear in zip(cols.tolist(), rows.tolist(), zs.tolist(), seen.tolist(), strict=True):
        if not clear or (pal.snow and rng.random() < 0.6):
            continue
        unit = ground.view.focal / z
        for _ in range(4):
            tall = rng.uniform(0.10, 0.34) * unit
            tone = mix(base, pale, rng.random() ** 2)
            tip = (px + rng.gauss(0.1 * brush.side, 0.45) * tall, py - tall)
            brush.sheet.blade(px + rng.gauss(0, 0.07) * unit, py, tip, max(0.8, 0.035 * unit), brush.tint(tone, rng.random(), z))
        if flowers and rng.random() < 0.3:
            r = max(0.7, 0.035 * unit)
            brush.sheet.oval(px, py - 0.2 * unit, r, r * 0.8, brush.tint(rgb(rng.choice(flowers)), 1.0, z))
    brush.finish(seed=11)


def _head(sheet: Sheet, brush: Brush, x: float, y: float) -> None:
    """The end of a stalk: a flower, an ear, a leaf, or a cap of snow."""
    pal, rng, unit = brush.pal, brush.rng, brush.unit
    if pal.snow:
        sheet.oval(x, y, 4.2 * unit, 3.2 * unit, pal.lit("white", 1.0))
        return
    choices = FLOWERS.get(pal.season)
    if choices and rng.random() < 0.6:
        colour = pal.lit(rgb(rng.choice(choices)), 1.0)
        for i in range(4):
            turn = i * math.pi / 2 + rng.random()
            sheet.oval(x + math.cos(turn) * 3.2 * unit, y + math.sin(turn) * 2.6 * unit, 3.6 * unit, 2.9 * unit, colour)
        sheet.oval(x, y, 1.6 * unit, 1.4 * unit, pal.lit(rgb("#3B2E2A"), 0.5))
        return
    ear = pal.lit(mix(pal.things["crop2"], pal.things["meadow2"], 0.4), 0.9)
    for i in range(7):
        sheet.oval(x + (i % 2 - 0.5) * 2.6 * unit, y + i * 2.9 * unit, 1.8 * unit, 2.5 * unit, ear)


def wheat(brush: Brush, *, height: float = 0.22, count: int = 330) -> None:
    """Standing wheat along the lower edge, ears and all."""
    pal, rng, w, h = brush.pal, brush.rng, brush.canvas.width, brush.canvas.height
    sheet = Sheet(w, h, rng)
    for layer, light in enumerate((0.1, 0.5, 1.0)):
        straw = pal.things["crop" if layer < 2 else "crop2"]
        for _ in range(int(count / (1 + 0.5 * layer))):
            x = rng.uniform(-0.02, 1.02) * w
            tall = h * height * rng.uniform(0.45, 1.0) * (1.05 - 0.16 * layer) * (0.8 + 0.2 * math.sin(x / w * 7 + layer * 2))
            lean = tall * rng.gauss(0.16 * brush.side, 0.09)
            colour = pal.lit(scale(straw, (0.66, 0.88, 1.05)[layer] * rng.uniform(0.94, 1.06)), light)
            tip = (x + lean, h - tall)
            sheet.blade(x, h + 4, tip, 2.6 * brush.unit, colour)
            _ear(sheet, brush, tip, lean / tall, colour)
    brush.canvas.lay(sheet, seed=5)


def _ear(sheet: Sheet, brush: Brush, tip: tuple[float, float], lean: float, colour: Colour) -> None:
    unit, (x, y) = brush.unit, tip
    for i in range(8):
        px, py = x + lean * i * -3.6 * unit, y + i * 3.6 * unit - 14 * unit
        sheet.oval(px + (i % 2 - 0.5) * 3.4 * unit, py, 2.3 * unit, 3.4 * unit, colour if i % 2 else scale(colour, 1.1))
    for i in range(4):
        sheet.stroke(
            [(x, y - 10 * unit), (x + (i - 1.5) * 5 * unit + lean * 24 * unit, y - 36 * unit)],
            scale(colour, 0.94),
            0.6 * unit,
        )


def fallen_leaves(brush: Brush, *, top: float, count: int = 160) -> None:
    """Leaves on the ground from a row (part of the height) down, larger as they come near."""
    pal, rng, w, h = brush.pal, brush.rng, brush.canvas.width, brush.canvas.height
    sheet = Sheet(w, h, rng)
    inks = [
        pal.things["leaf"],
        pal.things["tree2"],
        pal.things["vine"],
        pal.things["poplar2"],
        scale(pal.things["tree"], 0.8),
    ]
    for i in range(count):
        t = (i / count) ** 1.5
        y = h * (top + (1.02 - top) * t)
        x, size = rng.uniform(0, w), (2.0 + 9 * t) * brush.unit * rng.uniform(0.6, 1.2)
        turn = rng.random() * math.tau
        pts = [
            (x + math.cos(turn + a) * size * r, y + math.sin(turn + a) * size * r * 0.55)
            for a, r in ((0, 1.3), (0.9, 0.7), (2.2, 0.8), (3.1, 1.1), (4.1, 0.8), (5.4, 0.7))
        ]
        sheet.shape(pts, pal.lit(rng.choice(inks), rng.uniform(0.4, 1.0)))
    brush.canvas.lay(sheet, seed=7)
