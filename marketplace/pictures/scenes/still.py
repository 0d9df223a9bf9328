# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Still life: the set table by the window."""

from __future__ import annotations

from ..canvas import Canvas
from ..interior.provisions import Board, bottle, bread, cheese, glass, grapes, salame, walnuts
from ..palette import rgb, scale
from ..stage import Order
from .hills import hills, vineyards
from .rooms import bowl_of_fruit


def table(order: Order) -> Canvas:
    """Wine, bread, salame, cheese and the season's fruit, by a window."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    board = Board(order)
    board.face(
        [(-3, -1, board.back), (3, -1, board.back), (3, 3, board.back), (-3, 3, board.back)],
        board.ink(board.wall, 0.6),
        0,
    )
    board.press(0.04)
    board.window(rng.choice((hills, vineyards)), x=hand * 0.62 - 0.6, y=0.86, wide=1.2, tall=1.0)
    check = rng.random() < 0.5
    board.cloth(
        rgb(rng.choice(("#A8452A", "#3F6236", "#2F5F75"))) if check else scale(rgb("#A97B52"), rng.uniform(0.85, 1.1)),
        cloth=check,
    )
    board.press(0.05)
    bottle(board, -hand * rng.uniform(0.22, 0.30), 1.5)
    bread(board, -hand * rng.uniform(0.44, 0.52), 1.36)
    bowl_of_fruit(board, hand * rng.uniform(0.30, 0.42), board.top, 1.42)
    glass(board, -hand * rng.uniform(0.03, 0.10), 1.38)
    cheese(board, hand * 0.20, 1.26)
    if order.pal.season in ("autumn", "summer"):
        grapes(board, hand * rng.uniform(0.36, 0.42), 1.18, rgb("#4A2A4A") if rng.random() < 0.6 else rgb("#A9B25A"))
    else:
        walnuts(board, hand * 0.38, 1.16)
    salame(board, -hand * rng.uniform(0.14, 0.22), 1.12)
    board.press(0.05)
    board.lamp_glow(-hand * 0.2, 1.5, 1.6, size=0.32, strength=0.55)
    return board.canvas
