# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting a landscape up: sky, far ranges, land; and giving back what the things on it need."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from .brush import Brush
from .canvas import Canvas
from .cover import Parcels, paint_ground, row_heights
from .palette import Palette
from .relief import Ground, Relief, View, soften, survey
from .sky import paint_ranges, paint_sky


@dataclass
class Order:
    """What was asked for: the palette, the size, and the chance that makes this picture its own."""

    pal: Palette
    width: int
    height: int
    seed: int
    rng: random.Random
    side: int = 1

    @property
    def unit(self) -> float:
        """Pixels of this picture for one pixel of a picture 1067 high."""
        return self.height / 1067

    def branch(self, number: int) -> random.Random:
        """A second source of chance that belongs to this picture."""
        return random.Random(self.seed * 31 + number)  # noqa: S311 (a drawing, not a secret)

    def shift(self) -> tuple[float, float]:
        """A random place on the noise tiles."""
        return self.rng.random() * 1000, self.rng.random() * 1000


@dataclass
class Plan:
    """A landscape before it is painted. Distances in metres, horizon as a part of the picture's height."""

    relief: Relief
    parcels: Parcels
    horizon: float = 0.4
    eye: float = 50.0
    lens: float = 1500.0
    near: float = 7.0
    far: float = 4000.0
    ranges: int = 3
    rise: float = 0.13
    mist: float = 0.3
    reach: float = 3600.0
    tall: dict[int, float] = field(default_factory=lambda: {1: 1.9, 2: 0.6, 5: 1.5})
    bump_reach: float = 200.0
    clouds: bool = True


def set_stage(order: Order, plan: Plan) -> tuple[Canvas, Ground, Brush]:
    """Paint sky and land by the plan; return the canvas, the ground, and a brush for what stands on it."""
    canvas = Canvas(order.width, order.height)
    horizon = order.height * plan.horizon
    paint_sky(canvas, order.pal, horizon, order.side, order.rng, clouds=plan.clouds)
    if plan.ranges:
        paint_ranges(canvas, order.pal, horizon + order.height * 0.015, order.rng, count=plan.ranges, rise=plan.rise)
    view = View(order.width, order.height, plan.eye, horizon, plan.lens * order.unit)
    mist = plan.mist * order.pal.light.mist if plan.mist < 0.9 else plan.mist
    bump = row_heights(plan.parcels, plan.tall, plan.bump_reach) if plan.tall else None
    ground = survey(view, plan.relief, order.pal.light, order.side, near=plan.near, far=plan.far, bump=bump)
    paint_ground(canvas, ground, plan.parcels, order.pal, shift=order.seed * 13, mist=mist, reach=plan.reach)
    soften(canvas.rgb, ground)
    return canvas, ground, Brush(canvas, ground, order.pal, order.side, order.rng, mist, plan.reach, plan.parcels)
