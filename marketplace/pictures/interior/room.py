# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""A room in perspective: walls, floor, beams, a window with the landscape in it, boxes, light on the floor."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

import numpy as np

from ..canvas import Canvas, Point, Sheet
from ..noise import spread, tile
from ..palette import Colour, mix, rgb, scale
from ..stage import Order

Place = tuple[float, float, float]
Outside = Callable[[Order], Canvas]

WALLS = ("#F1E6D2", "#E9D7BC", "#DDD9C6", "#E6CDB8", "#EFE3CF", "#D5D6C8", "#E8DCC2")


class Room:
    """Metres: x right, y up, z away; the back wall stands at `back`, the floor is y = 0."""

    def __init__(self, order: Order, *, back: float = 4.4, wide: float = 5.6, high: float = 2.95, eye: float = 1.5) -> None:
        self.order, self.pal, self.rng = order, order.pal, order.rng
        self.canvas = Canvas(order.width, order.height)
        self.back, self.high, self.eye = back, high, eye
        self.left, self.right = -wide / 2 + self.rng.uniform(-0.3, 0.3), wide / 2 + self.rng.uniform(-0.3, 0.3)
        self.focal, self.horizon = 1120 * order.unit, order.height * 0.405
        self.dark = order.pal.hour in ("dusk", "night")
        self.wall = rgb(self.rng.choice(WALLS))
        self.sheet = self.fresh()

    def fresh(self) -> Sheet:
        """A clean sheet of ink."""
        return Sheet(self.order.width, self.order.height, self.rng, wobble=0.5)

    def place(self, x: float, y: float, z: float) -> Point:
        """Where a point of the room falls on the picture."""
        return self.order.width / 2 + self.focal * x / z, self.horizon - self.focal * (y - self.eye) / z

    def ink(self, colour: Colour | str, light: float) -> Colour:
        """A colour indoors: by day soft daylight, after sunset lamplight."""
        base = self.pal.things[colour] if isinstance(colour, str) else colour
        if self.dark:
            deep = 0.30 if self.pal.hour == "night" else 0.36
            warm = (deep + 0.70 * light, deep * 0.92 + 0.52 * light, deep * 1.0 + 0.28 * light)
        else:
            sun, shade = self.pal.light.sun, self.pal.light.shade
            warm = tuple(0.42 + 0.50 * shade[i] + (0.16 + 0.70 * sun[i]) * light * 0.66 for i in range(3))  # type: ignore[assignment]
        r, g, b = (min(1.0, base[i] * warm[i]) for i in range(3))
        return (r, g, b)

    def face(self, places: Sequence[Place], colour: Colour, wobble: float = 0.4) -> None:
        """A flat piece given by its corners."""
        self.sheet.cut([self.place(*p) for p in places], colour, wobble)

    def box(self, x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], colour: Colour | str) -> None:
        """A box: its sides, front and top as far as they are seen."""
        base = self.pal.things[colour] if isinstance(colour, str) else colour
        (x0, x1), (y0, y1), (z0, z1) = x, y, z
        sunny = self.order.side
        if x0 > 0:
            self.face([(x0, y0, z0), (x0, y1, z0), (x0, y1, z1), (x0, y0, z1)], self.ink(base, 0.75 if sunny < 0 else 0.25))
        if x1 < 0:
            self.face([(x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1)], self.ink(base, 0.75 if sunny > 0 else 0.25))
        if y1 < self.eye:
            self.face([(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)], self.ink(base, 1.0))
        self.face([(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)], self.ink(base, 0.45))

    def press(self, grain: float = 0.045) -> None:
        """Print what is on the sheet and take a new one."""
        self.canvas.lay(self.sheet, grain=grain, seed=self.order.seed)
        self.sheet = self.fresh()

    def shade(self, places: Sequence[Place], depth: float = 0.35) -> None:
        """A shadow on what is already printed."""
        sheet = self.fresh()
        sheet.shape([self.place(*p) for p in places], (0, 0, 0))
        ink, top = sheet.reduced()
        if ink is not None:
            self.canvas.rgb[top : top + ink.shape[0]] *= 1 - ink[..., 3:] * depth * np.asarray((0.85, 1.0, 1.05), np.float32)

    def dress(self) -> None:
        """What covers the back wall: bare plaster, a painted dado, fieldstone, or old brick where plaster is gone."""
        kind, rng, b = self.rng.choice(("bare", "dado", "dado", "stone", "brick")), self.rng, self.back
        if kind == "bare":
            return
        if kind == "dado":
            tone = mix(self.wall, rgb(rng.choice(("#A8452A", "#3F6236", "#2F5F75", "#C98A63", "#8E9A84"))), rng.uniform(0.45, 0.7))
            high = rng.uniform(0.85, 1.1)
            for places, light in (
                ([(self.left, 0, b), (self.right, 0, b), (self.right, high, b), (self.left, high, b)], 0.55),
                ([(self.left, 0, 1), (self.left, 0, b), (self.left, high, b), (self.left, high, 1)], 0.85 if self.order.side > 0 else 0.3),
                (
                    [(self.right, 0, 1), (self.right, 0, b), (self.right, high, b), (self.right, high, 1)],
                    0.85 if self.order.side < 0 else 0.3,
                ),
            ):
                self.face(places, self.ink(tone, light), 0.3)
            line = [(self.left, high, b), (self.right, high, b), (self.right, high + 0.025, b), (self.left, high + 0.025, b)]
            self.face(line, self.ink(scale(tone, 0.8), 0.5), 0.2)
            return
        self._masonry(kind)

    def _masonry(self, kind: str) -> None:
        rng, b = self.rng, self.back
        base = mix(rgb("#C9BDA4"), self.wall, 0.3) if kind == "stone" else mix(rgb("#B8694A"), self.wall, 0.25)
        wide, tall = (0.36, 0.19) if kind == "stone" else (0.25, 0.075)
        y, row = 0.11, 0
        while y < self.high:
            x = self.left + (row % 2) * wide * 0.5
            while x < self.right:
                w = wide * rng.uniform(0.65, 1.3) if kind == "stone" else wide
                patchy = math.sin(x * 1.3 + self.order.seed) + math.sin(y * 2.1 + x * 0.6 + self.order.seed * 0.7)
                if kind == "stone" or patchy > 0.55 + rng.uniform(-0.25, 0.25):
                    tone = self.ink(scale(base, rng.uniform(0.86, 1.06)), 0.55)
                    x1 = min(x + w - 0.018, self.right)
                    self.face([(x, y, b), (x1, y, b), (x1, y + tall - 0.016, b), (x, y + tall - 0.016, b)], tone, 0.5)
                x += w
            y += tall
            row += 1

    def shell(self, *, floor: str = "cotto", beams: bool = True) -> None:
        """Walls, ceiling with beams, floor."""
        a, r, b, h = self.left, self.right, self.back, self.high
        near = 1.0
        self.face([(a, 0, b), (r, 0, b), (r, h, b), (a, h, b)], self.ink(self.wall, 0.55), 0)
        lit = self.order.side
        self.face([(a, 0, near), (a, 0, b), (a, h, b), (a, h, near)], self.ink(self.wall, 0.85 if lit > 0 else 0.3), 0)
        self.face([(r, 0, near), (r, 0, b), (r, h, b), (r, h, near)], self.ink(self.wall, 0.85 if lit < 0 else 0.3), 0)
        self.face([(a, h, near), (r, h, near), (r, h, b), (a, h, b)], self.ink(scale(self.wall, 0.93), 0.3), 0)
        self.dress()
        (self._tiles if floor == "cotto" else self._planks)()
        if beams:
            for i in range(7):
                x = a + (r - a) * (i + 0.5) / 7
                wood = scale(self.pal.things["wood"], self.rng.uniform(0.85, 1.0))
                self.face(
                    [
                        (x - 0.09, h - 0.2, near),
                        (x + 0.09, h - 0.2, near),
                        (x + 0.09, h - 0.2, b),
                        (x - 0.09, h - 0.2, b),
                    ],
                    self.ink(wood, 0.25),
                )
                edge = x + 0.09 if x < 0 else x - 0.09
                self.face([(edge, h - 0.2, near), (edge, h - 0.2, b), (edge, h, b), (edge, h, near)], self.ink(wood, 0.55))
        self.face(
            [(a, 0, b), (r, 0, b), (r, 0.11, b), (a, 0.11, b)],
            self.ink(mix(self.wall, self.pal.things["stone"], 0.6), 0.5),
        )
        self.press(0.035)

    def _tiles(self) -> None:
        base = mix(rgb("#B86B4B"), rgb("#C98A63"), self.rng.random())
        a, r, b = self.left, self.right, self.back
        self.face([(a, 0, 1.0), (r, 0, 1.0), (r, 0, b), (a, 0, b)], self.ink(scale(base, 0.78), 0.5), 0)
        step = 0.42
        for row in range(int((b - 1.0) / step) + 1):
            for col in range(int((r - a) / step) + 1):
                x0, z0 = a + col * step, b - row * step
                x1, z1 = min(r, x0 + step * 0.965), max(1.0, z0 - step * 0.965)
                tone = scale(base, self.rng.uniform(0.90, 1.08))
                self.sheet.shape(
                    [self.place(x0, 0, z0), self.place(x1, 0, z0), self.place(x1, 0, z1), self.place(x0, 0, z1)],
                    self.ink(tone, 0.5),
                )

    def _planks(self) -> None:
        base = mix(self.pal.things["wood"], rgb("#C9A274"), self.rng.uniform(0.3, 0.8))
        a, r, b = self.left, self.right, self.back
        self.face([(a, 0, 1.0), (r, 0, 1.0), (r, 0, b), (a, 0, b)], self.ink(scale(base, 0.7), 0.5), 0)
        x = a
        while x < r:
            wide, z = self.rng.uniform(0.16, 0.24), b
            while z > 1.0:
                stop = max(1.0, z - self.rng.uniform(0.9, 2.2))
                tone = scale(base, self.rng.uniform(0.9, 1.08))
                self.sheet.shape(
                    [
                        self.place(x, 0, z - 0.01),
                        self.place(x + wide * 0.96, 0, z - 0.01),
                        self.place(x + wide * 0.96, 0, stop),
                        self.place(x, 0, stop),
                    ],
                    self.ink(tone, 0.5),
                )
                z = stop
            x += wide

    def window(self, outside: Outside, *, x: float, y: float, wide: float, tall: float, curtain: bool = False) -> None:
        """A window in the back wall: the landscape of the same season and hour behind its bars."""
        x0, y0 = self.place(x, y + tall, self.back)
        x1, y1 = self.place(x + wide, y, self.back)
        a, b, c, d = (
            max(0, round(x0)),
            max(0, round(y0)),
            min(self.order.width, round(x1)),
            min(self.order.height, round(y1)),
        )
        if c - a < 8 or d - b < 8:
            return
        view = Order(self.pal, c - a, d - b, self.order.seed + 5, self.order.branch(5), self.order.side)
        seen = outside(view).rgb
        self.canvas.rgb[b:d, a:c] = np.clip(seen * (1.0 if self.dark else 1.06), 0, 1)
        white, stone = rgb("#EFE6D4"), mix(self.wall, self.pal.things["stone"], 0.35)
        m, back = 0.09, self.back
        for box, tone, light in (
            ((x - m, x, y - m, y + tall + m), stone, 0.75),
            ((x + wide, x + wide + m, y - m, y + tall + m), stone, 0.3),
            ((x - m, x + wide + m, y + tall, y + tall + m), stone, 0.25),
        ):
            self._pane(box, self.ink(tone, light))
        for at in (0.0, 0.5, 1.0):
            half = 0.045 if at == 0.5 else 0.035
            px = x + wide * at
            self._pane((px - half, px + half, y, y + tall), self.ink(white, 0.55))
        for at in (0.0, 0.36, 0.68, 1.0):
            half = 0.035 if at in (0.0, 1.0) else 0.018
            py = y + tall * at
            self._pane((x, x + wide, py - half, py + half), self.ink(white, 0.65))
        self.box((x - 0.16, x + wide + 0.16), (y - 0.13, y - 0.06), (back - 0.22, back), mix(stone, white, 0.4))
        if curtain:
            self._curtains(x, y, wide, tall)
        self.press(0.03)
        self._shine(x, y, wide, tall)

    def _pane(self, box: tuple[float, float, float, float], colour: Colour) -> None:
        a, b, c, d = box
        self.face([(a, c, self.back), (b, c, self.back), (b, d, self.back), (a, d, self.back)], colour, 0.25)

    def _curtains(self, x: float, y: float, wide: float, tall: float) -> None:
        cloth = mix(rgb("#F4EDE0"), self.pal.things[self.rng.choice(("plaster", "shutter", "rose"))], 0.25)
        z = self.back - 0.12
        self.box((x - 0.6, x + wide + 0.6), (y + tall + 0.16, y + tall + 0.19), (z, z + 0.03), "wood")
        for start, way in ((x - 0.42, 1), (x + wide + 0.42, -1)):
            for i in range(6):
                a, b = start + way * i * 0.09, start + way * (i + 1) * 0.09
                pinch = 0.5 if i > 2 else 0.85
                self.face(
                    [
                        (a, y + tall + 0.18, z),
                        (b, y + tall + 0.18, z),
                        (start + (b - start) * pinch, y - 0.5, z),
                        (start + (a - start) * pinch, y - 0.5, z),
                    ],
                    self.ink(scale(cloth, 1.0 if i % 2 else 0.92), 0.85 if i % 2 else 0.45),
                    0.6,
                )

    def _shine(self, x: float, y: float, wide: float, tall: float) -> None:
        """Sun through the panes on the floor, and a glow round the window by day; at night the lamp does it."""
        h, w = self.order.height, self.order.width
        cx, cy = self.place(x + wide / 2, y + tall / 2, self.back)
        rows, cols = np.ogrid[0:h, 0:w]
        glow = np.exp(-(((cols - cx) / (0.34 * w)) ** 2 + ((rows - cy) / (0.42 * h)) ** 2)).astype(np.float32)
        if not self.dark:
            self.canvas.rgb *= (0.93 + 0.13 * glow)[..., None]
        if self.dark or (self.pal.hour == "noon" and self.rng.random() < 0.3):
            return
        sheet = self.fresh()
        drop = {"dawn": 1.0, "noon": 1.9, "gold": 1.05}[self.pal.hour]
        slant = -self.order.side * 0.45
        for i in range(2):
            for j in range(3):
                x0, x1 = x + wide * (i + 0.04) / 2, x + wide * (i + 0.94) / 2
                y0, y1 = y + tall * (j + 0.05) / 3, y + tall * (j + 0.95) / 3
                spots = []
                for px, py in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)):
                    t = py / drop
                    spots.append(self.place(px + slant * t, 0, max(1.05, self.back - t)))
                sheet.shape(spots, (1, 1, 1))
        ink, top = sheet.reduced()
        if ink is None:
            return
        speck = spread(tile(0.0, 2), ink.shape[0], w)
        cover = np.clip(ink[..., 3] * (0.85 + 0.3 * speck), 0, 1) * (0.75 if self.pal.hour != "noon" else 0.55)
        warm = np.asarray(
            {"dawn": (1.42, 1.30, 1.12), "noon": (1.34, 1.32, 1.24), "gold": (1.50, 1.30, 0.98)}[self.pal.hour],
            np.float32,
        )
        part = self.canvas.rgb[top : top + ink.shape[0]]
        part *= 1 + cover[..., None] * (warm - 1)

    def lamp_glow(self, x: float, y: float, z: float, *, size: float = 0.3, strength: float = 0.55) -> None:
        """The light of a lamp on everything round it."""
        h, w = self.order.height, self.order.width
        cx, cy = self.place(x, y, z)
        rows, cols = np.ogrid[0:h, 0:w]
        glow = np.exp(-(np.hypot(cols - cx, rows - cy) / (size * w))).astype(np.float32)
        amount = strength if self.dark else strength * 0.12
        self.canvas.rgb *= 1 + amount * glow[..., None] * np.asarray((1.5, 1.1, 0.55), np.float32)

    def oval(self, x: float, y: float, z: float, rx: float, ry: float, colour: Colour) -> None:
        """An upright oval at a place, radii in metres."""
        px, py = self.place(x, y, z)
        self.sheet.oval(px, py, rx * self.focal / z, ry * self.focal / z, colour)

    def turned(
        self,
        x: float,
        y: float,
        z: float,
        profile: Sequence[tuple[float, float]],
        colour: Colour | str,
        *,
        gloss: float = 0.5,
    ) -> None:
        """A turned vessel: a profile of (radius, height) in metres, shaded round."""
        base = self.pal.things[colour] if isinstance(colour, str) else colour
        side, unit = self.order.side, self.focal / z
        cx, cy = self.place(x, y, z)
        fine = _rounded(profile)
        for a, b, light in ((-1.0, 1.0, 0.25), (-0.45, 1.0, 0.6), (0.15, 0.86, 0.95)):
            lo, hi = (a, b) if side > 0 else (-b, -a)
            left = [(cx + r * lo * unit, cy - t * unit) for r, t in fine]
            right = [(cx + r * hi * unit, cy - t * unit) for r, t in fine]
            self.sheet.shape([*left, *reversed(right)], self.ink(base, light))
        if gloss:
            spots = [(r * 0.58 * side, t) for r, t in fine if r > 0.012]
            middle = spots[len(spots) // 4 : len(spots) * 3 // 4]
            if len(middle) > 2:
                self.sheet.stroke(
                    [(cx + r * unit, cy - t * unit) for r, t in middle],
                    self.ink(mix(base, (1, 1, 1), gloss), 1.0),
                    2.4 * self.order.unit,
                )
        r, t = fine[-1]
        self.sheet.oval(cx, cy - t * unit, r * unit, r * unit * 0.22, self.ink(scale(base, 0.6), 0.3))


def _rounded(profile: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A profile with its corners rounded (Chaikin, twice)."""
    pts = list(profile)
    for _ in range(2):
        out = [pts[0]]
        for (a, b), (c, d) in itertools.pairwise(pts):
            out += [(a * 0.75 + c * 0.25, b * 0.75 + d * 0.25), (a * 0.25 + c * 0.75, b * 0.25 + d * 0.75)]
        pts = [*out, pts[-1]]
    return pts


__all__ = ["Room", "math"]
