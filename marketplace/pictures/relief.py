# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lie of the land: heights in metres, and which point of it every pixel sees."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import numpy as np

from .noise import Array, one, sample, tile
from .palette import Light

FAR = 1e9


@dataclass(frozen=True)
class View:
    """A camera that looks level along z: eye in metres, the horizon's row and the focal length in pixels."""

    width: int
    height: int
    eye: float
    horizon: float
    focal: float

    def place(self, x: float, y: float, z: float) -> tuple[float, float]:
        """Where a point of the world (right, up, away; metres) falls on the picture."""
        return self.width / 2 + self.focal * x / z, self.horizon - self.focal * (y - self.eye) / z

    def across(self, column: float, z: float) -> float:
        """The x, in metres, seen in a column at a distance."""
        return (column - self.width / 2) * z / self.focal


@dataclass(frozen=True)
class Mound:
    """A hill set on purpose: its middle, height and radii in metres; `flat` is how much of its top is level."""

    x: float
    z: float
    height: float
    wide: float
    deep: float
    flat: float = 0.3


class Bed(Protocol):
    """Something that lowers the land: a river or a canal."""

    def carve(self, x: Array, z: Array, h: Array) -> Array:
        """Heights with the bed in them."""

    def carve_at(self, x: float, z: float, h: float) -> float:
        """One height with the bed in it."""


@dataclass(frozen=True)
class Relief:
    """Heights: a profile by distance, undulation by distance, chosen mounds, and a river's bed."""

    profile: tuple[tuple[float, float], ...]
    swell: tuple[tuple[float, float], ...]
    wave: float
    shift: tuple[float, float]
    mounds: tuple[Mound, ...] = ()
    bed: Bed | None = None

    def height(self, x: Array, z: Array) -> Array:
        """Height in metres at points of the world."""
        base = np.interp(z, [p[0] for p in self.profile], [p[1] for p in self.profile])
        swell = np.interp(z, [p[0] for p in self.swell], [p[1] for p in self.swell])
        step = 170 / self.wave
        h = base + swell * sample(tile(2.4, 11), x * step + self.shift[0], z * step * 0.8 + self.shift[1])
        for mound in self.mounds:
            away = np.hypot((x - mound.x) / mound.wide, (z - mound.z) / mound.deep)
            rise = np.clip((1.0 - away) / (1.0 - mound.flat), 0, 1)
            h = h + mound.height * (rise * rise * (3 - 2 * rise))
        h = h.astype(np.float32)
        return self.bed.carve(x, z, h) if self.bed else h

    def at(self, x: float, z: float) -> float:
        """Height at one point."""
        step = 170 / self.wave
        h = _between(z, self.profile) + _between(z, self.swell) * one(
            tile(2.4, 11), x * step + self.shift[0], z * step * 0.8 + self.shift[1]
        )
        for mound in self.mounds:
            away = math.hypot((x - mound.x) / mound.wide, (z - mound.z) / mound.deep)
            rise = min(1.0, max(0.0, (1 - away) / (1 - mound.flat)))
            h += mound.height * rise * rise * (3 - 2 * rise)
        return h if self.bed is None else self.bed.carve_at(x, z, h)


def _between(z: float, points: tuple[tuple[float, float], ...]) -> float:
    """Straight between the points, level outside them."""
    if z <= points[0][0]:
        return points[0][1]
    for (z0, a), (z1, b) in pairwise(points):
        if z <= z1:
            return a + (b - a) * (z - z0) / (z1 - z0)
    return points[-1][1]


@dataclass
class Ground:
    """What every pixel sees: distance (FAR for the sky), place, height and how much sun falls there (0…1)."""

    view: View
    relief: Relief
    z: Array
    x: Array
    y: Array
    sun: Array
    top: int
    crest: Array
    seen: Array
    steps: Array
    edges: list[tuple[Array, Array, Array, bool, Array]] = field(default_factory=list)

    def standing(self, x: Array, z: Array) -> tuple[Array, Array, Array]:
        """For many feet at once: column, row, and whether it can be seen (things just outside count as seen)."""
        h = self.relief.height(x, z)
        px = self.view.width / 2 + self.view.focal * x / z
        py = self.view.horizon - self.view.focal * (h - self.view.eye) / z
        col = np.clip(np.round(px), 0, self.view.width - 1).astype(int)
        row = np.clip(np.round(py - 1), 0, self.view.height - 1).astype(int)
        clear = self.z[row, col] >= z * 0.95 - 1
        margin = self.view.width * 0.08
        return px, py, clear & (px > -margin) & (px < self.view.width + margin)

    def visible(self, x: float, z: float, lift: float = 0.0) -> tuple[float, float] | None:
        """Where the foot of a thing at (x, z) stands on the picture, or None when it is hidden or outside."""
        px, py = self.view.place(x, self.relief.at(x, z) + lift, z)
        col, row = round(px), round(py - 1)
        if not 0 <= col < self.view.width:
            return None
        if row >= self.view.height:
            return px, py
        if row < 0 or self.z[row, col] < z * 0.93 - 1:
            return None
        return px, py


def survey(
    view: View,
    relief: Relief,
    light: Light,
    side: int,
    *,
    near: float,
    far: float,
    bump: Callable[[Array, Array, Array], Array] | None = None,
) -> Ground:
    """Look across the land column by column, from near to far, and note what each pixel sees."""
    count = int(np.log(far / near) / 0.0115)
    steps = (near * np.exp(np.linspace(0, np.log(far / near), count))).astype(np.float32)
    cols = np.arange(view.width, dtype=np.float32) + 0.5
    z = steps[:, None]
    x = (cols[None, :] - view.width / 2) * z / view.focal
    bare = relief.height(x, np.broadcast_to(z, x.shape))
    sun = _sunlight(bare, steps, view, light, side)
    full = bare + bump(x, np.broadcast_to(z, x.shape), bare) if bump else bare
    rows = view.horizon - view.focal * (full - view.eye) / z
    crest = np.minimum.accumulate(rows, axis=0)
    first = np.clip(np.ceil(crest - 0.5), 0, view.height).astype(np.int64)
    flat = (first * view.width + np.arange(view.width)[None, :]).ravel()
    hist = np.bincount(flat, minlength=(view.height + 1) * view.width).reshape(view.height + 1, view.width)
    seen = count - np.cumsum(hist, axis=0)[: view.height]
    return _resolve(view, relief, steps, rows, crest, seen, sun)


def _resolve(view: View, relief: Relief, steps: Array, rows: Array, crest: Array, seen: Array, sun: Array) -> Ground:
    count = len(steps)
    sky = seen >= count
    top = int(np.argmax((~sky).any(axis=1)))
    k = np.clip(seen, 1, count - 1)
    cols = np.broadcast_to(np.arange(view.width)[None, :], k.shape)
    y = np.arange(view.height, dtype=np.float32)[:, None] + 0.5
    upper, lower = rows[k, cols], rows[k - 1, cols]
    part = np.clip((lower - y) / np.maximum(lower - upper, 1e-3), 0, 1)
    z = steps[k - 1] + (steps[k] - steps[k - 1]) * part
    shine = sun[k - 1, cols] + (sun[k, cols] - sun[k - 1, cols]) * part
    x = (cols + np.float32(0.5) - view.width / 2) * z / view.focal
    height = view.eye - (y - view.horizon) * z / view.focal
    z = np.where(sky, np.float32(FAR), z).astype(np.float32)
    ground = Ground(view, relief, z, x.astype(np.float32), height.astype(np.float32), shine, top, crest, seen, steps)
    _find_edges(ground)
    return ground


def _sunlight(h: Array, steps: Array, view: View, light: Light, side: int) -> Array:
    dz = np.gradient(h, steps, axis=0)
    dx = np.gradient(h, axis=1) / (steps[:, None] / view.focal)
    steep = 2.4
    nx, nz = -dx * steep, -dz * steep
    lx, ly, lz = side * light.side, 0.35 + 0.5 * light.height, -0.28
    shine = (nx * lx + nz * lz + ly) / (np.sqrt(nx * nx + nz * nz + 1) * np.sqrt(lx * lx + ly * ly + lz * lz))
    return np.clip((shine - 0.62) * 1.7 + 0.62, 0, 1).astype(np.float32)


def _find_edges(ground: Ground) -> None:
    """Where a nearer slope stands before a farther one: the share of the pixel it covers (for soft outlines)."""
    z = ground.z
    front, back = z[1:], z[:-1]
    r, c = np.nonzero(back > front * 1.03 + 0.4)
    r = r + 1
    k = np.clip(ground.seen[r - 1, c] - 1, 0, len(ground.steps) - 1)
    line = ground.crest[k, c]
    above = line < r
    ground.edges = [
        (r[above] - 1, r[above], c[above], True, np.clip(r[above] - line[above], 0, 1)),
        (r[~above], r[~above] - 1, c[~above], False, np.clip(line[~above] - r[~above], 0, 1)),
    ]


def soften(rgb: Array, ground: Ground) -> None:
    """Blend the outlines of the slopes by the shares found before."""
    mixed = []
    for target, other, cols, _, share in ground.edges:
        a, b = rgb[target, cols], rgb[other, cols]
        mixed.append((target, cols, a + (b - a) * share[:, None]))
    for target, cols, value in mixed:
        rgb[target, cols] = value
