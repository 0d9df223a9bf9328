# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sky: gradient by the hour, sun or moon, stars, clouds in cut shapes, and the far mountains."""

from __future__ import annotations

import random

import numpy as np

from .canvas import Canvas
from .noise import Array, sample, smooth, spread, tile
from .palette import Colour, Palette, mix, rgb


def gradient(pal: Palette, height: int, horizon: float) -> Array:
    """Sky colour for every row, as rows × 3."""
    t = np.clip(np.arange(height, dtype=np.float32) / max(1.0, horizon), 0, 1)
    stops = np.array([0.0, 0.58, 1.0], np.float32)
    colours = np.array([pal.zenith, pal.middle, pal.horizon], np.float32)
    t = t**1.15
    return np.stack([np.interp(t, stops, colours[:, i]) for i in range(3)], axis=1).astype(np.float32)


def paint_sky(canvas: Canvas, pal: Palette, horizon: float, side: int, rng: random.Random, *, clouds: bool = True) -> None:
    """Fill the canvas with sky: gradient, glow, sun or moon, stars, clouds."""
    canvas.rgb[:] = gradient(pal, canvas.height, horizon)[:, None, :]
    tall, canvas = canvas.height, canvas.upper(int(horizon + canvas.height * 0.05))
    sun_x = canvas.width * (0.5 + side * rng.uniform(0.2, 0.36))
    _glow(canvas, pal, sun_x, horizon, tall)
    if pal.hour == "night":
        _stars(canvas, horizon, tall, rng)
    _disc(canvas, pal, sun_x, horizon, tall, rng)
    if clouds:
        _clouds(canvas, pal, horizon, tall, rng)


def _glow(canvas: Canvas, pal: Palette, x: float, horizon: float, tall: int) -> None:
    cols = (np.arange(canvas.width, dtype=np.float32) - x) / canvas.width
    rows = (np.arange(canvas.height, dtype=np.float32) - horizon * 0.92) / tall
    near = np.exp(-(cols[None, :] ** 2 * 5 + rows[:, None] ** 2 * 14))
    strength = {"dawn": 0.45, "noon": 0.12, "gold": 0.6, "dusk": 0.45, "night": 0.16}[pal.hour]
    canvas.wash(mix(pal.horizon, rgb("#FFF1CF"), 0.35), (near * strength).astype(np.float32))


def _disc(canvas: Canvas, pal: Palette, x: float, horizon: float, tall: int, rng: random.Random) -> None:
    look: dict[str, tuple[str, float, float]] = {
        "dawn": ("#FFF0D2", 0.034, 0.80),
        "gold": ("#FFF3C4", 0.040, 0.66),
        "night": ("#F6EFD8", 0.026, 0.36),
    }
    if pal.hour not in look:
        return
    code, size, place = look[pal.hour]
    radius, y = tall * size, horizon * (place + rng.uniform(-0.06, 0.06))
    rows, cols = np.ogrid[0 : canvas.height, 0 : canvas.width]
    away = np.sqrt((cols - x) ** 2 + (rows - y) ** 2).astype(np.float32)
    cover = np.clip(radius - away + 0.5, 0, 1)
    if pal.hour == "night":
        bite = np.sqrt((cols - x + radius * 0.5) ** 2 + (rows - y + radius * 0.22) ** 2)
        cover = cover * np.clip(bite - radius * 0.92 + 0.5, 0, 1) if rng.random() < 0.6 else cover
    halo = np.exp(-((away / (radius * 3.2)) ** 2)) * 0.22
    canvas.wash(rgb(code), np.maximum(cover * 0.95, halo).astype(np.float32))


def _stars(canvas: Canvas, horizon: float, tall: int, rng: random.Random) -> None:
    unit = tall / 1067
    rows, cols = np.ogrid[0 : canvas.height, 0 : canvas.width]
    band = sample(
        tile(1.6, 2),
        (cols * 0.45 / unit + rows * 0.2 / unit + np.zeros((canvas.height, 1))).astype(np.float32),
        (rows * 1.1 / unit - cols * 0.55 / unit).astype(np.float32),
    )
    fall = np.clip(1 - rows / max(1.0, horizon), 0, 1)
    lane = np.exp(-(((rows - horizon * 0.2 - (canvas.width * 0.8 - cols) * 0.35) / (150 * unit)) ** 2))
    canvas.wash(rgb("#B9CBD6"), (smooth(-0.3, 1.2, band) * lane * fall * 0.30).astype(np.float32))
    for _ in range(640):
        x, y = rng.randrange(canvas.width), int(rng.random() ** 1.3 * horizon * 0.97)
        size = 1.4 if rng.random() < 0.75 else 2.4
        size = max(1, round(size * unit))
        part = rng.uniform(0.35, 1.0) * (1 - 0.55 * y / max(1.0, horizon))
        spot = canvas.rgb[y : y + size, x : x + size]
        spot += (np.asarray(rgb("#FFF6DC"), np.float32) - spot) * part


def _clouds(canvas: Canvas, pal: Palette, horizon: float, tall: int, rng: random.Random) -> None:
    """Long flat clouds with crisp lower edges and grained tops, in two printings."""
    if pal.hour == "night" and rng.random() < 0.6:
        return
    unit = 1067 / tall
    rows = np.arange(canvas.height, dtype=np.float32)[:, None] * unit
    cols = np.arange(canvas.width, dtype=np.float32)[None, :] * unit
    ox, oy = rng.random() * 1000, rng.random() * 1000
    level = np.clip(rows / (horizon * unit), 0.02, 1.2)
    field = sample(tile(1.75, 5), cols * 0.28 + ox + rows * 0.1, rows * 1.25 + oy)
    want = rng.uniform(0.30, 0.75) if pal.hour != "noon" else rng.uniform(0.15, 0.6)
    speck = spread(tile(0.0, 2), canvas.height, canvas.width)
    window = smooth(0.02, 0.25, level) * (1 - smooth(0.86, 1.0, level))
    lightness = {"dawn": 0.5, "noon": 0.75, "gold": 0.55, "dusk": 0.25, "night": 0.1}[pal.hour]
    bright: Colour = mix(mix(pal.horizon, pal.air, 0.3), rgb("#FFF8EA"), lightness)
    dull: Colour = mix(pal.middle, pal.zenith, 0.35) if pal.hour in ("dusk", "gold") else mix(pal.middle, pal.air, 0.5)
    edge = field + speck * 0.05
    canvas.wash(dull, smooth(want, want + 0.12, edge) * window * 0.55)
    upper = sample(tile(1.75, 5), cols * 0.28 + ox + rows * 0.1, rows * 1.25 + oy + 7)
    canvas.wash(bright, smooth(want + 0.02, want + 0.10, upper + speck * 0.08) * window * 0.75)


def paint_ranges(canvas: Canvas, pal: Palette, horizon: float, rng: random.Random, *, count: int, rise: float) -> None:
    """The far Apennines: `count` ranges, the farthest palest; `rise` is its share of the height."""
    tall, canvas = canvas.height, canvas.upper(int(horizon + canvas.height * 0.08))
    cols = np.arange(canvas.width, dtype=np.float32) * (1067 / tall)
    rows = np.arange(canvas.height, dtype=np.float32)[:, None]
    for i in range(count):
        near = i / max(1, count)
        line = sample(tile(1.75, 7), cols * (0.16 + 0.08 * i) + rng.random() * 1000, np.full_like(cols, rng.random() * 1000))
        fine = sample(tile(1.75, 7), cols * 1.1 + i * 200, np.full_like(cols, 300.5))
        top = horizon - tall * rise * (1 - 0.62 * near) * (0.52 + 0.42 * line + 0.05 * fine)
        cover = np.clip(rows - top[None, :] + 0.5, 0, 1)
        deep = mix(pal.lit(rgb("#6E8590"), 0.35), pal.air, 0.72 - 0.30 * near)
        low = mix(deep, pal.air, 0.75)
        fade = np.clip((rows - top[None, :]) / (tall * (0.10 + 0.05 * i)), 0, 1)
        colour = np.asarray(deep, np.float32) + fade[..., None] * (np.asarray(low, np.float32) - np.asarray(deep, np.float32))
        canvas.wash(colour, cover.astype(np.float32))
