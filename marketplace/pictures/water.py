# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rivers and canals: a bed carved in the land, and water that gives back the sky and the far bank."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .canvas import Canvas
from .noise import Array, one, sample, smooth, tile
from .palette import Palette, mix
from .relief import FAR, Ground


class _Carved:
    """What streams have in common: the bed that follows from the distance to the water's edge."""

    level: float
    bank: float

    def away(self, x: Array, z: Array) -> Array:
        """Distance from the water's edge in metres; below 0 is water."""
        raise NotImplementedError

    def away_at(self, x: float, z: float) -> float:
        """The same for one place."""
        raise NotImplementedError

    def carve(self, x: Array, z: Array, h: Array) -> Array:
        """Heights with the bed in them."""
        away = self.away(x, z)
        return np.where(away < 0, np.float32(self.level), np.minimum(h, self.level + 0.15 + away * self.bank)).astype(np.float32)

    def carve_at(self, x: float, z: float, h: float) -> float:
        """One height with the bed in it."""
        away = self.away_at(x, z)
        return self.level if away < 0 else min(h, self.level + 0.15 + away * self.bank)


@dataclass(frozen=True)
class Water(_Carved):
    """A stream given by its middle line (points of z, x), half its width and its level, in metres."""

    line: tuple[tuple[float, float], ...]
    half: float
    level: float = -1.5
    bank: float = 0.55

    @cached_property
    def lean(self) -> Array:
        """How far the line runs aside for every metre away, at its points."""
        return np.gradient(np.array([p[1] for p in self.line]), np.array([p[0] for p in self.line]))

    def middle(self, z: float) -> tuple[float, float]:
        """The x of the stream's middle at a distance, and how steeply it runs aside there."""
        points = self.line
        for n in range(len(points) - 1):
            (z0, x0), (z1, x1) = points[n], points[n + 1]
            if z <= z1:
                t = (z - z0) / (z1 - z0)
                return x0 + (x1 - x0) * t, float(self.lean[n] + (self.lean[n + 1] - self.lean[n]) * t)
        return points[-1][1], float(self.lean[-1])

    def away(self, x: Array, z: Array) -> Array:
        """Distance from the water's edge in metres; below 0 is water."""
        middle = np.interp(z, [p[0] for p in self.line], [p[1] for p in self.line])
        steep = np.interp(z, [p[0] for p in self.line], self.lean)
        ragged = sample(tile(1.5, 9), x * 2.0, z * 1.0) * min(2.5, self.half * 0.08)
        return (np.abs(x - middle) / np.sqrt(1 + steep * steep) - self.half + ragged).astype(np.float32)

    def away_at(self, x: float, z: float) -> float:
        """The same for one place."""
        middle, steep = self.middle(z)
        ragged = one(tile(1.5, 9), x * 2.0, z) * min(2.5, self.half * 0.08)
        return abs(x - middle) / math.sqrt(1 + steep * steep) - self.half + ragged


@dataclass(frozen=True)
class Band(_Carved):
    """Water across the picture between two distances (z, metres); its banks waver, the near one may run aslant."""

    near: float
    far: float
    level: float = -1.5
    bank: float = 0.5
    waver: float = 4.0
    slant: float = 0.0

    def away(self, x: Array, z: Array) -> Array:
        """Distance from the water's edge in metres; below 0 is water."""
        bend = sample(tile(2.4, 11), x * 0.4 + 50, np.full_like(x, 20)) * self.waver * 3
        ragged = sample(tile(1.5, 9), x * 2.0, np.full_like(x, 5)) * self.waver * 0.25
        middle, half = (self.near + self.far) / 2, (self.far - self.near) / 2
        nearer = np.where(z > middle, 0.0, np.clip(x * self.slant, -self.near * 0.55, self.far * 0.4))
        return (np.abs(z - middle - bend * np.where(z > middle, 1.0, 0.3) - nearer) - half + ragged).astype(np.float32)

    def away_at(self, x: float, z: float) -> float:
        """The same for one place."""
        bend = one(tile(2.4, 11), x * 0.4 + 50, 20) * self.waver * 3
        ragged = one(tile(1.5, 9), x * 2.0, 5) * self.waver * 0.25
        middle, half = (self.near + self.far) / 2, (self.far - self.near) / 2
        if z > middle:
            return abs(z - middle - bend) - half + ragged
        nearer = min(self.far * 0.4, max(-self.near * 0.55, x * self.slant))
        return abs(z - middle - bend * 0.3 - nearer) - half + ragged


def paint_water(canvas: Canvas, ground: Ground, water: Water | Band, pal: Palette, *, still: float = 0.6) -> None:
    """Turn the bed into water that mirrors what is already painted above it."""
    view, top = ground.view, ground.top
    z, x = ground.z[top:], ground.x[top:]
    inside = (z < FAR / 2) & (water.away(x, np.minimum(z, np.float32(1e5))) < 0)
    wet = np.flatnonzero(inside.any(axis=1))
    if not len(wet):
        return
    first = top + int(wet[0])
    inside, z, x = inside[int(wet[0]) :], z[int(wet[0]) :], x[int(wet[0]) :]
    rows = np.arange(first, view.height, dtype=np.int32)[:, None]
    shore = (np.argmax(inside, axis=0) + first).astype(np.int32)[None, :]
    depth = np.maximum(rows - shore, 0).astype(np.float32)
    z = np.minimum(z, np.float32(1e4))
    ripple = sample(tile(1.0, 17), x * np.float32(3.0), np.float32(4800) / np.sqrt(z) + x * np.float32(0.1))
    amount = np.clip(depth * (60 / view.height), 0, 16) * np.float32(1.15 - still)
    source_row = np.clip(shore - depth * 1.02 + ripple * amount * 2.2, 0, view.height - 1).astype(np.int32)
    source_col = np.clip(np.arange(view.width, dtype=np.float32)[None, :] + ripple * amount, 0, view.width - 1).astype(np.int32)
    mirror = canvas.rgb.reshape(-1, 3).take(source_row * view.width + source_col, axis=0)
    deep = np.asarray(pal.lit("water", 0.45), np.float32)
    down = np.clip(depth * (1 / (view.height * 0.45)), 0, 1)[..., None]
    mirror *= np.float32(0.77) - np.float32(0.34) * down
    mirror += deep * (np.float32(0.16) + np.float32(0.22) * down)
    glint = smooth(0.42, 0.75, ripple) * 0.28
    mirror += (np.asarray(mix(pal.horizon, (1.0, 0.98, 0.92), 0.4), np.float32) - mirror) * glint[..., None]
    mirror *= 1 - (smooth(4.0, 0.0, depth) * 0.175)[..., None]
    part = canvas.rgb[first:]
    part[inside] = mirror[inside]
