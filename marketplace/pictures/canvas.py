# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The paper and the ink: a float picture that layers are laid on, and a sheet of ink drawn at twice its size."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from .noise import Array, spread, tile
from .palette import Colour

Point = tuple[float, float]
OVER = 2  # ink is drawn this many times larger and reduced


class Canvas:
    """The picture being made: rows × columns × red, green, blue in 0…1."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rgb: Array = np.zeros((height, width, 3), np.float32)

    def upper(self, rows: int) -> Canvas:
        """The first rows of this canvas as a canvas of its own, on the same paper."""
        part = Canvas.__new__(Canvas)
        part.width, part.height = self.width, min(rows, self.height)
        part.rgb = self.rgb[: part.height]
        return part

    def wash(self, colour: Colour | Array, cover: Array | float) -> None:
        """Lay a colour (or a picture) over everything, by a cover of 0…1 (rows × columns, or one number)."""
        if isinstance(cover, np.ndarray):
            rows = np.flatnonzero(cover.max(axis=1) > 0.002)
            if not len(rows):
                return
            a, b = int(rows[0]), int(rows[-1]) + 1
            paint = colour[a:b] if isinstance(colour, np.ndarray) else np.asarray(colour, np.float32)
            self.rgb[a:b] += (paint - self.rgb[a:b]) * cover[a:b, :, None]
            return
        self.rgb += (np.asarray(colour, np.float32) - self.rgb) * np.float32(cover)

    def multiply(self, colour: Colour, cover: Array) -> None:
        """Darken by a transparent ink."""
        rows = np.flatnonzero(cover.max(axis=1) > 0.002)
        if len(rows):
            a, b = int(rows[0]), int(rows[-1]) + 1
            self.rgb[a:b] *= 1 - cover[a:b, :, None] * (1 - np.asarray(colour, np.float32))

    def lay(self, sheet: Sheet, *, cover: Array | None = None, grain: float = 0.05, seed: int = 0) -> None:
        """Lay a sheet of ink on the picture, with the unevenness of a printed colour."""
        ink, top = sheet.reduced()
        if ink is None:
            return
        bottom = top + ink.shape[0]
        alpha = ink[..., 3:]
        colour = ink[..., :3]
        if grain:
            mottle = spread(tile(1.0, 3), ink.shape[0], self.width, (seed * 37, top + seed * 91))
            speck = spread(tile(0.0, 1), ink.shape[0], self.width, (seed * 17, top))
            colour = colour * (1 + grain * (mottle + 0.6 * speck))[..., None]
        if cover is not None:
            part = cover[top:bottom, :, None]
            alpha, colour = alpha * part, colour * part
        self.rgb[top:bottom] *= 1 - alpha
        self.rgb[top:bottom] += colour

    def image(self) -> Image.Image:
        """The picture as eight bits a channel."""
        return Image.fromarray((np.clip(self.rgb, 0, 1) * 255 + 0.5).astype(np.uint8))


class Sheet:
    """A transparent sheet for opaque ink. Places are in pixels of the picture; edges waver a little, as cut by hand."""

    def __init__(self, width: int, height: int, rng: random.Random, wobble: float = 0.5) -> None:
        self.width, self.height, self.rng, self.wobble = width, height, rng, wobble
        self.image = Image.new("RGBX", (width * OVER, height * OVER), (0, 0, 0, 0))
        self.pen = ImageDraw.Draw(self.image)
        self.top, self.bottom = float(height), 0.0

    def _mark(self, low: float, high: float) -> None:
        self.top, self.bottom = min(self.top, low), max(self.bottom, high)

    @staticmethod
    def _ink(colour: Colour) -> tuple[int, int, int, int]:
        r, g, b = (max(0, min(255, int(part * 255 + 0.5))) for part in colour)
        return (r, g, b, 255)

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled shape, exactly as given."""
        flat = [(x * OVER, y * OVER) for x, y in points]
        self.pen.polygon(flat, fill=self._ink(colour))
        ys = [y for _, y in points]
        self._mark(min(ys), max(ys))

    def cut(self, points: Sequence[Point], colour: Colour, wobble: float | None = None) -> None:
        """A filled shape whose long edges waver as if cut by hand."""
        amount = self.wobble if wobble is None else wobble
        self.shape(waver(points, self.rng, amount), colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """A filled oval round a middle."""
        self.pen.ellipse(((x - rx) * OVER, (y - ry) * OVER, (x + rx) * OVER, (y + ry) * OVER), fill=self._ink(colour))
        self._mark(y - ry, y + ry)

    def stroke(self, points: Sequence[Point], colour: Colour, width: float = 1.0) -> None:
        """An open line of even width."""
        flat = [(x * OVER, y * OVER) for x, y in points]
        self.pen.line(flat, fill=self._ink(colour), width=max(1, round(width * OVER)), joint="curve")
        ys = [y for _, y in points]
        self._mark(min(ys) - width, max(ys) + width)

    def blade(self, x: float, y: float, tip: Point, width: float, colour: Colour) -> None:
        """A blade of grass: from a foot of some width to a tip, bent on the way."""
        mx, my = (x * 0.65 + tip[0] * 0.35), (y + tip[1]) / 2
        half = width / 2
        self.shape([(x - half, y), (mx - half * 0.8, my), tip, (mx + half * 0.8, my), (x + half, y)], colour)

    def reduced(self) -> tuple[Array | None, int]:
        """The ink at the picture's size, premultiplied, and the row where it begins; None when the sheet is empty."""
        top, bottom = max(0, int(self.top) - 2), min(self.height, math.ceil(self.bottom) + 3)
        if bottom <= top:
            return None, 0
        part = self.image.crop((0, top * OVER, self.width * OVER, bottom * OVER)).reduce(OVER)
        return np.asarray(part, np.float32) * np.float32(1 / 255), top


def waver(points: Sequence[Point], rng: random.Random, amount: float) -> list[Point]:
    """The same outline with long edges broken into pieces that leave the straight line by about `amount` pixels."""
    if amount <= 0:
        return list(points)
    out: list[Point] = []
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        length = math.hypot(x1 - x0, y1 - y0)
        pieces = max(1, min(9, int(length / 24)))
        for i in range(pieces):
            t = i / pieces
            out.append((x0 + (x1 - x0) * t + rng.gauss(0, amount) * 0.6, y0 + (y1 - y0) * t + rng.gauss(0, amount) * 0.6))
    return out
