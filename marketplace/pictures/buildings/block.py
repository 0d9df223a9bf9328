# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""A house as a solid in the landscape: walls that catch the sun or not, a roof with tiles, openings in perspective."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..brush import Brush
from ..canvas import Point
from ..palette import Colour, mix, scale


@dataclass
class Face:
    """One wall: maps metres along it (from its left end as seen) and up it to the picture."""

    brush: Brush
    start: Point
    end: Point
    base: float
    height: float
    light: float
    z: float

    @property
    def length(self) -> float:
        """Metres along the wall."""
        return math.hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])

    def at(self, s: float, t: float) -> Point:
        """The picture's point for metres along and up."""
        part = s / self.length
        x = self.start[0] + (self.end[0] - self.start[0]) * part
        z = self.start[1] + (self.end[1] - self.start[1]) * part
        return self.brush.ground.view.place(x, self.base + t, max(z, 1.0))

    def ink(self, colour: Colour | str, light: float | None = None) -> Colour:
        """A colour on this wall."""
        return self.brush.tint(colour, self.light if light is None else light, self.z, self.base + 4)

    def quad(self, s: float, t: float, wide: float, tall: float, colour: Colour, wobble: float = 0.25) -> None:
        """A rectangle on the wall."""
        pts = [self.at(s, t), self.at(s, t + tall), self.at(s + wide, t + tall), self.at(s + wide, t)]
        self.brush.sheet.cut(pts, colour, wobble)

    def arch(self, s: float, t: float, wide: float, tall: float, colour: Colour) -> None:
        """An opening with a round head; `tall` counts to the crown."""
        r = wide / 2
        pts = [self.at(s, t), self.at(s, t + max(0.1, tall - r))]
        pts += [self.at(s + r - r * math.cos(a), t + tall - r + r * math.sin(a)) for a in (math.pi * i / 12 for i in range(1, 12))]
        pts += [self.at(s + wide, t + max(0.1, tall - r)), self.at(s + wide, t)]
        self.brush.sheet.shape(pts, colour)

    def pixels(self, metres: float) -> float:
        """How large something on this wall is on the picture."""
        return metres * self.brush.ground.view.focal / self.z


@dataclass(frozen=True)
class Block:
    """Middle (x, z) and base height in metres, turn in radians, sizes; `hip` makes a pointed roof; `aloft` stands on another block."""

    x: float
    z: float
    base: float
    width: float
    depth: float
    height: float
    turn: float = 0.0
    rise: float = 2.0
    wall: str | Colour = "plaster"
    roof: str | Colour = "roof"
    hip: bool = False
    over: float = 0.4
    foot: float = 0.2
    aloft: bool = False

    def corner(self, lx: float, lz: float) -> Point:
        """From the house's own axes to the world's."""
        c, s = math.cos(self.turn), math.sin(self.turn)
        return self.x + lx * c + lz * s, self.z - lx * s + lz * c


def _faces(brush: Brush, b: Block) -> list[tuple[str, Face]]:
    w, d = b.width / 2, b.depth / 2
    walls = {
        "front": ((-w, -d), (w, -d), (0, -1)),
        "right": ((w, -d), (w, d), (1, 0)),
        "back": ((w, d), (-w, d), (0, 1)),
        "left": ((-w, d), (-w, -d), (-1, 0)),
    }
    out = []
    c, s = math.cos(b.turn), math.sin(b.turn)
    for name, (p, q, n) in walls.items():
        start, end = b.corner(*p), b.corner(*q)
        nx, nz = n[0] * c + n[1] * s, -n[0] * s + n[1] * c
        mx, mz = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        if nx * -mx + nz * -mz <= 0:
            continue
        out.append((name, Face(brush, start, end, b.base, b.height, brush.facing(nx, nz), max(mz, 2.0))))
    return out


def raise_block(brush: Brush, b: Block) -> dict[str, Face]:
    """Draw the walls and the roof; return the walls that are seen, for their openings."""
    faces = _faces(brush, b)
    if not b.aloft:
        _ground_shadow(brush, b)
    for name, face in faces:
        wall = face.ink(b.wall)
        pts = [face.at(0, -b.foot), face.at(0, b.height), face.at(face.length, b.height), face.at(face.length, -b.foot)]
        if name in ("left", "right") and not b.hip and b.rise > 0:
            pts.insert(2, face.at(face.length / 2, b.height + b.rise))
        brush.sheet.cut(pts, wall, 0.3)
        _weather(face, b, eaves=b.hip or name in ("front", "back"))
    _roof(brush, b)
    return dict(faces)


def _ground_shadow(brush: Brush, b: Block) -> None:
    view = brush.ground.view
    reach = (b.height + b.rise) * (1.5 if brush.pal.light.height < 0.5 else 0.5)
    w, d = b.width / 2, b.depth / 2
    corners = [b.corner(*p) for p in ((-w, -d), (w, -d), (w, d), (-w, d))]
    dx, dz = -brush.side * reach, reach * 0.25
    pts = [view.place(x, b.base, max(z, 2)) for x, z in corners]
    pts += [view.place(x + dx, b.base, max(z + dz, 2)) for x, z in corners]
    brush.shadows.shape(_hull(pts), (0, 0, 0))


def _hull(points: list[Point]) -> list[Point]:
    pts = sorted(points)

    def half(source: list[Point]) -> list[Point]:
        out: list[Point] = []
        for p in source:
            while len(out) > 1 and (out[-1][0] - out[-2][0]) * (p[1] - out[-2][1]) <= (out[-1][1] - out[-2][1]) * (p[0] - out[-2][0]):
                out.pop()
            out.append(p)
        return out

    return half(pts)[:-1] + half(pts[::-1])[:-1]


def _weather(face: Face, b: Block, *, eaves: bool) -> None:
    """Shade under the eaves, a damp foot, a few patches where plaster has gone."""
    rng, n = face.brush.rng, face.length
    size = face.pixels(1.0)
    if size < 2.2:
        return
    wall = b.wall if not isinstance(b.wall, str) else face.brush.pal.things[b.wall]
    if size > 5:
        for _ in range(int(n * b.height / 9)):
            s, t = rng.uniform(0, n - 1), rng.uniform(0, b.height * 0.93) if rng.random() < 0.4 else rng.uniform(0, 1.2)
            tone = scale(wall, rng.uniform(0.90, 1.05))
            if rng.random() < 0.15:
                tone = mix(wall, face.brush.pal.things["brick"], 0.30)
            face.quad(s, t, min(rng.uniform(0.4, 1.8), n - s), rng.uniform(0.12, 0.4), face.ink(tone), 0.5)
    if eaves:
        face.quad(0, b.height - 0.42, n, 0.42, face.ink(scale(wall, 0.72), face.light * 0.4))
    face.quad(0, -b.foot, n, b.foot + 0.15, face.ink(scale(wall, 0.80)))


def _roof(brush: Brush, b: Block) -> None:
    w, d, o = b.width / 2 + b.over, b.depth / 2 + b.over, b.over * b.rise / (b.depth / 2)
    view, eave, ridge = brush.ground.view, b.base + b.height - o, b.base + b.height + b.rise
    ends = (0.0, 0.0) if b.hip and abs(b.width - b.depth) < 1 else ((-(w - d), w - d) if b.hip else (-w, w))
    planes = [
        (((-w, -d), (w, -d)), ((ends[1], 0.0), (ends[0], 0.0)), (0.0, -1.0)),
        (((w, d), (-w, d)), ((ends[0], 0.0), (ends[1], 0.0)), (0.0, 1.0)),
    ]
    if b.hip:
        planes += [
            (((w, -d), (w, d)), ((ends[1], 0.0), (ends[1], 0.0)), (1.0, 0.0)),
            (((-w, d), (-w, -d)), ((ends[0], 0.0), (ends[0], 0.0)), (-1.0, 0.0)),
        ]
    c, s = math.cos(b.turn), math.sin(b.turn)
    for low, high, n in planes:
        nx, nz = n[0] * c + n[1] * s, -n[0] * s + n[1] * c
        run = d
        px, pz = b.corner(*low[0])
        if nx * b.rise * -px + nz * b.rise * -pz + run * (view.eye - eave) <= 0:
            continue
        foot = [(*b.corner(*p), eave) for p in low]
        head = [(*b.corner(*p), ridge) for p in high]
        light = min(1.0, 0.45 * brush.facing(nx, nz) + 0.55 * (0.25 + 0.6 * brush.pal.light.height) + 0.12)
        _plane(brush, b, foot, head, light)


def _plane(brush: Brush, b: Block, foot: list[tuple[float, float, float]], head: list[tuple[float, float, float]], light: float) -> None:
    place, rng = brush.ground.view.place, brush.rng
    base = b.roof if not isinstance(b.roof, str) else brush.pal.things[b.roof]
    low = [place(x, y, max(z, 2)) for x, z, y in foot]
    top = [place(x, y, max(z, 2)) for x, z, y in head]
    y = b.base + b.height
    brush.sheet.cut([low[0], low[1], top[0], top[1]], brush.tint(base, light, b.z, y), 0.35)
    wide = math.hypot(low[1][0] - low[0][0], low[1][1] - low[0][1])
    tall = abs(top[0][1] - low[0][1])
    if wide < 26 * brush.unit or tall < 5 * brush.unit:
        return
    lines = int(min(70, wide / (4.2 * brush.unit)))
    for i in range(1, lines):
        t = i / lines + rng.uniform(-0.2, 0.2) / lines
        p = (low[0][0] + (low[1][0] - low[0][0]) * t, low[0][1] + (low[1][1] - low[0][1]) * t)
        q = (top[1][0] + (top[0][0] - top[1][0]) * t, top[1][1] + (top[0][1] - top[1][1]) * t)
        a, z = rng.uniform(0, 0.25), rng.uniform(0.6, 1.0)
        start = (p[0] + (q[0] - p[0]) * a, p[1] + (q[1] - p[1]) * a)
        stop = (p[0] + (q[0] - p[0]) * z, p[1] + (q[1] - p[1]) * z)
        tone = scale(base, rng.choice((0.78, 0.86, 1.12)))
        brush.sheet.stroke([start, stop], brush.tint(tone, light, b.z, y), 0.9 * brush.unit)
    brush.sheet.stroke([low[0], low[1]], brush.tint(scale(base, 0.6), light * 0.4, b.z, y), 1.3 * brush.unit)
    brush.sheet.stroke([top[1], top[0]], brush.tint(scale(base, 1.12), light, b.z, y), 1.6 * brush.unit)
