# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rivers and canals: a bed carved in the land, and water that gives back the sky and the far bank."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .canvas import Canvas
from .noise import Array, sample, smooth, tile
from .palette import Palette, mix
from .relief import FAR, Ground


@dataclass(frozen=True)
class Water:
    """A stream given by its middle line (points of z, x), half its width and its level, in metres."""

    line: tuple[tuple[float, float], ...]
    half: float
    level: float = -1.5
    bank: float = 0.55

    def away(self, x: Array, z: Array) -> Array:
        """Distance from the water's edge; below 0 is water."""
        middle = np.interp(z, [p[0] for p in self.line], [p[1] for p in self.line])
        lean = np.gradient(np.array([p[1] for p in self.line]), np.array([p[0] for p in self.line]))
        steep = np.interp(z, [p[0] for p in self.line], lean)
        ragged = sample(tile(1.5, 9), x * 2.0, z * 1.0) * min(2.5, self.half * 0.08)
        return (np.abs(x - middle) / np.sqrt(1 + steep * steep) - self.half + ragged).astype(np.float32)

    def carve(self) -> Callable[[Array, Array, Array], Array]:
        """The bed, for a relief."""

        def cut(x: Array, z: Array, h: Array) -> Array:
            away = self.away(x, z)
            return np.where(away < 0, np.float32(self.level), np.minimum(h, self.level + 0.15 + away * self.bank)).astype(np.float32)

        return cut


@dataclass(frozen=True)
class Band:
    """Water across the picture between two distances (z, metres), its banks wavering."""

    near: float
    far: float
    level: float = -1.5
    bank: float = 0.5
    waver: float = 4.0
    slant: float = 0.0

    def away(self, x: Array, z: Array) -> Array:
        """Distance from the water's edge; below 0 is water."""
        bend = sample(tile(2.4, 11), x * 0.4 + 50, x * 0 + 20) * self.waver * 3
        ragged = sample(tile(1.5, 9), x * 2.0, z * 0 + 5) * self.waver * 0.25
        middle, half = (self.near + self.far) / 2, (self.far - self.near) / 2
        nearer = np.where(z > middle, 0.0, np.clip(x * self.slant, -self.near * 0.55, self.far * 0.4))
        return (np.abs(z - middle - bend * np.where(z > middle, 1.0, 0.3) - nearer) - half + ragged).astype(np.float32)

    def carve(self) -> Callable[[Array, Array, Array], Array]:
        """The bed, for a relief."""

        def cut(x: Array, z: Array, h: Array) -> Array:
            away = self.away(x, z)
            return np.where(away < 0, np.float32(self.level), np.minimum(h, self.level + 0.15 + away * self.bank)).astype(np.float32)

        return cut


def paint_water(canvas: Canvas, ground: Ground, water: Water | Band, pal: Palette, *, still: float = 0.6) -> Array:
    """Turn the bed into water that mirrors what is already painted above it; returns its cover."""
    view = ground.view
    land = ground.z < FAR / 2
    inside = land & (water.away(ground.x, np.where(land, ground.z, 10.0).astype(np.float32)) < 0)
    rows = np.arange(view.height)[:, None]
    shore = np.argmax(inside, axis=0)[None, :]
    depth = np.maximum(rows - shore, 0)
    z = np.where(land, ground.z, 1e4)
    ripple = sample(tile(1.0, 17), (ground.x * 3.0).astype(np.float32), (800 / np.sqrt(z) * 6 + ground.x * 0.1).astype(np.float32))
    amount = np.clip(depth / view.height * 60, 0, 16) * (1.15 - still)
    source_row = np.clip(shore - depth * 1.02 + ripple * amount * 2.2, 0, view.height - 1).astype(int)
    source_col = np.clip(np.arange(view.width)[None, :] + ripple * amount, 0, view.width - 1).astype(int)
    mirror = canvas.rgb[source_row, source_col]
    deep = np.asarray(pal.lit("water", 0.45), np.float32)
    down = np.clip(depth / (view.height * 0.45), 0, 1)[..., None]
    colour = mirror * (0.93 - 0.12 * down) + (deep - mirror) * (0.16 + 0.22 * down)
    glint = smooth(0.42, 0.75, ripple) * 0.28
    colour = colour + (np.asarray(mix(pal.horizon, (1.0, 0.98, 0.92), 0.4), np.float32) - colour) * glint[..., None]
    edge = smooth(4.0, 0.0, depth.astype(np.float32)) * 0.35
    colour = colour * (1 - edge[..., None] * 0.5)
    cover = inside.astype(np.float32)
    canvas.wash(colour.astype(np.float32), cover)
    return cover
