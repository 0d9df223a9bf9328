# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on a table: wine, bread, salame, cheese, grapes, nuts; and the table top they stand on."""

from __future__ import annotations

import math

from ..palette import Colour, mix, rgb, scale
from ..stage import Order
from .room import Room


class Board(Room):
    """A table top close by, seen a little from above, the wall and a window behind."""

    def __init__(self, order: Order) -> None:
        super().__init__(order, back=2.6, wide=6.0, eye=1.22)
        self.focal, self.horizon = 1500 * order.unit, order.height * 0.30
        self.near, self.far, self.top = 0.98, 1.75, 0.76

    def cloth(self, colour: Colour, *, cloth: bool) -> None:
        """The table top: boards, or a checked cloth."""
        a, b, y = self.near - 0.3, self.far, self.top
        self.face([(-1.5, y, a), (1.5, y, a), (1.5, y, b), (-1.5, y, b)], self.ink(colour, 0.85), 0)
        if cloth:
            other = mix(colour, rgb("#F6EFE2"), 0.82)
            step = 0.115
            for i in range(-14, 14):
                for j in range(12):
                    if (i + j) % 2:
                        continue
                    x, z = i * step, b - j * step
                    tone = other if i % 2 else mix(colour, other, 0.5)
                    self.sheet.shape(
                        [
                            self.place(x, y, z),
                            self.place(x + step, y, z),
                            self.place(x + step, y, z - step),
                            self.place(x, y, z - step),
                        ],
                        self.ink(tone, 0.85),
                    )
            return
        for i in range(-7, 8):
            x = i * 0.21 + self.rng.uniform(-0.02, 0.02)
            self.sheet.stroke(
                [self.place(x, y, b), self.place(x * 1.0, y, a)],
                self.ink(scale(colour, 0.72), 0.6),
                2.2 * self.order.unit,
            )
        for _ in range(90):
            x, z, long = self.rng.uniform(-1.2, 1.2), self.rng.uniform(a, b), self.rng.uniform(0.05, 0.3)
            self.sheet.stroke(
                [self.place(x, y, z), self.place(x + self.rng.uniform(-0.006, 0.006), y, z - long)],
                self.ink(scale(colour, self.rng.choice((0.86, 1.08))), 0.8),
                1.2 * self.order.unit,
            )

    def cast(self, x: float, z: float, r: float, long: float) -> None:
        """A thing's shadow on the table."""
        dx = -self.order.side * long
        pts = []
        for i in range(12):
            t = i / 12 * math.tau
            pts.append(self.place(x + dx * 0.5 + math.cos(t) * (r + long * 0.5), self.top + 0.001, z + math.sin(t) * r * 0.8))
        self.sheet.shape(pts, self.ink(rgb("#5A4032"), 0.25))


def bottle(board: Board, x: float, z: float) -> None:
    """A bottle of red with its label."""
    glass = rgb("#2B3A2C")
    board.cast(x, z, 0.045, 0.2)
    board.turned(
        x,
        board.top,
        z,
        [
            (0.036, 0),
            (0.039, 0.02),
            (0.039, 0.17),
            (0.036, 0.195),
            (0.015, 0.235),
            (0.0145, 0.30),
            (0.017, 0.305),
            (0.016, 0.318),
        ],
        glass,
        gloss=0.5,
    )
    _label(board, x, z)


def _label(board: Board, x: float, z: float) -> None:
    """The paper on a bottle with its hill, and the foil at the neck in the same colour."""
    y = board.top
    label = [
        (x - 0.033, y + 0.055, z - 0.02),
        (x + 0.033, y + 0.055, z - 0.02),
        (x + 0.033, y + 0.135, z - 0.02),
        (x - 0.033, y + 0.135, z - 0.02),
    ]
    board.face(label, board.ink(rgb("#F3E9D2"), 0.8), 0.3)
    tone = rgb(board.rng.choice(("#A8452A", "#3F6236", "#2F5F75")))
    hill = [
        (x - 0.028, y + 0.07, z - 0.02),
        (x + 0.028, y + 0.07, z - 0.02),
        (x + 0.028, y + 0.092, z - 0.02),
        (x + 0.008, y + 0.11, z - 0.02),
        (x - 0.012, y + 0.09, z - 0.02),
        (x - 0.028, y + 0.1, z - 0.02),
    ]
    board.face(hill, board.ink(tone, 0.7), 0.3)
    foil = [
        (x - 0.0165, y + 0.262, z - 0.01),
        (x + 0.0165, y + 0.262, z - 0.01),
        (x + 0.0165, y + 0.318, z - 0.01),
        (x - 0.0165, y + 0.318, z - 0.01),
    ]
    board.face(foil, board.ink(tone, 0.6), 0.2)


def glass(board: Board, x: float, z: float) -> None:
    """A stemmed glass, half full."""
    red, unit = rgb("#7A1F2E"), board.focal / z
    clear = mix(board.wall, rgb("#DDE6E4"), 0.5)
    board.cast(x, z, 0.035, 0.12)
    cx, cy = board.place(x, board.top, z)
    board.sheet.oval(cx, cy, 0.034 * unit, 0.011 * unit, board.ink(mix(clear, (1, 1, 1), 0.3), 0.7))
    board.sheet.stroke([(cx, cy), (cx, cy - 0.085 * unit)], board.ink(mix(clear, (1, 1, 1), 0.4), 0.8), 0.006 * unit)
    bowl = [(0.006, 0.085), (0.034, 0.105), (0.043, 0.14), (0.040, 0.18), (0.033, 0.215)]
    board.turned(x, board.top, z, bowl, mix(clear, (1, 1, 1), 0.25), gloss=0.0)
    board.turned(x, board.top, z, [(0.006, 0.088), (0.033, 0.107), (0.0415, 0.14), (0.0415, 0.158)], red, gloss=0.25)
    board.sheet.oval(cx, cy - 0.158 * unit, 0.0415 * unit, 0.0105 * unit, board.ink(rgb("#9C3242"), 0.9))
    board.sheet.stroke(
        [
            (cx - board.order.side * -0.022 * unit, cy - 0.2 * unit),
            (cx + board.order.side * 0.03 * unit, cy - 0.13 * unit),
        ],
        board.ink(rgb("#FFFDF6"), 1.0),
        0.004 * unit,
    )


def bread(board: Board, x: float, z: float) -> None:
    """A round loaf with its cuts."""
    crust, unit = rgb("#B57A42"), board.focal / z
    board.cast(x, z, 0.10, 0.12)
    cx, cy = board.place(x, board.top, z)
    for push, part, tone, light in ((0, 1.0, 0.66, 0.2), (0.018, 0.88, 0.95, 0.6), (0.036, 0.62, 1.12, 1.0)):
        px = cx + board.order.side * push * unit
        pts = [
            (
                px + math.cos(i / 28 * math.tau) * 0.118 * part * unit * board.rng.uniform(0.975, 1.025),
                cy - 0.055 * unit - push * 0.8 * unit + math.sin(i / 28 * math.tau) * 0.064 * part * unit,
            )
            for i in range(28)
        ]
        board.sheet.shape(pts, board.ink(scale(crust, tone), light))
    for i in (-1, 0, 1):
        line = [
            (cx + (i * 0.05 - 0.02) * unit, cy - 0.105 * unit),
            (cx + i * 0.05 * unit, cy - 0.075 * unit),
            (cx + (i * 0.05 + 0.022) * unit, cy - 0.045 * unit),
        ]
        board.sheet.stroke(line, board.ink(rgb("#F0DCB4"), 0.9), 0.009 * unit)


def salame(board: Board, x: float, z: float) -> None:
    """The salame of Varzi on its board: the piece, six slices, a knife."""
    y, unit = board.top, board.focal / z
    _cutting_board(board, x, z)
    cx, cy = board.place(x - 0.10, y + 0.045, z + 0.03)
    for part, tone, light in ((1.0, "#6E4034", 0.3), (0.72, "#8A5242", 0.8), (0.36, "#A9705C", 1.0)):
        board.sheet.oval(
            cx,
            cy - (1 - part) * 0.014 * unit,
            0.115 * unit * (0.9 + 0.1 * part),
            0.036 * part * unit,
            board.ink(rgb(tone), light),
        )
    for i in range(-3, 4):
        board.sheet.stroke(
            [(cx + i * 0.03 * unit, cy - 0.034 * unit), (cx + (i + 0.3) * 0.03 * unit, cy + 0.03 * unit)],
            board.ink(rgb("#E9DCC0"), 0.7),
            0.003 * unit,
        )
    _slices(board, x, z)


def _cutting_board(board: Board, x: float, z: float) -> None:
    """A small board of beech: its top and its front edge."""
    y = board.top
    board.face(
        [
            (x - 0.24, y + 0.012, z - 0.12),
            (x + 0.24, y + 0.012, z - 0.12),
            (x + 0.23, y + 0.012, z + 0.12),
            (x - 0.23, y + 0.012, z + 0.12),
        ],
        board.ink(rgb("#C49A68"), 0.9),
        0.8,
    )
    board.face(
        [
            (x - 0.24, y + 0.012, z - 0.12),
            (x + 0.24, y + 0.012, z - 0.12),
            (x + 0.24, y - 0.006, z - 0.12),
            (x - 0.24, y - 0.006, z - 0.12),
        ],
        board.ink(rgb("#8A6242"), 0.4),
        0.3,
    )


def _slices(board: Board, x: float, z: float) -> None:
    """Six slices of salame, one over the other, with their specks of fat."""
    y, unit = board.top, board.focal / z
    for i in range(6):
        sx, sy = board.place(x + 0.045 + i * 0.026, y + 0.022 + 0.004 * i, z - 0.02 - 0.012 * (i % 2))
        board.sheet.oval(sx, sy, 0.037 * unit, 0.024 * unit, board.ink(rgb("#7A3E36"), 0.5))
        board.sheet.oval(sx, sy, 0.034 * unit, 0.021 * unit, board.ink(rgb("#B5524A"), 0.8))
        for _ in range(11):
            a, r = board.rng.random() * math.tau, board.rng.random() ** 0.5
            board.sheet.oval(
                sx + math.cos(a) * r * 0.03 * unit,
                sy + math.sin(a) * r * 0.018 * unit,
                0.0032 * unit,
                0.0022 * unit,
                board.ink(rgb("#F1D9CC"), 0.9),
            )


def grapes(board: Board, x: float, z: float, colour: Colour) -> None:
    """A bunch lying on the table."""
    unit = board.focal / z
    board.cast(x, z, 0.09, 0.08)
    cx, cy = board.place(x, board.top + 0.02, z)
    for i in range(46):
        t = i / 46
        px = cx + (t - 0.45) * 0.24 * unit + board.rng.gauss(0, 0.012) * unit
        spread_ = 0.045 * math.sin(math.pi * min(1, t * 0.85 + 0.12)) * unit
        py = cy - abs(board.rng.gauss(0, 0.5)) * spread_ - 0.005 * unit
        r = 0.0165 * unit
        tone = scale(colour, board.rng.uniform(0.75, 1.15))
        board.sheet.oval(px, py, r, r, board.ink(scale(tone, 0.7), 0.3))
        board.sheet.oval(px + board.order.side * r * 0.18, py - r * 0.18, r * 0.74, r * 0.74, board.ink(tone, 0.8))
        board.sheet.oval(px + board.order.side * r * 0.35, py - r * 0.4, r * 0.2, r * 0.2, board.ink(rgb("#F6EFE2"), 0.9))
    board.sheet.stroke(
        [(cx + 0.12 * unit, cy - 0.02 * unit), (cx + 0.16 * unit, cy - 0.06 * unit)],
        board.ink(rgb("#7A5E3E"), 0.6),
        0.007 * unit,
    )


def cheese(board: Board, x: float, z: float) -> None:
    """A wedge of cheese."""
    y, pale, rind = board.top, rgb("#F0D48E"), rgb("#C49A5A")
    board.cast(x + 0.04, z, 0.08, 0.1)
    a, b, c = (x - 0.10, z - 0.02), (x + 0.12, z - 0.07), (x + 0.09, z + 0.10)
    h = 0.085
    board.face(
        [(a[0], y, a[1]), (b[0], y, b[1]), (b[0], y + h, b[1]), (a[0], y + h, a[1])],
        board.ink(pale, 0.5 if board.order.side > 0 else 0.9),
    )
    board.face([(b[0], y, b[1]), (c[0], y, c[1]), (c[0], y + h, c[1]), (b[0], y + h, b[1])], board.ink(rind, 0.6))
    board.face([(a[0], y + h, a[1]), (b[0], y + h, b[1]), (c[0], y + h, c[1])], board.ink(mix(pale, (1, 1, 1), 0.25), 1.0))


def walnuts(board: Board, x: float, z: float) -> None:
    """A few walnuts."""
    for i in range(7):
        px, pz = x + board.rng.uniform(-0.1, 0.1), z + board.rng.uniform(-0.06, 0.06) - i * 0.004
        board.cast(px, pz, 0.02, 0.02)
        board.oval(px, board.top + 0.018, pz, 0.021, 0.019, board.ink(rgb("#8A6242"), 0.3))
        board.oval(px + board.order.side * 0.004, board.top + 0.022, pz, 0.015, 0.013, board.ink(rgb("#C49A68"), 0.9))
