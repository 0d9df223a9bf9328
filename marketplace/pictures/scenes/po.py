# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The great river: its banks and its boats."""

from __future__ import annotations

import math

from ..brush import Brush
from ..buildings.village import cluster
from ..canvas import Canvas, Sheet
from ..foreground import grasses
from ..palette import Colour, mix, rgb, scale
from ..reeds import reeds
from ..relief import Ground
from ..stage import Order, set_stage
from ..trees import poplar, round_tree
from ..water import Band, paint_water
from .plain import flat_fields, flat_land, plain_plan, tree_belts


def river(order: Order) -> Canvas:
    """The Po, wide and slow; woods on the far bank, a great tree on ours."""
    canvas, _ground, brush, water = _river_stage(order)
    hand = 1 if water.slant > 0 else -1
    for _ in range(order.rng.choice((1, 2, 3))):
        spot = _dry_spot(brush, water, hand)
        if spot is None:
            break
        x, z = spot
        px, py = brush.ground.view.place(x, brush.ground.relief.at(x, z), z)
        kind = poplar if order.rng.random() < 0.4 else round_tree
        kind(brush, px, py, order.rng.uniform(9, 14) * brush.ground.view.focal / z, z)
    brush.finish(seed=order.seed + 1)
    reeds(brush, water, count=90)
    grasses(brush, height=order.rng.uniform(0.1, 0.2), corner=hand)
    return canvas


def _dry_spot(brush: Brush, water: Band, hand: int) -> tuple[float, float] | None:
    """A place on our bank, to the given side, that the picture shows."""
    view, level = brush.ground.view, water.level
    for _ in range(40):
        z = brush.rng.uniform(18, water.near + 30)
        x = hand * brush.rng.uniform(0.30, 0.50) * view.width * z / view.focal
        if brush.ground.relief.at(x, z) > level + 0.9 and view.place(x, -0.5, z)[1] < view.height * 0.97:
            return x, z
    return None


def _river_stage(order: Order) -> tuple[Canvas, Ground, Brush, Band]:
    rng = order.rng
    slant = rng.choice((-1, 1)) * rng.uniform(0.9, 1.7)
    water = Band(rng.uniform(17, 21), rng.uniform(150, 260), level=-2.0, bank=0.35, waver=rng.uniform(4, 10), slant=slant)
    plan = plain_plan(
        order,
        flat_land(order, water),
        flat_fields(order, near_crop=0, near_reach=60),
        eye=rng.uniform(5.5, 8.0),
        horizon=rng.uniform(0.44, 0.6),
        ranges=rng.choice((1, 2, 3)),
        rise=rng.uniform(0.06, 0.12),
    )
    canvas, ground, brush = set_stage(order, plan)
    tree_belts(brush, rows=3, near=700)
    if rng.random() < 0.5:
        brush.finish(seed=order.seed)
        x = ground.view.across(rng.choice((0.3, 0.36, 0.64, 0.7)) * order.width, water.far + 120)
        cluster(brush, x, water.far + 120, houses=rng.randint(12, 20), spread=50, deep=0.5)
    _far_bank(brush, water.far + 26)
    brush.finish(seed=order.seed)
    paint_water(canvas, ground, water, order.pal, still=0.65)
    return canvas, ground, brush, water


def _far_bank(brush: Brush, z: float) -> None:
    """Willows, alders and poplars on the other bank, thick here and thin there."""
    rng, ground = brush.rng, brush.ground
    x, stop = ground.view.across(-0.05 * ground.view.width, z), ground.view.across(1.05 * ground.view.width, z)
    phase = rng.random() * 6
    while x < stop:
        thick = 0.5 + 0.5 * math.sin(x / 37 + phase)
        x += rng.uniform(2.5, 5) + (1 - thick) * rng.uniform(0, 16)
        here = z + rng.uniform(-4, 40)
        px, py = ground.view.place(x, ground.relief.at(x, here), here)
        metres = rng.uniform(6, 11) + 9 * thick
        (poplar if rng.random() < 0.3 else round_tree)(brush, px, py, metres * ground.view.focal / here, here)


def boat(order: Order) -> Canvas:
    """A river boat at its mooring: a flat wooden hull, an oar, a post."""
    canvas, _ground, brush, water = _river_stage(order)
    rng = order.rng
    hand = 1 if water.slant > 0 else -1
    view = brush.ground.view
    z = view.focal * (view.eye - water.level) / (view.height * rng.uniform(0.80, 0.86) - view.horizon)
    middle = -hand * z * rng.uniform(0.05, 0.2)
    sheet = Sheet(order.width, order.height, rng)
    paint = rgb(rng.choice(("#2F5F75", "#A8452A", "#3F6236", "#2F5F75")))
    for mirror in (True, False):
        _hull(sheet, brush, middle, z, water.level, paint=paint, mirror=mirror)
    canvas.lay(sheet, seed=4)
    reeds(brush, water, count=60)
    grasses(brush, height=rng.uniform(0.09, 0.16), corner=hand)
    return canvas


def _hull(sheet: Sheet, brush: Brush, x: float, z: float, level: float, *, paint: Colour, mirror: bool) -> None:
    """The boat, or (first) its image in the water."""
    pal, flip = brush.pal, -1.0 if mirror else 1.0
    hand = brush.side

    def at(along: float, up: float, deep: float = 0.0) -> tuple[float, float]:
        return brush.ground.view.place(x + hand * along, level + up * flip * (0.8 if mirror else 1.0), z + deep)

    def ink(colour: Colour, light: float) -> Colour:
        done = brush.tint(colour, light, z)
        return mix(done, pal.lit("water", 0.3), 0.62) if mirror else done

    wood = scale(pal.things["wood"], 1.0)
    rim = [(i / 12, 0.62 + 0.85 * abs(i / 12 - 0.5) ** 2.4 * 3.2) for i in range(13)]
    far = [at(-3.6 + 7.2 * t, h, 0.9 * math.sin(math.pi * t)) for t, h in rim]
    near = [at(-3.6 + 7.2 * t, h, -0.75 * math.sin(math.pi * t)) for t, h in rim]
    keel = [at(-2.7 + 5.4 * t, -0.05, -0.55 * math.sin(math.pi * t)) for t, _ in rim]
    sheet.shape([*far, *reversed(near)], ink(scale(wood, 0.5), 0.2))
    for t in (0.3, 0.56, 0.78):
        pts = [
            at(-3.6 + 7.2 * t, 0.62, 0.7),
            at(-3.3 + 7.2 * t, 0.62, 0.7),
            at(-3.3 + 7.2 * t, 0.62, -0.7),
            at(-3.6 + 7.2 * t, 0.62, -0.7),
        ]
        sheet.cut(pts, ink(scale(wood, 1.25), 0.8), 0.3)
    sheet.shape([*near, *reversed(keel)], ink(paint, 0.65))
    stripe = [(p[0] + (q[0] - p[0]) * 0.30, p[1] + (q[1] - p[1]) * 0.30) for p, q in zip(near, keel, strict=True)]
    sheet.shape([*near, *reversed(stripe)], ink(rgb("#E9DCC0"), 0.8))
    if not mirror:
        sheet.stroke([at(-1.0, 0.8, -0.6), at(2.6, 1.5, -1.4), at(4.4, 1.9, -1.8)], ink(scale(wood, 1.3), 0.9), 2.2 * brush.unit)
    sheet.stroke([at(-5.2, -0.3), at(-5.1, 2.1)], ink(scale(wood, 0.7), 0.5), 5 * brush.unit)
    sheet.stroke([at(-3.5, 1.2), at(-4.3, 0.75), at(-5.15, 1.35)], ink(rgb("#D9C7A0"), 0.7), 1.5 * brush.unit)
