# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The path through the chestnut wood."""

from __future__ import annotations

import math

import numpy as np

from ..brush import Brush
from ..canvas import Canvas, Sheet
from ..cover import Parcels
from ..foreground import fallen_leaves, grasses
from ..palette import Colour, mix, rgb, scale
from ..relief import Relief
from ..stage import Order, Plan, set_stage
from ..trees import bare_tree, leafy


def trail(order: Order) -> Canvas:
    """The path through the chestnut wood."""
    rng = order.rng
    sway = rng.uniform(3, 7) * rng.choice((-1, 1))
    track = tuple((z, sway * math.sin(z / rng.uniform(19, 23) + 0.3)) for z in (3.0, 6.0, 10.0, 15.0, 21.0, 28.0, 36.0, 46.0, 60.0, 90.0))
    relief = Relief(((0, 0), (40, 1.5), (120, 9), (400, 20)), ((0, 0.25), (30, 1.2), (120, 4), (400, 10)), 120, order.shift())
    parcels = Parcels(
        salt=order.seed % 997,
        shares=(1, 0, 0, 0, 0, 0),
        long=900,
        wide=900,
        near_crop=0,
        near_reach=500,
        track=track,
        track_width=2.6,
    )
    horizon = rng.uniform(0.5, 0.58)
    plan = Plan(relief, parcels, horizon=horizon, eye=2.0, lens=1150, near=2.6, far=400, ranges=0, mist=0.0, reach=150, tall={})
    canvas, _ground, brush = set_stage(order, plan)
    canvas.wash(mix(brush.pal.air, brush.pal.lit("tree2", 1.0), 0.18), 0.45)
    _carpet(brush)
    dapples(brush)
    for depth, (z0, z1, count) in enumerate(((62, 110, 46), (34, 60, 26), (19, 33, 14), (9.5, 17, 7))):
        _canopy(brush, depth, (z0 + z1) / 2)
        for z in sorted((rng.uniform(z0, z1) for _ in range(count)), reverse=True):
            trunk(brush, _beside_path(brush, order.width, z, track), z)
        brush.finish(seed=order.seed + depth)
    beams(brush)
    if order.pal.season in ("autumn", "summer", "spring"):
        fallen_leaves(brush, top=0.66, count=190 if order.pal.season == "autumn" else 24)
    grasses(brush, height=0.08, dense=0.7)
    return canvas


def _beside_path(brush: Brush, width: int, z: float, track: tuple[tuple[float, float], ...]) -> float:
    """A place for a trunk at distance `z`: anywhere in view but not on the path."""
    x = brush.rng.uniform(-0.62, 0.62) * width * z / brush.ground.view.focal
    middle = float(np.interp(z, [t[0] for t in track], [t[1] for t in track]))
    if abs(x - middle) < 2.3:
        x = middle + math.copysign(brush.rng.uniform(2.4, 4.0), x - middle)
    return x


def _carpet(brush: Brush) -> None:
    """What lies and grows under the trees: leaves in autumn, ferns and grass else, snow bare."""
    rng, ground, pal = brush.rng, brush.ground, brush.pal
    if pal.snow:
        return
    count = 1100 if pal.season == "autumn" else 520
    near, far = math.log(3.2), math.log(70)
    zs = np.exp(np.array(sorted((rng.uniform(near, far) for _ in range(count)), reverse=True), np.float32))
    xs = np.array([rng.uniform(-0.55, 0.55) for _ in range(count)], np.float32) * ground.view.width * zs / ground.view.focal
    cols, rows, seen = ground.standing(xs, zs)
    trodden = brush.parcels.bare(xs, zs) > 0.2 if brush.parcels else xs > 1e9
    for px, py, z, clear, bare in zip(cols.tolist(), rows.tolist(), zs.tolist(), seen.tolist(), trodden.tolist(), strict=True):
        unit = ground.view.focal / z
        if clear and pal.season == "autumn":
            r = rng.uniform(0.05, 0.11) * unit
            tone = scale(pal.things[rng.choice(("leaf", "tree2", "poplar", "vine"))], rng.uniform(0.75, 1.05))
            brush.sheet.oval(px, py, r, r * 0.45, brush.tint(tone, rng.random(), z))
        elif clear and not bare:
            tone = mix(pal.things["tree"], pal.things["meadow"], rng.random())
            for _ in range(5):
                tall = rng.uniform(0.15, 0.5) * unit
                tip = (px + rng.gauss(0, 0.55) * tall, py - tall)
                brush.sheet.blade(px, py, tip, max(1.0, 0.05 * unit), brush.tint(tone, rng.random(), z))
    brush.finish()


def dapples(brush: Brush) -> None:
    """Spots of sun that fall through the leaves."""
    pal, rng, ground = brush.pal, brush.rng, brush.ground
    if pal.hour in ("night", "dusk") or pal.snow:
        return
    sheet = Sheet(brush.canvas.width, brush.canvas.height, rng)
    for _ in range(260):
        z = math.exp(rng.uniform(math.log(4), math.log(60)))
        x = rng.uniform(-0.55, 0.55) * ground.view.width * z / ground.view.focal
        px, py = ground.view.place(x, ground.relief.at(x, z), z)
        r = rng.uniform(0.15, 0.6) * ground.view.focal / z
        sheet.oval(px, py, r, r * 0.28, (1, 1, 1))
    ink, top = sheet.reduced()
    if ink is None:
        return
    part = brush.canvas.rgb[top : top + ink.shape[0]]
    part *= 1 + ink[..., 3:] * np.asarray((0.20, 0.17, 0.06), np.float32)


def _canopy(brush: Brush, depth: int, z: float) -> None:
    """Leaves overhead, one screen for each depth; bare twigs in winter."""
    rng, pal, w, h = brush.rng, brush.pal, brush.canvas.width, brush.canvas.height
    if pal.snow:
        return
    low = (0.47, 0.42, 0.34, 0.24)[depth]
    inks: list[Colour] = [mix(pal.things["tree"], pal.things["tree2"], p) for p in (0.1, 0.35, 0.6, 0.9)]
    if pal.season == "spring":
        inks = [mix(c, rgb("#B4C86A"), 0.35) for c in inks]
    size = (13, 19, 28, 40)[depth] * brush.unit
    for i in range((520, 400, 280, 190)[depth]):
        x = rng.uniform(-0.02, 1.02) * w
        arch = 0.55 + 0.45 * abs(x / w * 2 - 1) ** 1.5
        y = h * low * arch * rng.random() ** 0.75 * rng.uniform(0.7, 1.25)
        share = min(3, max(0, int(rng.gauss(i / 80 % 4, 1.1))))
        leafy(brush, x, y, size * rng.uniform(0.5, 1.2), brush.tint(scale(inks[share], 0.86), 0.25 + 0.25 * share, z))


def trunk(brush: Brush, x: float, z: float) -> None:
    """A chestnut's trunk: a flared foot, a fork, furrows that twist."""
    rng, ground, pal = brush.rng, brush.ground, brush.pal
    px, py = ground.view.place(x, ground.relief.at(x, z), z)
    unit = ground.view.focal / z
    r = rng.uniform(0.16, 0.36) * unit
    bark = mix(pal.things["trunk"], rgb("#8A7A68"), rng.random() * 0.6)
    lean = rng.gauss(0, 0.05)
    top = min(py, 10.5 * unit)
    brush.shadow(px, py, r * 6, r * 0.35)

    def edge(t: float, s: float) -> tuple[float, float]:
        flare = 1 + 0.9 * math.exp(-t * 16) - 0.35 * t
        return px + lean * t * top + s * r * flare + math.sin(t * 7 + x) * r * 0.12, py - t * top

    for a, b, light in ((-1.0, 1.0, 0.15), (-0.3, 1.0, 0.55), (0.35, 0.92, 1.0)):
        lo, hi = (a, b) if brush.side > 0 else (-b, -a)
        pts = [edge(i / 14, lo) for i in range(15)] + [edge(i / 14, hi) for i in reversed(range(15))]
        brush.sheet.shape(pts, brush.tint(bark, light, z, 4))
    if r > 7:
        for _ in range(int(r * 1.1)):
            s, t = rng.uniform(-0.85, 0.85), rng.random() * 0.9
            line = [edge(t + i * 0.025, s + i * 0.06) for i in range(4)]
            brush.sheet.stroke(line, brush.tint(scale(bark, rng.choice((0.6, 0.72, 1.18))), 0.5, z, 4), max(0.7, r * 0.05))
    for _ in range(3):
        t, way = rng.uniform(0.45, 0.8), rng.choice((-1, 1))
        start = edge(t, way * 0.5)
        long = rng.uniform(1.2, 2.8) * unit
        brush.sheet.stroke(
            [
                start,
                (start[0] + way * long * 0.5, start[1] - long * 0.55),
                (start[0] + way * long * 0.8, start[1] - long * 1.1),
            ],
            brush.tint(bark, 0.35, z, 4),
            max(0.8, r * 0.36),
        )
        if pal.snow and z < 60:
            bare_tree(brush, start[0] + way * long * 0.5, start[1] - long * 0.5, long * 0.9, z)


def beams(brush: Brush) -> None:
    """Slanting sun between the trunks."""
    pal, rng = brush.pal, brush.rng
    if pal.hour in ("night", "dusk"):
        return
    sheet = Sheet(brush.canvas.width, brush.canvas.height, rng)
    w, h = brush.canvas.width, brush.canvas.height
    for _ in range(6):
        x, wide = rng.uniform(-0.1, 1.1) * w, rng.uniform(0.02, 0.07) * w
        run = -brush.side * h * 0.62
        sheet.shape([(x, -5), (x + wide, -5), (x + wide * 1.5 + run, h), (x + run, h)], (1, 1, 1))
    ink, top = sheet.reduced()
    if ink is None:
        return
    fade = np.linspace(0.85, 0.1, ink.shape[0], dtype=np.float32)[:, None]
    cover = np.zeros((h, w), np.float32)
    cover[top : top + ink.shape[0]] = ink[..., 3] * fade * (0.20 if pal.hour != "noon" else 0.13)
    brush.canvas.wash(mix(pal.horizon, (1, 0.97, 0.86), 0.5), cover)
