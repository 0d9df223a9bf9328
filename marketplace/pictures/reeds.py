# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reeds along the near banks of a stream."""

from __future__ import annotations

from .brush import Brush
from .canvas import Sheet
from .palette import mix, scale
from .water import Band, Water


def reeds(brush: Brush, water: Water | Band, *, count: int) -> None:
    """Reeds along the near banks."""
    rng, ground, pal = brush.rng, brush.ground, brush.pal
    sheet = Sheet(brush.canvas.width, brush.canvas.height, rng)
    base = mix(pal.things["meadow2"], pal.things["poplar"], 0.4)
    for i in range(count):
        z = 90.0 * (9 / 90) ** (i / count)
        if isinstance(water, Water):
            middle = water.middle(z)[0]
            x = middle + rng.choice((-1, 1)) * (water.half + rng.uniform(-0.2, 0.9))
        else:
            x = ground.view.across(rng.uniform(-0.02, 1.02) * ground.view.width, z)
            z = water.near - rng.uniform(-0.3, 1.2)
        px, py = ground.view.place(x, ground.relief.at(x, z), z)
        for _ in range(4):
            tall = rng.uniform(0.7, 1.9) * ground.view.focal / z
            colour = brush.tint(scale(base, rng.uniform(0.7, 1.1)), rng.random(), z)
            foot = px + rng.gauss(0, 0.3) * ground.view.focal / z
            sheet.blade(
                foot,
                py + 2,
                (foot + rng.gauss(0.1, 0.14) * tall, py - tall),
                max(1.0, 0.07 * ground.view.focal / z),
                colour,
            )
    brush.canvas.lay(sheet, seed=2)
