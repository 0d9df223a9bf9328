# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The last printing: paper fibre, grain, a little vignette; and the way to eight bits without bands."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .noise import spread, tile
from .palette import PAPER


def finish_print(canvas: Canvas, seed: int) -> None:
    """Give the picture the surface of a print on warm paper."""
    h, w = canvas.height, canvas.width
    shift = (seed * 101 % 1024, seed * 57 % 1024)
    fibre = spread(tile(0.6, 13), h, w, shift)
    grain = spread(tile(0.0, 14), h, w, shift)
    rows = np.linspace(-1, 1, h, dtype=np.float32)[:, None] ** 2
    cols = np.linspace(-1, 1, w, dtype=np.float32)[None, :] ** 2
    edge = 1 - 0.07 * np.clip(rows * 0.8 + cols * 0.8 - 0.45, 0, 1)
    rgb = canvas.rgb
    np.clip(rgb, 0, 1, out=rgb)
    rgb *= edge[..., None]
    rgb += ((0.022 * fibre + 0.014 * grain) * (0.35 + rgb[..., 1]))[..., None]
    rgb += (np.asarray(PAPER, np.float32) - rgb) * np.float32(0.022)
