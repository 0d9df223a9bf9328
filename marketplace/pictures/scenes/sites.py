# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scenes of one building: farm, mountain houses, mill, silk factory, station, school."""

from __future__ import annotations

from collections.abc import Callable

from ..brush import Brush
from ..buildings import estate, works
from ..canvas import Canvas, Sheet
from ..cover import Parcels
from ..foreground import fallen_leaves, grasses, meadow
from ..palette import mix, scale
from ..reeds import reeds
from ..relief import Relief
from ..stage import Order, Plan, set_stage
from ..trees import cypress, poplar, round_tree, scatter
from ..water import Band, paint_water
from .plain import tree_belts

Line = tuple[tuple[float, float], ...]


def _site(
    order: Order,
    *,
    z: float,
    x: float,
    yard: float,
    hilly: bool,
    eye: float,
    near_crop: int = 0,
    water: Band | None = None,
    track: Line | None = None,
    horizon: float | None = None,
    steep: float = 0.0,
) -> tuple[Canvas, Brush, float]:
    """A piece of country with a level place for a building at (x, z)."""
    rng = order.rng
    relief = _lie(order, z, water, hilly=hilly, steep=steep)
    shares = (0.3, 0.3 - 0.2 * steep, 0.2, 0.08, 0.12 + 0.5 * steep, 0.0) if hilly else (0.3, 0.0, 0.35, 0.15, 0.0, 0.2)
    if track is None:
        track = ((4.0, x * 0.2 + rng.uniform(-4, 4)), (z * 0.6, x * 0.75 + rng.uniform(-2, 2)), (z - 6, x), (z, x))
    parcels = Parcels(
        long=170,
        wide=110,
        salt=order.seed % 997,
        turn=rng.uniform(-0.4, 0.4),
        bend=0.35 if hilly else 0.1,
        shares=shares,
        near_crop=near_crop,
        near_reach=z + 30,
        track=track,
        yard=(x, z, yard, yard * 0.62) if yard else None,
    )
    plan = _outlook(order, relief, parcels, horizon=horizon, eye=eye, hilly=hilly)
    canvas, _ground, brush = set_stage(order, plan)
    if hilly:
        scatter(brush, parcels, count=300, near=z + 45)
    else:
        tree_belts(brush, rows=4, near=z + 130)
    brush.finish(seed=order.seed)
    return canvas, brush, relief.at(x, z)


def _lie(order: Order, z: float, water: Band | None, *, hilly: bool, steep: float) -> Relief:
    """The lie of the land: level up to the building at distance `z`, behind it hills or the plain."""
    swell: Line = ((0, 0.3), (120, 1.0), (400, 3.0), (6000, 6.0))
    profile: Line = ((0, 0), (6000, 4))
    if hilly:
        swell = ((0, 0.3), (z + 30, 1.0), (z + 130, 16.0), (700, 50.0), (1600, 95.0), (4000, 130.0))
        profile = (
            (0, 0),
            (z + 30, 0),
            (z + 150, 8 + 34 * steep),
            (700, 45 + 120 * steep),
            (2000, 95 + 190 * steep),
            (4000, 150 + 200 * steep),
        )
    return Relief(profile, swell, order.rng.uniform(500, 900), order.shift(), (), water)


def _outlook(order: Order, relief: Relief, parcels: Parcels, *, horizon: float | None, eye: float, hilly: bool) -> Plan:
    """Where one stands and how far one sees: on the plain farther, with fewer ranges."""
    rng = order.rng
    return Plan(
        relief,
        parcels,
        horizon=horizon or rng.uniform(0.56, 0.62),
        eye=eye,
        lens=1400,
        near=4.5,
        far=4000 if hilly else 6000,
        ranges=3 if hilly else rng.choice((1, 2)),
        rise=0.3 if hilly else 0.06,
        mist=rng.uniform(0.1, 0.3),
        reach=3000,
        tall={1: 1.8, 2: 0.55, 5: 1.4},
        bump_reach=90,
    )


def trees_behind(
    brush: Brush,
    x: float,
    z: float,
    *,
    spread: float,
    count: int,
    kinds: tuple[Callable[..., None], ...],
    tall: tuple[float, float] = (9, 16),
) -> None:
    """Trees round a building, behind and at its sides."""
    rng, ground = brush.rng, brush.ground
    spots = sorted(
        ((x + rng.choice((-1, 1)) * rng.uniform(0.35, 1.0) * spread, z + rng.uniform(10, 34)) for _ in range(count)),
        key=lambda s: -s[1],
    )
    for px, pz in spots:
        sx, sy = ground.view.place(px, ground.relief.at(px, pz), pz)
        rng.choice(kinds)(brush, sx, sy, rng.uniform(*tall) * ground.view.focal / pz, pz)


def tree_beside(brush: Brush, x: float, z: float, metres: float, kind: Callable[..., None] = round_tree) -> None:
    """One tree close by, to hold the picture's side."""
    ground = brush.ground
    px, py = ground.view.place(x, ground.relief.at(x, z), z)
    kind(brush, px, py, metres * ground.view.focal / z, z)


def _finish(order: Order, brush: Brush, z: float, *, height: float = 0.1, corner: int = 0) -> Canvas:
    brush.finish(seed=order.seed + 1)
    meadow(brush, count=330, far=z)
    if order.pal.season == "autumn":
        fallen_leaves(brush, top=0.82, count=110)
    grasses(brush, height=height, corner=corner)
    return brush.canvas


def farmstead(order: Order) -> Canvas:
    """The corte with its barchessa."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    z, x = rng.uniform(54, 72), hand * rng.uniform(-7, 3)
    _canvas, brush, base = _site(
        order, z=z, x=x, yard=24, hilly=rng.random() < 0.35, eye=rng.uniform(3.5, 11), near_crop=rng.choice((0, 0, 2))
    )
    trees_behind(brush, x, z, spread=44, count=9, kinds=(round_tree, poplar, round_tree))
    estate.corte(brush, x, z, base, hand=hand)
    tree_beside(brush, x - hand * rng.uniform(20, 24), z - 6, rng.uniform(8, 11))
    return _finish(order, brush, z * 0.62, corner=-hand)


def stone_house(order: Order) -> Canvas:
    """Stone houses under the mountain."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    z, x = rng.uniform(29, 37), hand * rng.uniform(0, 6)
    _canvas, brush, base = _site(
        order, z=z, x=x, yard=9, hilly=True, steep=rng.uniform(0.6, 1), eye=rng.uniform(3, 7.5), horizon=rng.uniform(0.5, 0.6)
    )
    trees_behind(brush, x, z, spread=34, count=10, kinds=(round_tree,), tall=(8, 14))
    estate.stone_houses(brush, x, z, base, hand=hand)
    tree_beside(brush, x - hand * rng.uniform(15, 18), z - 6, rng.uniform(11, 14))
    return _finish(order, brush, z * 0.62, corner=-hand)


def mill(order: Order) -> Canvas:
    """The mill and its race."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    z, x = rng.uniform(38, 50), hand * rng.uniform(0, 7)
    water = Band(17, z - 5.0, level=-1.5, bank=0.9, waver=0.8)
    canvas, brush, _base = _site(
        order,
        z=z,
        x=x,
        yard=0,
        hilly=True,
        eye=rng.uniform(3.6, 5.2),
        water=water,
        track=(),
        horizon=rng.uniform(0.52, 0.58),
    )
    trees_behind(brush, x, z, spread=34, count=9, kinds=(round_tree, poplar))
    works.mill(brush, x, z, -0.2, hand=hand)
    tree_beside(brush, x - hand * rng.uniform(14, 18), z, rng.uniform(9, 13))
    brush.finish(seed=order.seed)
    paint_water(canvas, brush.ground, water, order.pal, still=0.8)
    reeds(brush, water, count=70)
    return _finish(order, brush, 16, height=0.12, corner=-hand)


def filanda(order: Order) -> Canvas:
    """The silk factory."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    z, x = rng.uniform(56, 76), hand * rng.uniform(-6, 6)
    _canvas, brush, base = _site(order, z=z, x=x, yard=30, hilly=rng.random() < 0.4, eye=rng.uniform(2.6, 9))
    trees_behind(brush, x, z + 6, spread=46, count=7, kinds=(poplar, round_tree))
    works.filanda(brush, x, z, base, hand=hand)
    for i in range(3):
        tree_beside(brush, x - hand * (8 + i * 8), z - 16 - i * 3, rng.uniform(4, 6))
    return _finish(order, brush, z * 0.62, corner=hand)


def station(order: Order) -> Canvas:
    """The little station where no train stops any more; grass between the rails."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    z, x = rng.uniform(36, 48), hand * rng.uniform(-7, 7)
    _canvas, brush, base = _site(order, z=z, x=x, yard=19, hilly=rng.random() < 0.6, eye=rng.uniform(3, 4.6), track=())
    trees_behind(brush, x, z, spread=36, count=7, kinds=(round_tree, cypress, round_tree))
    works.station(brush, x, z, base, hand=hand)
    _rails(brush, z - 11, hand)
    tree_beside(brush, x + hand * rng.uniform(18, 21), z - 3, rng.uniform(8, 11))
    return _finish(order, brush, z - 20, height=0.09, corner=hand)


def _rails(brush: Brush, z: float, hand: int) -> None:
    """Two tracks that cross the picture at a slant."""
    rng, ground, things = brush.rng, brush.ground, brush.pal.things
    sheet: Sheet = brush.sheet

    def spot(along: float, off: float) -> tuple[float, float]:
        pz = z + off + along * hand * 0.16
        return ground.view.place(along, ground.relief.at(along, pz) + 0.12, max(pz, 4))

    for track in (0.0, -6.5):
        bed = [spot(-40, track - 1.6), spot(40, track - 1.6), spot(40, track + 1.6), spot(-40, track + 1.6)]
        sheet.cut(bed, brush.tint(mix(things["stone"], things["road"], 0.4), 0.6, z), 0.8)
        for i in range(-46, 47):
            a = i * 0.72 + rng.uniform(-0.05, 0.05)
            sheet.cut(
                [spot(a, track - 1.2), spot(a + 0.24, track - 1.2), spot(a + 0.24, track + 1.2), spot(a, track + 1.2)],
                brush.tint(scale(things["wood"], rng.uniform(0.6, 0.8)), 0.4, z),
                0.3,
            )
        for rail in (-0.72, 0.72):
            sheet.stroke(
                [spot(a, track + rail) for a in range(-40, 41, 5)],
                brush.tint(mix(things["glass"], things["roof2"], 0.35), 0.4, z),
                3.2 * brush.unit,
            )
            sheet.stroke(
                [spot(a, track + rail + 0.04) for a in range(-40, 41, 5)],
                brush.tint(things["white"], 0.9, z),
                0.8 * brush.unit,
            )
        for _ in range(160):
            a, off = rng.uniform(-26, 26), track + rng.uniform(-1.5, 1.5)
            _weed(brush, *spot(a, off), z)


def _weed(brush: Brush, px: float, py: float, z: float) -> None:
    """A blade of grass between the sleepers."""
    rng = brush.rng
    tall = rng.uniform(0.15, 0.5) * brush.ground.view.focal / z
    tip = (px + rng.gauss(0, 0.25) * tall, py - tall)
    colour = brush.tint(scale(brush.pal.things["meadow2"], rng.uniform(0.6, 1.0)), rng.random(), z)
    brush.sheet.blade(px, py, tip, 1.8 * brush.unit, colour)


def school(order: Order) -> Canvas:
    """The old village school and its lime tree."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    z, x = rng.uniform(42, 56), hand * rng.uniform(0, 8)
    _canvas, brush, base = _site(order, z=z, x=x, yard=22, hilly=rng.random() < 0.6, eye=rng.uniform(3.0, 4.8))
    trees_behind(brush, x, z, spread=40, count=8, kinds=(round_tree, cypress, round_tree))
    estate.school(brush, x, z, base + 0.4, hand=hand)
    tree_beside(brush, x - hand * rng.uniform(17, 20), z - 8, rng.uniform(10, 13))
    return _finish(order, brush, z * 0.62, corner=-hand)
