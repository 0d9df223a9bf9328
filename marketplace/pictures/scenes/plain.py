# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plain of the Po: poplar plantations, canals, the river and its boats, fog, the village on the flat."""

from __future__ import annotations

import math

from ..brush import Brush
from ..buildings.village import cluster
from ..canvas import Canvas, Sheet
from ..cover import Parcels
from ..foreground import grasses, meadow, wheat
from ..palette import Colour, mix, rgb, scale
from ..relief import Ground, Relief
from ..stage import Order, Plan, set_stage
from ..trees import poplar, round_tree
from ..water import Band, Water, paint_water


def _flat(order: Order, bed: Water | Band | None = None) -> Relief:
    return Relief(
        ((0.0, 0.0), (4000.0, 0.0), (6000.0, 4.0)),
        ((0.0, 0.35), (200.0, 0.9), (3000.0, 2.0), (6000.0, 4.0)),
        500,
        order.shift(),
        (),
        bed,
    )


def _fields(order: Order, **more) -> Parcels:  # type: ignore[no-untyped-def]
    kind = {
        "long": 260.0,
        "wide": 120.0,
        "turn": order.rng.uniform(-0.25, 0.25),
        "bend": 0.12,
        "shares": (0.28, 0.0, 0.34, 0.16, 0.0, 0.22),
        "spacing": 3.2,
        "salt": order.seed % 997,
    }
    return Parcels(**{**kind, **more})


def _plan(order: Order, relief: Relief, parcels: Parcels, **more) -> Plan:  # type: ignore[no-untyped-def]
    rng = order.rng
    kind = {
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
    parcels = _fields(order, track=track if kind != "wood" else (), near_crop=rng.choice((0, 2, 5)), near_reach=90)
    plan = _plan(order, _flat(order), parcels, ranges=rng.choice((0, 0, 1)))
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
    meadow(brush)
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
    plan = _plan(order, _flat(order, water), _fields(order, near_crop=0, near_reach=50), eye=eye, horizon=rng.uniform(0.42, 0.54))
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
    plan = _plan(
        order,
        _flat(order, water),
        _fields(order, near_crop=0, near_reach=60),
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

    def ink(colour, light):  # type: ignore[no-untyped-def]
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


def fog(order: Order) -> Canvas:
    """The plain in fog: each row of trees paler than the one before it."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    track = ((4.0, hand * -1.5), (80.0, hand * 1.0), (400.0, hand * 12))
    plan = _plan(
        order,
        _flat(order),
        _fields(order, track=track, near_crop=rng.choice((0, 3)), near_reach=70),
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
    meadow(brush)
    grasses(brush, height=0.1, corner=-hand)
    return canvas


def veil(canvas: Canvas, brush: Brush, horizon: float) -> None:
    """Fog over the sky: thick at the horizon, thin above."""
    import numpy as np

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
    parcels = _fields(order, track=track, near_crop=crop, near_reach=80)
    plan = _plan(order, _flat(order, water), parcels, eye=rng.uniform(6, 9), ranges=rng.choice((1, 2, 3)), rise=0.085)
    canvas, ground, brush = set_stage(order, plan)
    tree_belts(brush, rows=4, near=300)
    brush.finish(seed=order.seed)
    cluster(brush, x, z, houses=rng.randint(26, 36), spread=rng.uniform(42, 52), deep=0.6)
    _group(brush, -hand * rng.uniform(24, 32), rng.uniform(66, 80))
    brush.finish(seed=order.seed + 1)
    if water:
        paint_water(canvas, ground, water, order.pal, still=0.7)
        reeds(brush, water, count=90)
    meadow(brush, count=260)
    if crop == 2 and order.pal.season == "summer":
        wheat(brush, height=rng.uniform(0.13, 0.2))
    grasses(brush, height=rng.uniform(0.06, 0.12), corner=-hand, dense=0.7)
    return canvas
