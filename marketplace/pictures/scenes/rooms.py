# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Indoor scenes: a bedroom, a kitchen, a studio, each with the landscape in its window."""

from __future__ import annotations

from ..canvas import Canvas
from ..interior import furniture as f
from ..interior.room import Outside, Room
from ..palette import mix, rgb, scale
from ..stage import Order
from .hills import hills, village_hill, vineyards
from .plain import plain, river, village_plain

VIEWS: tuple[Outside, ...] = (hills, vineyards, village_hill, plain, village_plain, hills, river)


def bedroom(order: Order) -> Canvas:
    """A bed by the window, a lamp, a rug."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    room = Room(order, back=rng.uniform(4.3, 4.9))
    room.shell(floor=rng.choice(("cotto", "planks")), beams=rng.random() < 0.75)
    wide = rng.uniform(1.25, 1.6)
    middle = hand * rng.uniform(0.75, 1.15)
    room.window(rng.choice(VIEWS), x=middle - wide / 2, y=0.85, wide=wide, tall=1.55, curtain=rng.random() < 0.6)
    bx = -hand * rng.uniform(1.0, 1.3) - 0.82
    f.framed(room, x=bx + 0.55, y=1.55, wide=0.55, tall=0.68)
    f.rug(room, x=(bx + (1.7 if hand > 0 else -1.2), bx + (2.9 if hand > 0 else 0.0)), z=(1.9, 3.2))
    side = bx + 1.75 if hand > 0 else bx - 0.55
    f.bedside(room, x=side, z=room.back - 0.5)
    f.bed(room, x=bx, z=room.back - 2.2)
    room.press()
    room.lamp_glow(side + 0.3, 0.85, room.back - 0.3)
    return room.canvas


def kitchen(order: Order) -> Canvas:
    """A long table under a lamp, shelves, chairs of straw."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    room = Room(order, back=rng.uniform(4.5, 5.0))
    room.shell(floor="cotto", beams=rng.random() < 0.85)
    wide = rng.uniform(1.3, 1.7)
    middle = hand * rng.uniform(0.6, 1.0)
    room.window(rng.choice(VIEWS), x=middle - wide / 2, y=1.02, wide=wide, tall=1.35)
    a = -hand * 1.6
    for y in (1.45, 1.95):
        f.shelf(room, x=(a - 0.85, a + 0.85), y=y, things=6)
    counter(room, hand)
    tx = rng.uniform(-0.35, 0.35)
    for dx in (-0.75, 0.35):
        f.chair(room, x=tx + dx, z=3.35, back_to_us=False)
    f.table(room, x=(tx - 1.15, tx + 1.15), z=(2.35, 3.25), colour=scale(rgb("#A97B52"), rng.uniform(0.9, 1.1)))
    f.vase(room, tx + rng.uniform(-0.4, 0.4), 0.76, 2.9)
    bowl_of_fruit(room, tx - 0.62, 0.76, 2.7)
    f.chair(room, x=tx + hand * 0.55 - 0.2, z=1.95, back_to_us=True)
    f.pendant(room, x=tx, z=2.9)
    room.press()
    room.lamp_glow(tx, 1.8, 2.9, size=0.34, strength=0.7)
    return room.canvas


def counter(room: Room, hand: int) -> None:
    """A stone counter under the shelves, with a sink cloth."""
    a = -hand * 1.6
    front = mix(rgb(room.rng.choice(f.CLOTHS)), rgb("#F1E8D8"), 0.35)
    room.box((a - 1.0, a + 1.0), (0, 0.86), (room.back - 0.55, room.back), front)
    room.box((a - 1.04, a + 1.04), (0.86, 0.92), (room.back - 0.6, room.back), mix(room.pal.things["stone"], (1, 1, 1), 0.3))
    for i in range(4):
        x = a - 0.95 + i * 0.49
        z = room.back - 0.555
        room.face([(x, 0.1, z), (x + 0.43, 0.1, z), (x + 0.43, 0.8, z), (x, 0.8, z)], room.ink(scale(front, 0.9), 0.45))
        room.oval(x + 0.38, 0.66, z, 0.014, 0.014, room.ink(rgb("#D9B66A"), 0.9))
    room.turned(
        a + 0.4,
        0.92,
        room.back - 0.35,
        ((0.06, 0), (0.1, 0.09), (0.08, 0.17), (0.05, 0.2), (0.055, 0.23)),
        rgb("#F1E8D8"),
    )


def bowl_of_fruit(room: Room, x: float, y: float, z: float) -> None:
    """A bowl, and the season's fruit in it."""
    inks = {
        "spring": ("#B7303A", "#C9442F"),
        "summer": ("#E9A24A", "#D9703F"),
        "autumn": ("#5A2E4F", "#8A9A3C"),
        "winter": ("#E58A2E", "#D97A28"),
    }[room.pal.season]
    for i in range(7):
        dx, dy = (i % 4 - 1.5) * 0.065, 0.12 + (i // 4) * 0.055
        tone = rgb(room.rng.choice(inks))
        room.oval(x + dx + (i // 4) * 0.03, y + dy, z, 0.042, 0.04, room.ink(scale(tone, 0.85), 0.4))
        room.oval(x + dx + (i // 4) * 0.03 + room.order.side * 0.01, y + dy + 0.008, z, 0.028, 0.026, room.ink(tone, 0.9))
    room.turned(x, y, z, ((0.06, 0), (0.13, 0.04), (0.17, 0.11), (0.175, 0.125)), rgb("#2F5F75"), gloss=0.3)
    for i in range(5):
        tone = rgb(room.rng.choice(inks))
        room.oval(x + (i - 2) * 0.062, y + 0.135, z - 0.01, 0.04, 0.034, room.ink(tone, 0.8))


def studio(order: Order) -> Canvas:
    """An artist's room: an easel, a work table with pots, a tall window."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    room = Room(order, back=rng.uniform(4.5, 5.1), high=3.3)
    room.shell(floor="planks", beams=rng.random() < 0.7)
    wide = rng.uniform(1.7, 2.1)
    middle = hand * rng.uniform(0.3, 0.8)
    room.window(rng.choice(VIEWS), x=middle - wide / 2, y=0.8, wide=wide, tall=1.9)
    a = -hand * 1.9
    f.shelf(room, x=(a - 0.6, a + 0.6), y=1.75, things=4)
    f.framed(room, x=a - 0.3, y=1.05, wide=0.45, tall=0.55)
    tx = hand * 1.55
    f.table(room, x=(tx - 0.9, tx + 0.9), z=(2.7, 3.4), colour=scale(rgb("#B08A60"), 0.95))
    pots(room, tx, 0.76)
    easel(room, -hand * 0.9, 2.9)
    room.press()
    room.lamp_glow(tx, 1.6, 3.0, size=0.3, strength=0.6)
    return room.canvas


def pots(room: Room, x: float, y: float) -> None:
    """Brushes in jars, paints, a stack of paper."""
    rng = room.rng
    room.box((x - 0.75, x - 0.25), (y, y + 0.03), (2.85, 3.2), rgb("#F6F0E4"))
    for i in range(3):
        px, pz = x + 0.05 + i * 0.26, 3.05 + rng.uniform(-0.1, 0.1)
        cx, cy = room.place(px, y + 0.13, pz)
        for _ in range(6):
            lean, tall = rng.uniform(-34, 34) * room.order.unit, rng.uniform(42, 84) * room.order.unit
            room.sheet.stroke([(cx, cy), (cx + lean, cy - tall)], room.ink(rgb("#C9A274"), 0.7), 2.4 * room.order.unit)
            room.sheet.oval(
                cx + lean,
                cy - tall,
                3.2 * room.order.unit,
                6 * room.order.unit,
                room.ink(rgb(rng.choice(f.CLOTHS)), 0.8),
            )
        room.turned(
            px,
            y,
            pz,
            ((0.055, 0), (0.06, 0.06), (0.055, 0.14)),
            rgb(rng.choice(("#F1E8D8", "#8E9A84", "#C98A63"))),
            gloss=0.3,
        )


def easel(room: Room, x: float, z: float) -> None:
    """An easel with a picture in work: a hill, a field, a sun."""
    wood, order = room.pal.things["wood"], room.order
    for foot, top in (
        ((x - 0.42, 0, z - 0.1), (x - 0.06, 1.95, z)),
        ((x + 0.42, 0, z - 0.1), (x + 0.06, 1.95, z)),
        ((x, 0, z + 0.6), (x, 1.9, z)),
    ):
        room.sheet.stroke([room.place(*foot), room.place(*top)], room.ink(wood, 0.5), 8 * order.unit)
    room.box((x - 0.5, x + 0.5), (0.72, 0.77), (z - 0.12, z), wood)
    y0, y1, p = 0.77, 1.62, z - 0.08
    room.face(
        [(x - 0.52, y0, p), (x + 0.52, y0, p), (x + 0.52, y1, p), (x - 0.52, y1, p)],
        room.ink(rgb("#F6F0E4"), 0.75),
        0.5,
    )
    bands = [
        ("#DCE3DA", 1.56, 1.40),
        ("#E9C184", 1.40, 1.27),
        ("#8FA6AE", 1.30, 1.18),
        ("#7A9450", 1.21, 1.04),
        ("#E2B655", 1.08, 0.94),
        ("#A8452A", 0.98, 0.84),
    ]
    for code, top, foot in bands:
        wave = [(x - 0.44 + 0.88 * i / 6, top + room.rng.uniform(-0.035, 0.035), p - 0.004) for i in range(7)]
        room.face([*wave, (x + 0.44, foot, p - 0.004), (x - 0.44, foot, p - 0.004)], room.ink(rgb(code), 0.75), 0.8)
    room.oval(x + 0.18, 1.44, p - 0.005, 0.055, 0.055, room.ink(rgb("#D9703F"), 0.8))
