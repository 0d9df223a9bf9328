# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Close to the ground: the wheat field, melons and pumpkins, the chestnut wood, the wide sky at night."""

from __future__ import annotations

import math

from ..brush import Brush
from ..buildings.village import cluster
from ..canvas import Canvas
from ..cover import Parcels
from ..foreground import grasses, wheat
from ..palette import mix, rgb, scale
from ..relief import Mound, Relief
from ..stage import Order, Plan, set_stage
from ..trees import cypress, leafy, round_tree, scatter
from .hills import farm_on_slope


def _gentle(order: Order, *mounds: Mound) -> Relief:
    profile = ((0.0, 0.0), (70.0, 0.0), (300.0, -8.0), (900.0, 20.0), (2000.0, 62.0), (4000.0, 120.0))
    swell = ((0.0, 0.4), (70.0, 2.5), (300.0, 16.0), (900.0, 46.0), (2000.0, 80.0), (4000.0, 120.0))
    return Relief(profile, swell, order.rng.uniform(600, 1000), order.shift(), mounds)


def fields(order: Order) -> Canvas:
    """Grain: green in spring, standing in summer, furrows in autumn, snow in winter; one tree on the rise."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    z = rng.uniform(85, 120)
    x = hand * z * rng.uniform(0.14, 0.26)
    rise = Mound(x, z, rng.uniform(5, 8), 90, 60, 0.1)
    crop = 3 if order.pal.season == "autumn" else 2
    track = ((4.0, -hand * 2.0), (40.0, -hand * 3.0), (z, x - hand * 7)) if rng.random() < 0.6 else ()
    parcels = Parcels(
        salt=order.seed % 997,
        turn=rng.uniform(-0.4, 0.4),
        shares=(0.2, 0.2, 0.4, 0.12, 0.08, 0),
        spacing=3.4,
        near_crop=crop,
        near_reach=210,
        track=track,
    )
    plan = Plan(
        _gentle(order, rise),
        parcels,
        horizon=rng.uniform(0.5, 0.6),
        eye=rng.uniform(3.4, 5.0),
        near=4.5,
        mist=rng.uniform(0.15, 0.4),
        rise=0.22,
        tall={1: 1.9, 2: 0.7},
        bump_reach=150,
    )
    canvas, ground, brush = set_stage(order, plan)
    scatter(brush, parcels, count=240, near=240)
    farm_on_slope(brush, rng.uniform(0.2, 0.8), rng.uniform(420, 800))
    brush.finish(seed=order.seed)
    if order.pal.season == "summer" and rng.random() < 0.5:
        bales(brush, x, z)
    px, py = ground.view.place(x, ground.relief.at(x, z), z)
    round_tree(brush, px, py + 2, rng.uniform(12, 15) * ground.view.focal / z, z)
    brush.finish(seed=order.seed)
    _stalks(order, brush, hand)
    return canvas


def _stalks(order: Order, brush: Brush, hand: int) -> None:
    """What grows at the beholder's feet, by season."""
    if order.pal.season in ("summer", "spring"):
        wheat(brush, height=order.rng.uniform(0.18, 0.27))
        if order.pal.season == "spring":
            grasses(brush, height=0.12, dense=0.25)
    elif order.pal.season == "winter":
        grasses(brush, height=0.11, dense=0.35, corner=-hand)
    else:
        grasses(brush, height=0.10, dense=0.6, corner=-hand)


def bales(brush: Brush, x: float, z: float) -> None:
    """Round bales of straw left on the field."""
    rng, ground, things = brush.rng, brush.ground, brush.pal.things
    for pz in sorted((rng.uniform(30, 100) for _ in range(6)), reverse=True):
        px = rng.uniform(-0.42, 0.42) * pz * 1.05
        if abs(px - x) < 9 and abs(pz - z) < 12:
            continue
        sx, sy = ground.view.place(px, ground.relief.at(px, pz), pz)
        r = 0.8 * ground.view.focal / pz
        brush.shadow(sx, sy, r * 2.2, r * 0.22)
        long = r * 0.9 * brush.side
        body = brush.tint(scale(things["crop"], 0.85), 0.5, pz)
        brush.sheet.oval(sx - long, sy - r, r * 0.8, r, body)
        brush.sheet.shape([(sx - long, sy - 2 * r), (sx, sy - 2 * r), (sx, sy), (sx - long, sy)], brush.tint(things["crop"], 0.6, pz))
        brush.sheet.oval(sx, sy - r, r * 0.8, r, brush.tint(things["crop2"], 1.0, pz))
        for part in (0.7, 0.42, 0.18):
            ring = [(sx + math.cos(a / 10 * math.pi) * r * 0.8 * part, sy - r + math.sin(a / 10 * math.pi) * r * part) for a in range(21)]
            brush.sheet.stroke(ring, brush.tint(scale(things["crop"], 0.8), 0.7, pz), max(0.6, r * 0.04))


def patch(order: Order) -> Canvas:
    """Rows of melons (summer) or pumpkins (autumn) that run to the farm; leaves in spring, snow in winter."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    parcels = Parcels(
        long=240,
        wide=110,
        salt=order.seed % 997,
        turn=0.0,
        bend=0.15,
        shares=(0.3, 0.25, 0.25, 0.12, 0.08, 0),
        spacing=2.6,
        near_crop=3,
        near_reach=75,
    )
    plan = Plan(
        _gentle(order),
        parcels,
        horizon=rng.uniform(0.36, 0.44),
        eye=rng.uniform(2.6, 3.4),
        near=3.0,
        mist=rng.uniform(0.2, 0.4),
        rise=0.18,
        tall={1: 1.9},
        bump_reach=150,
    )
    canvas, _ground, brush = set_stage(order, plan)
    scatter(brush, parcels, count=220, near=90)
    farm_on_slope(brush, 0.5 + hand * 0.2, rng.uniform(170, 230))
    brush.finish(seed=order.seed)
    _gourds(brush, rng.uniform(-0.10, 0.10))
    brush.finish(seed=order.seed)
    return canvas


def _gourds(brush: Brush, slant: float) -> None:
    rng, ground, pal = brush.rng, brush.ground, brush.pal
    z = 62.0
    while z > 4.2:
        for row in range(-16, 17):
            x = row * 2.1 + slant * z + rng.uniform(-0.3, 0.3)
            pz = z * rng.uniform(0.985, 1.015)
            px, py = ground.view.place(x, ground.relief.at(x, pz), pz)
            if not -60 < px < ground.view.width + 60:
                continue
            unit = ground.view.focal / pz
            _leaves(brush, px, py, unit, pz)
            if rng.random() < (0.62 if pal.season in ("summer", "autumn") else 0.12 if pal.season == "winter" else 0.0):
                gourd(brush, px + rng.uniform(-0.4, 0.4) * unit, py + 0.06 * unit, rng.uniform(0.24, 0.40) * unit, pz)
        z *= 0.952 if z > 16 else 0.90


def _leaves(brush: Brush, x: float, y: float, unit: float, z: float) -> None:
    rng, pal = brush.rng, brush.pal
    if pal.snow and rng.random() < 0.6:
        return
    green = {"spring": rgb("#8FAE5C"), "summer": rgb("#5E8448"), "autumn": rgb("#8A8A4A"), "winter": rgb("#9A8C78")}[pal.season]
    for _ in range(5 if unit > 30 else 2):
        lx, ly = x + rng.gauss(0, 0.38) * unit, y - rng.uniform(0, 0.14) * unit
        tone = scale(green, rng.uniform(0.7, 1.15))
        leafy(brush, lx, ly, rng.uniform(0.10, 0.2) * unit, brush.tint(tone, rng.random(), z))


def gourd(brush: Brush, x: float, y: float, r: float, z: float) -> None:
    """A pumpkin (autumn, winter) or a melon (summer): ribs, a lit side, a stalk."""
    rng, pal, side = brush.rng, brush.pal, brush.side
    melon = pal.season == "summer"
    base = mix(rgb("#C9BE7A"), rgb("#9DAA62"), rng.random()) if melon else mix(rgb("#D9742F"), rgb("#B85A2A"), rng.random())
    if not melon and rng.random() < 0.15:
        base = rgb("#7F9070")
    flat = 0.92 if melon else 0.74
    brush.shadow(x, y, r * 1.7, r * 0.25)
    brush.sheet.oval(x, y - r * flat, r, r * flat, brush.tint(scale(base, 0.68), 0.15, z))
    brush.sheet.oval(x + side * r * 0.12, y - r * flat * 1.04, r * 0.86, r * flat * 0.9, brush.tint(base, 0.6, z))
    brush.sheet.oval(x + side * r * 0.34, y - r * flat * 1.16, r * 0.5, r * flat * 0.62, brush.tint(scale(base, 1.1), 1.0, z))
    if r > 9:
        for i in range(-3, 4):
            bow = i / 3.4
            rib = [
                (
                    x + bow * r * math.sin(math.pi * (0.08 + 0.84 * t / 8)),
                    y - 2 * r * flat * (1 - (0.03 + 0.94 * t / 8)),
                )
                for t in range(9)
            ]
            brush.sheet.stroke(rib, brush.tint(scale(base, 0.74 if not melon else 1.2), 0.5, z), max(0.7, r * 0.045))
    stalk = brush.tint(rgb("#6E7A45"), 0.5, z)
    brush.sheet.stroke(
        [(x, y - 1.9 * r * flat), (x + r * 0.06, y - 2.15 * r * flat), (x + r * 0.24, y - 2.3 * r * flat)],
        stalk,
        max(0.8, r * 0.12),
    )
    if pal.snow:
        brush.sheet.oval(x, y - r * flat * 1.72, r * 0.62, r * 0.28, brush.tint("white", 1.0, z))


def night(order: Order) -> Canvas:
    """A wide sky over dark hills; a few windows far away."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    z = rng.uniform(380, 520)
    x = hand * z * rng.uniform(0.15, 0.28)
    hill = Mound(x, z, rng.uniform(26, 36), 190, 150, 0.25)
    plan = Plan(
        _gentle(order, hill),
        Parcels(salt=order.seed % 997, turn=rng.uniform(-0.5, 0.5), near_crop=0, near_reach=60),
        horizon=rng.uniform(0.74, 0.8),
        eye=rng.uniform(8, 14),
        near=5,
        rise=0.16,
        mist=rng.uniform(0.3, 0.6),
    )
    canvas, ground, brush = set_stage(order, plan)
    scatter(brush, plan.parcels, count=200, clear=(x, z, 60))
    brush.finish(seed=order.seed)
    cluster(brush, x, z, houses=rng.randint(10, 16), spread=42, heart=rng.choice(("church", "castle")))
    brush.finish(seed=order.seed)
    for i in range(rng.choice((1, 2, 3))):
        pz = rng.uniform(38, 60)
        px = -hand * pz * (0.25 + 0.07 * i)
        sx, sy = ground.view.place(px, ground.relief.at(px, pz), pz)
        (cypress if i or rng.random() < 0.6 else round_tree)(brush, sx, sy, rng.uniform(8, 12) * ground.view.focal / pz, pz)
    brush.finish(seed=order.seed)
    grasses(brush, height=0.07, corner=-hand)
    return canvas
