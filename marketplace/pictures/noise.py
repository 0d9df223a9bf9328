# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Seamless noise tiles, made once a process, and their sampling. Values lie around 0, mostly within −1…1."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]  # float32 as a rule; some places count
BITS = 10
SIDE = 1 << BITS
LAST = SIDE - 1


@cache
def tile(power: float, number: int = 0) -> Array:
    """A seamless tile of noise whose spectrum falls with frequency ** −power (0 is white, 2 is rolling hills)."""
    rng = np.random.default_rng(4711 + number * 31 + int(power * 100))
    white = rng.standard_normal((SIDE, SIDE)).astype(np.float32)
    if power == 0:
        return np.clip(white / 2.5, -1, 1).astype(np.float32)
    fy = np.fft.fftfreq(SIDE)[:, None] * SIDE
    fx = np.fft.rfftfreq(SIDE)[None, :] * SIDE
    radius = np.maximum(np.hypot(fx, fy), 6.0)
    spectrum = np.fft.rfft2(white) / radius**power
    spectrum[0, 0] = 0
    field = np.fft.irfft2(spectrum, s=(SIDE, SIDE))
    return (field / (2.2 * field.std())).astype(np.float32)


def sample(source: Array, u: Array, v: Array) -> Array:
    """Read a tile at fractional places (in tile pixels), bilinear, wrapping round."""
    iu, iv = np.floor(u), np.floor(v)
    fu, fv = (u - iu).astype(np.float32), (v - iv).astype(np.float32)
    a, b = iu.astype(np.int32) & LAST, iv.astype(np.int32) & LAST
    a1, row, row1 = (a + 1) & LAST, b << BITS, ((b + 1) & LAST) << BITS
    flat = source.reshape(-1)
    top, low = flat.take(row | a), flat.take(row1 | a)
    top += (flat.take(row | a1) - top) * fu
    low += (flat.take(row1 | a1) - low) * fu
    low -= top
    low *= fv
    top += low
    return top.astype(np.float32, copy=False)


def one(source: Array, u: float, v: float) -> float:
    """One value, as `sample` reads it."""
    a, b = math.floor(u), math.floor(v)
    fu, fv = u - a, v - b
    top = source.item(b & LAST, a & LAST) * (1 - fu) + source.item(b & LAST, (a + 1) & LAST) * fu
    low = source.item((b + 1) & LAST, a & LAST) * (1 - fu) + source.item((b + 1) & LAST, (a + 1) & LAST) * fu
    return float(top * (1 - fv) + low * fv)


def peek(source: Array, u: Array, v: Array) -> Array:
    """Read a tile at whole places only: quick, for grain and speckle."""
    return source.reshape(-1).take(((np.asarray(v).astype(np.int32) & LAST) << BITS) | (np.asarray(u).astype(np.int32) & LAST))


def spread(source: Array, height: int, width: int, shift: tuple[int, int] = (0, 0)) -> Array:
    """The tile laid over a picture of this size."""
    rows = (np.arange(height) + shift[1]) % SIDE
    cols = (np.arange(width) + shift[0]) % SIDE
    return source[np.ix_(rows, cols)]


def hashed(a: Array, b: Array, salt: int) -> Array:
    """A steady pseudo-random number in 0…1 for every pair of whole numbers."""
    n = a.astype(np.int32).view(np.uint32) * np.uint32(374761393)
    n += b.astype(np.int32).view(np.uint32) * np.uint32(668265263)
    n += np.uint32((salt * 2147483647) & 0xFFFFFFFF)
    n ^= n >> np.uint32(13)
    n *= np.uint32(1274126177)
    n ^= n >> np.uint32(16)
    n &= np.uint32(0xFFFFFF)
    return n.astype(np.float32) * np.float32(1 / 0xFFFFFF)


def smooth(low: float, high: float, value: Array) -> Array:
    """Hermite step from 0 at `low` to 1 at `high`."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return (t * t * (3 - 2 * t)).astype(np.float32)
