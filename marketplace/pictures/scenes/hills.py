# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hill scenes: ridges, vineyards, a village on its hill, the hills by night."""

from __future__ import annotations

from ..buildings.village import cluster, plain_house
from ..canvas import Canvas
from ..cover import Parcels
from ..foreground import fallen_leaves, grasses
from ..relief import Mound, Relief
from ..stage import Order, Plan, set_stage
from ..trees import cypress, scatter


def _rolling(order: Order, *, mounds: tuple[Mound, ...] = (), drop: float = 1.0) -> Relief:
    rng = order.rng
    profile = ((0.0, 36.0), (60.0, 27.0), (300.0, -25.0 * drop), (900.0, -6.0), (1800.0, 26.0), (4000.0, 75.0))
    swell = ((0.0, 2.0), (60.0, 4.0), (300.0, 34.0), (900.0, 62.0), (2000.0, 84.0), (4000.0, 115.0))
    return Relief(profile, swell, rng.uniform(800, 1200), order.shift(), mounds)


def hills(order: Order) -> Canvas:
    """Ridges of the Apennine foothills, one farm, cypresses on a crest."""
    rng = order.rng
    plan = Plan(
        _rolling(order),
        Parcels(salt=order.seed % 997, turn=rng.uniform(-0.6, 0.6), near_crop=0, near_reach=60),
        horizon=rng.uniform(0.33, 0.43),
        eye=rng.uniform(50, 66),
        mist=rng.uniform(0.2, 0.55),
    )
    canvas, _ground, brush = set_stage(order, plan)
    scatter(brush, plan.parcels, count=420)
    for _ in range(3):
        farm_on_slope(brush, rng.uniform(0.15, 0.85), rng.uniform(420, 1300))
    brush.finish(seed=order.seed)
    if order.pal.season == "autumn" and rng.random() < 0.5:
        fallen_leaves(brush, top=0.9, count=90)
    grasses(brush, height=rng.uniform(0.08, 0.17), corner=rng.choice((-1, 1, 0)))
    return canvas


def farm_on_slope(brush, part: float, z: float) -> None:  # type: ignore[no-untyped-def]
    """A house or two with cypresses, where the slope can be seen."""
    rng, ground = brush.rng, brush.ground
    for _ in range(12):
        x = ground.view.across(part * ground.view.width, z)
        if ground.visible(x, z):
            break
        part, z = rng.uniform(0.1, 0.9), z * rng.uniform(0.85, 1.2)
    else:
        return
    for i in range(rng.choice((2, 3, 4))):
        px, py = ground.view.place(x - 14 - i * 5, ground.relief.at(x - 14 - i * 5, z + 6), z + 6)
        cypress(brush, px, py, rng.uniform(9, 14) * ground.view.focal / z, z)
    plain_house(brush, x + 9, z + 5, ground.relief.at(x + 9, z + 5) - 0.6, turn=0.5)
    plain_house(brush, x, z, ground.relief.at(x, z) - 0.8, big=1.2, turn=0.5 + rng.uniform(-0.2, 0.2))


def vineyards(order: Order) -> Canvas:
    """Rows that run down before us and climb the next slope."""
    rng = order.rng
    parcels = Parcels(
        long=240,
        wide=130,
        salt=order.seed % 997,
        turn=rng.uniform(-0.35, 0.35),
        bend=0.5,
        shares=(0.12, 0.72, 0.06, 0.05, 0.05, 0),
        spacing=4.2,
        near_crop=1,
        near_reach=170,
    )
    plan = Plan(
        _rolling(order, drop=1.3),
        parcels,
        horizon=rng.uniform(0.28, 0.36),
        eye=rng.uniform(44, 50),
        mist=rng.uniform(0.1, 0.35),
        tall={1: 2.0, 2: 0.6},
        bump_reach=320,
    )
    canvas, _ground, brush = set_stage(order, plan)
    scatter(brush, plan.parcels, count=260, near=200)
    for _ in range(2):
        farm_on_slope(brush, rng.uniform(0.2, 0.8), rng.uniform(450, 1000))
    brush.finish(seed=order.seed)
    return canvas


def village_hill(order: Order) -> Canvas:
    """A village crowns a hill, its tower above the roofs."""
    rng = order.rng
    z = rng.uniform(430, 560)
    part = rng.choice((0.32, 0.36, 0.64, 0.68))
    x = (part - 0.5) * z * 1600 / 1500
    hill = Mound(x, z, rng.uniform(62, 78), rng.uniform(210, 260), rng.uniform(170, 210), 0.26)
    plan = Plan(
        _rolling(order, mounds=(hill,)),
        Parcels(salt=order.seed % 997, turn=rng.uniform(-0.6, 0.6), near_crop=rng.choice((0, 1)), near_reach=120),
        horizon=rng.uniform(0.40, 0.46),
        eye=rng.uniform(46, 56),
        mist=rng.uniform(0.25, 0.6),
    )
    canvas, _ground, brush = set_stage(order, plan)
    scatter(brush, plan.parcels, count=330, clear=(x, z, 75))
    brush.finish(seed=order.seed)
    cluster(
        brush,
        x,
        z - 8,
        houses=rng.randint(24, 34),
        spread=62,
        heart=rng.choice(("church", "church", "castle")),
        deep=0.7,
    )
    brush.finish(seed=order.seed + 1)
    grasses(brush, height=rng.uniform(0.06, 0.14), corner=1 if part < 0.5 else -1)
    return canvas
