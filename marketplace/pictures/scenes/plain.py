# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plain of the Po: poplar plantations, canals, fog, the village on the flat."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..brush import Brush
from ..buildings.village import cluster
from ..canvas import Canvas
from ..cover import Parcels
from ..foreground import grasses, meadow, wheat
from ..palette import mix
from ..reeds import reeds
from ..relief import Relief
from ..stage import Order, Plan, set_stage
from ..trees import poplar, round_tree
from ..water import Band, Water, paint_water


def flat_land(order: Order, bed: Water | Band | None = None) -> Relief:
    """Land as level as the plain is, perhaps with a stream's bed."""
    return Relief(
        ((0.0, 0.0), (4000.0, 0.0), (6000.0, 4.0)),
        ((0.0, 0.35), (200.0, 0.9), (3000.0, 2.0), (6000.0, 4.0)),
        500,
        order.shift(),
        (),
        bed,
    )


def flat_fields(order: Order, **more: Any) -> Parcels:
    """The long straight fields of the plain."""
    kind: dict[str, Any] = {
        "long": 260.0,
        "wide": 120.0,
        "turn": order.rng.uniform(-0.25, 0.25),
        "bend": 0.12,
        "shares": (0.28, 0.0, 0.34, 0.16, 0.0, 0.22),
        "spacing": 3.2,
        "salt": order.seed % 997,
    }
    return Parcels(**{**kind, **more})


def plain_plan(order: Order, relief: Relief, parcels: Parcels, **more: Any) -> Plan:
    """How the plain is looked at: low, far, a pale line of hills perhaps."""
    rng = order.rng
    kind: dict[str, Any] = {
        "horizon": rng.uniform(0.46, 0.6),
        "eye": rng.uniform(5.0, 9.0),
        "lens": 1350.0,
        "near": 5.0,
        "far": 6000.0,
        "ranges": rng.choice((0, 1, 2)),
        "rise": 0.05,
        "mist": rng.uniform(0.1, 0.35),
        "reach": 2900.0,
        "tall": {2: 0.55, 5: 1.4},
        "bump_reach": 120.0,
    }
    return Plan(relief, parcels, **{**kind, **more})


def tree_belts(brush: Brush, *, rows: int = 5, near: float = 380.0, far: float = 2600.0) -> None:
    """Lines of trees across the plain, far to near: the horizon is never empty."""
    rng, ground = brush.rng, brush.ground
    for i in range(rows):
        z = far * (near / far) ** (i / max(1, rows - 1)) * rng.uniform(0.9, 1.1)
        start, end = sorted((rng.uniform(-0.1, 0.9), rng.uniform(0.1, 1.1)))
        if i < 2:
            start, end = -0.05, 1.05
        x, stop = ground.view.across(start * ground.view.width, z), ground.view.across(end * ground.view.width, z)
        tall_kind = rng.random() < 0.5
        gap = z * rng.uniform(0.006, 0.013)
        while x < stop:
            x += gap * rng.uniform(0.5, 1.6) + (gap * 9 if rng.random() < 0.05 else 0)
            here = z * rng.uniform(0.98, 1.02)
            px, py = ground.view.place(x, ground.relief.at(x, here), here)
            metres = rng.uniform(13, 22) if tall_kind else rng.uniform(7, 13)
            (poplar if tall_kind and rng.random() < 0.85 else round_tree)(brush, px, py, metres * ground.view.focal / here, here)


def plantation(brush: Brush, *, left: float, right: float, near: float, far: float, gap: float, slim: float = 0.24) -> None:
    """Poplars planted in a grid, drawn from the farthest row to the nearest."""
    rng, ground = brush.rng, brush.ground
    z = far
    while z >= near:
        count = round((right - left) / gap)
        for i in range(count + 1):
            x = left + i * gap + rng.uniform(-0.25, 0.25)
            px, py = ground.view.place(x, ground.relief.at(x, z), z)
            size = rng.uniform(21, 24.5) * ground.view.focal / z
            if -size < px < ground.view.width + size:
                poplar(brush, px, py, size, z, slim=slim)
        z -= gap * (1.0 if z < 160 else 2.0)


def plain(order: Order) -> Canvas:
    """Poplars: a plantation beside a track, an avenue, or a wood of them beyond the field."""
    rng, hand, kind = order.rng, order.rng.choice((-1, 1)), order.rng.choice(("side", "avenue", "wood"))
    middle = hand * (rng.uniform(2, 9) if kind != "avenue" else rng.uniform(-1.5, 1.5))
    track = ((4.0, middle - hand * rng.uniform(0, 4)), (60.0, middle), (300.0, middle + hand * 4), (2000.0, middle + hand * 40))
    parcels = flat_fields(order, track=track if kind != "wood" else (), near_crop=rng.choice((0, 2, 5)), near_reach=90)
    plan = plain_plan(order, flat_land(order), parcels, ranges=rng.choice((0, 0, 1)))
    canvas, _ground, brush = set_stage(order, plan)
    tree_belts(brush)
    brush.finish(seed=order.seed)
    if kind == "side":
        a, b = sorted((middle + hand * 5.0, middle + hand * 62.0))
        plantation(brush, left=a, right=b, near=rng.uniform(30, 44), far=240, gap=7.0)
    elif kind == "avenue":
        plantation(brush, left=middle - 6.5, right=middle + 6.5, near=rng.uniform(22, 30), far=330, gap=13.0, slim=rng.uniform(0.15, 0.2))
    else:
        a, b = sorted((hand * rng.uniform(4, 14), -hand * 70.0))
        plantation(brush, left=a, right=b, near=rng.uniform(80, 100), far=170, gap=8.0, slim=0.2)
        _group(brush, hand * rng.uniform(17, 24), rng.uniform(58, 74))
    brush.finish(seed=order.seed)
    meadow(brush, count=300, far=21 if kind == "avenue" else 28)
    if order.pal.season == "summer" and kind == "wood":
        wheat(brush, height=rng.uniform(0.14, 0.2))
    else:
        grasses(brush, height=rng.uniform(0.07, 0.13), corner=hand)
    return canvas


def _group(brush: Brush, x: float, z: float) -> None:
    """Two or three trees that stand together."""
    rng, ground = brush.rng, brush.ground
    for i in range(rng.choice((1, 2, 3))):
        px, pz = x + i * rng.uniform(3, 6) * (1 if x > 0 else -1), z + 4 - i * 2
        sx, sy = ground.view.place(px, ground.relief.at(px, pz), pz)
        round_tree(brush, sx, sy, rng.uniform(8, 12) * ground.view.focal / pz, pz)


def canal(order: Order) -> Canvas:
    """A canal runs to the horizon between poplars."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    offset, sway = hand * rng.uniform(-2, 9), hand * rng.uniform(-26, 26)
    line = ((0.0, offset), (60.0, offset + sway * 0.15), (300.0, offset + sway), (1500.0, offset + sway * 6))
    water = Water(line, rng.uniform(4.5, 8.5), level=-1.3, bank=0.8)
    eye = rng.uniform(4.5, 8.0)
    plan = plain_plan(
        order, flat_land(order, water), flat_fields(order, near_crop=0, near_reach=50), eye=eye, horizon=rng.uniform(0.42, 0.54)
    )
    canvas, ground, brush = set_stage(order, plan)
    tree_belts(brush, rows=4)
    sides = rng.choice(((hand,), (hand,), (-1, 1)))
    for z in (z * rng.uniform(0.985, 1.015) for z in (420 * 0.945**i for i in range(46))):
        if z < 30:
            break
        for side in sides:
            x = water.middle(z)[0] + side * (water.half + 3.5)
            px, py = ground.view.place(x, ground.relief.at(x, z), z)
            poplar(brush, px, py, rng.uniform(19, 24) * ground.view.focal / z, z, slim=0.18)
    if len(sides) == 1:
        _group(brush, offset - hand * (water.half + rng.uniform(8, 16)), rng.uniform(50, 90))
    brush.finish(seed=order.seed)
    paint_water(canvas, ground, water, order.pal, still=0.75)
    reeds(brush, water, count=120)
    grasses(brush, height=rng.uniform(0.06, 0.1), corner=-hand)
    return canvas


def fog(order: Order) -> Canvas:
    """The plain in fog: each row of trees paler than the one before it."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    track = ((4.0, hand * -1.5), (80.0, hand * 1.0), (400.0, hand * 12))
    plan = plain_plan(
        order,
        flat_land(order),
        flat_fields(order, track=track, near_crop=rng.choice((0, 3)), near_reach=70),
        ranges=0,
        mist=0.97,
        clouds=False,
        reach=rng.uniform(230, 330),
        eye=rng.uniform(4, 6),
        horizon=rng.uniform(0.5, 0.62),
    )
    canvas, ground, brush = set_stage(order, plan)
    veil(canvas, brush, plan.horizon)
    tree_belts(brush, rows=4, near=170, far=420)
    if rng.random() < 0.5:
        brush.finish(seed=order.seed)
        cluster(brush, -hand * rng.uniform(20, 40), 150, houses=8, spread=24, deep=0.5)
    gap, slim = rng.uniform(14, 19), rng.uniform(0.15, 0.2)
    for i in range(13):
        z = 235 - i * gap + rng.uniform(-2, 2)
        if z < 26:
            break
        for x in (hand * 6.5, -hand * 60.0, hand * 42.0):
            px, py = ground.view.place(x + rng.uniform(-0.4, 0.4), ground.relief.at(x, z), z)
            poplar(brush, px, py, rng.uniform(20, 25) * ground.view.focal / z, z, slim=slim)
    z = rng.uniform(52, 74)
    _group(brush, -hand * rng.uniform(12, 20), z)
    brush.finish(seed=order.seed)
    meadow(brush, count=300, far=25)
    grasses(brush, height=0.1, corner=-hand)
    return canvas


def veil(canvas: Canvas, brush: Brush, horizon: float) -> None:
    """Fog over the sky: thick at the horizon, thin above."""
    rows = np.arange(canvas.height, dtype=np.float32)[:, None] / canvas.height
    cover = np.clip(1.06 - (horizon - rows) / horizon * 0.75, 0.2, 0.97) * (rows < horizon + 0.01)
    canvas.wash(
        mix(brush.pal.air, brush.pal.horizon, 0.3),
        np.broadcast_to(cover, (canvas.height, canvas.width)).astype(np.float32),
    )


def village_plain(order: Order) -> Canvas:
    """A village of the plain: roofs and a bell tower beyond the fields or the water."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    z, part = rng.uniform(125, 185), 0.5 + hand * rng.uniform(0.1, 0.18)
    x = (part - 0.5) * z * 1600 / 1350
    wet = rng.random() < 0.4
    water = Band(rng.uniform(15, 20), z * rng.uniform(0.5, 0.62), level=-1.2, bank=0.5, waver=3) if wet else None
    track = () if wet else ((4.0, -hand * rng.uniform(0, 5)), (60.0, rng.uniform(-6, 6)), (z, x))
    crop = 0 if wet else rng.choice((0, 2, 2, 5))
    parcels = flat_fields(order, track=track, near_crop=crop, near_reach=80)
    plan = plain_plan(order, flat_land(order, water), parcels, eye=rng.uniform(6, 9), ranges=rng.choice((1, 2, 3)), rise=0.085)
    canvas, ground, brush = set_stage(order, plan)
    tree_belts(brush, rows=4, near=300)
    brush.finish(seed=order.seed)
    cluster(brush, x, z, houses=rng.randint(26, 36), spread=rng.uniform(42, 52), deep=0.6)
    _group(brush, -hand * rng.uniform(24, 32), rng.uniform(66, 80))
    brush.finish(seed=order.seed + 1)
    if water:
        paint_water(canvas, ground, water, order.pal, still=0.7)
        reeds(brush, water, count=90)
    meadow(brush, count=260, far=60)
    if crop == 2 and order.pal.season == "summer":
        wheat(brush, height=rng.uniform(0.13, 0.2))
    grasses(brush, height=rng.uniform(0.06, 0.12), corner=-hand, dense=0.7)
    return canvas
