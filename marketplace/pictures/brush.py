# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every drawn thing needs to know: the ground it stands on, the sheet, the palette, the sun's side and the air."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np

from .canvas import Canvas, Sheet
from .cover import Parcels
from .palette import Colour, Palette, mix
from .relief import Ground


@dataclass
class Brush:
    """One sheet of things in the landscape, their shadows on another."""

    canvas: Canvas
    ground: Ground
    pal: Palette
    side: int
    rng: random.Random
    mist: float
    reach: float
    parcels: Parcels | None = None

    def __post_init__(self) -> None:
        self.sheet = Sheet(self.canvas.width, self.canvas.height, self.rng)
        self.shadows = Sheet(self.canvas.width, self.canvas.height, self.rng)

    @property
    def unit(self) -> float:
        """Pixels of this picture for one pixel of a picture 1067 high."""
        return self.canvas.height / 1067

    def tint(self, colour: Colour | str, light: float, z: float, y: float = 10.0) -> Colour:
        """A thing's colour in the light and behind the air at a distance (metres) and height."""
        return mix(self.pal.lit(colour, light), self.pal.air, self.air(z, y))

    def air(self, z: float, y: float) -> float:
        """How much air stands before a thing."""
        clear = (1 - math.exp(-((z / self.reach) ** 1.25) * self.pal.light.haze)) * 0.86
        low = self.mist * math.exp(-max(y, -30) / 26) * (1 - math.exp(-z / (self.reach * 0.2)))
        return min(0.97, max(clear, low))

    def facing(self, nx: float, nz: float) -> float:
        """How much sun an upright wall with this outward direction gets, 0…1."""
        lx, lz = self.side * self.pal.light.side, -0.55
        return max(0.0, min(1.0, 0.16 + (nx * lx + nz * lz) * 1.05))

    def shadow(self, x: float, y: float, reach: float, thick: float) -> None:
        """A soft-edged oval of shade on the ground, away from the sun."""
        if self.mist > 0.9:
            return
        away = -self.side * reach * (0.9 if self.pal.light.height < 0.5 else 0.35)
        self.shadows.oval(x + away * 0.5, y, abs(away) * 0.5 + reach * 0.25, thick, (0, 0, 0))

    def finish(self, *, seed: int = 0) -> None:
        """Print the shadows, then the things; new empty sheets follow."""
        ink, top = self.shadows.reduced()
        if ink is not None:
            depth = 0.42 if self.pal.hour not in ("night", "dusk") else 0.25
            cover = np.zeros((self.canvas.height, self.canvas.width), np.float32)
            cover[top : top + ink.shape[0]] = ink[..., 3] * depth
            tone = mix(self.pal.light.shade, self.pal.air, 0.25)
            self.canvas.multiply(tone, cover)
        self.canvas.lay(self.sheet, seed=seed)
        self.__post_init__()
