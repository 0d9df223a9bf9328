# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hill scenes: ridges, vineyards, a village on its hill, the hills by night."""

from __future__ import annotations

from ..brush import Brush
from ..buildings.village import cluster, plain_house
from ..canvas import Canvas
from ..cover import Parcels
from ..foreground import fallen_leaves, grasses, wheat
from ..relief import Mound, Relief
from ..stage import Order, Plan, set_stage
from ..trees import cypress, round_tree, scatter
from ..vines import Rows, plant_rows


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
    farm_on_slope(brush, rng.uniform(0.2, 0.8), rng.uniform(800, 1300))
    farm_on_slope(brush, rng.choice((0.3, 0.34, 0.66, 0.7)), rng.uniform(250, 430), houses=rng.randint(3, 5))
    brush.finish(seed=order.seed)
    if order.pal.season == "autumn" and rng.random() < 0.5:
        fallen_leaves(brush, top=0.9, count=90)
    grasses(brush, height=rng.uniform(0.08, 0.17), corner=rng.choice((-1, 1, 0)))
    return canvas


def farm_on_slope(brush: Brush, part: float, z: float, *, houses: int = 2) -> None:
    """A farm with cypresses and a tree or two, where the slope can be seen."""
    rng, ground = brush.rng, brush.ground
    for _ in range(14):
        x = ground.view.across(part * ground.view.width, z)
        if ground.visible(x, z):
            break
        part, z = rng.uniform(0.15, 0.85), z * rng.uniform(0.85, 1.2)
    else:
        return
    lean, hand = rng.choice((-0.5, 0.5)) + rng.uniform(-0.15, 0.15), rng.choice((-1, 1))
    spots: list[tuple[float, float, str]] = [
        (x - hand * (13 + i * 4.5), z + rng.uniform(2, 9), "cypress") for i in range(rng.randint(2, 5))
    ]
    spots += [(x + rng.uniform(-16, 16), z + 14, "tree") for _ in range(houses)]
    spots += [(x + hand * i * 11 + rng.uniform(-2, 2), z + rng.choice((0, 5)), "house") for i in range(houses)]
    for px, pz, kind in sorted(spots, key=lambda s: -s[1]):
        base = ground.relief.at(px, pz)
        if kind == "house":
            plain_house(brush, px, pz, base - 0.8, big=rng.uniform(1.0, 1.3), turn=lean + rng.uniform(-0.1, 0.1))
            continue
        sx, sy = ground.view.place(px, base, pz)
        (cypress if kind == "cypress" else round_tree)(brush, sx, sy, rng.uniform(9, 14) * ground.view.focal / pz, pz)


def vineyards(order: Order) -> Canvas:
    """Rows that run down before us and climb the next slope."""
    rng = order.rng
    parcels = Parcels(
        long=240,
        wide=130,
        salt=order.seed % 997,
        turn=rng.uniform(-0.35, 0.35),
        bend=0.5,
        shares=(0.16, 0.62, 0.08, 0.07, 0.07, 0),
        near_crop=0,
        near_reach=150,
    )
    plan = Plan(
        _rolling(order, drop=1.25),
        parcels,
        horizon=rng.uniform(0.27, 0.36),
        eye=rng.uniform(41.5, 44),
        near=4.5,
        mist=rng.uniform(0.15, 0.45),
    )
    canvas, _ground, brush = set_stage(order, plan)
    scatter(brush, plan.parcels, count=260, near=220)
    farm_on_slope(brush, rng.choice((0.3, 0.34, 0.66, 0.7)), rng.uniform(330, 480), houses=4)
    farm_on_slope(brush, rng.uniform(0.2, 0.8), rng.uniform(600, 1000))
    brush.finish(seed=order.seed)
    rows = Rows(rng.uniform(2.5, 3.1), rng.uniform(-0.4, 0.4) + 1.3, rng.uniform(-0.3, 0.3), rng.uniform(-0.12, 0.12), 6.2, 125)
    plant_rows(brush, rows)
    brush.finish(seed=order.seed + 1)
    grasses(brush, height=0.06, dense=0.5)
    return canvas


def village_hill(order: Order) -> Canvas:
    """A village crowns a hill, its tower above the roofs."""
    rng = order.rng
    z = rng.uniform(300, 390)
    part = rng.choice((0.31, 0.35, 0.39, 0.61, 0.65, 0.69))
    x = (part - 0.5) * z * 1600 / 1500
    hill = Mound(x, z, rng.uniform(40, 58), rng.uniform(170, 230), rng.uniform(120, 160), 0.3)
    shoulder = Mound(x * 0.4 + rng.uniform(-40, 40), z * 0.72, rng.uniform(6, 16), 150, 90, 0.2)
    before = rng.choice(("meadow", "vines", "wheat"))
    parcels = Parcels(
        long=120,
        wide=70,
        salt=order.seed % 997,
        turn=rng.uniform(-0.6, 0.6),
        near_crop=2 if before == "wheat" else 0,
        near_reach=100,
    )
    plan = Plan(
        _rolling(order, mounds=(hill, shoulder)),
        parcels,
        horizon=rng.uniform(0.46, 0.54),
        eye=rng.uniform(42, 52),
        mist=rng.uniform(0.25, 0.6),
    )
    canvas, _ground, brush = set_stage(order, plan)
    scatter(brush, plan.parcels, count=330, near=130, clear=(x, z, 70))
    brush.finish(seed=order.seed)
    heart = rng.choice(("church", "church", "castle"))
    cluster(brush, x, z - 6, houses=rng.randint(34, 46), spread=rng.uniform(54, 66), heart=heart, deep=0.7)
    if heart == "castle":
        cluster(brush, x + rng.choice((-32, 32)), z - 26, houses=5, spread=18, deep=0.6)
    brush.finish(seed=order.seed + 1)
    if before == "vines":
        plant_rows(brush, Rows(rng.uniform(2.5, 3.1), 1.3, rng.uniform(-0.3, 0.3), rng.uniform(-0.12, 0.12), 6.2, 95))
        brush.finish(seed=order.seed + 2)
    elif before == "wheat" and order.pal.season == "summer":
        wheat(brush, height=rng.uniform(0.12, 0.18))
    tall = 0.06 if before == "vines" else rng.uniform(0.07, 0.15)
    grasses(brush, height=tall, corner=1 if part < 0.5 else -1)
    return canvas
