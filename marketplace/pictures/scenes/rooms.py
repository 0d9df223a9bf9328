# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Indoor scenes: a bedroom, a kitchen, a studio, each with the landscape in its window."""

from __future__ import annotations

from ..canvas import Canvas
from ..interior import comforts
from ..interior import furniture as f
from ..interior.room import Outside, Room
from ..palette import mix, rgb, scale
from ..stage import Order
from .hills import hills, village_hill, vineyards
from .plain import plain, village_plain
from .po import river

VIEWS: tuple[Outside, ...] = (hills, vineyards, village_hill, plain, village_plain, hills, river)

PAINTINGS = (
    ("#DCE3DA", "#E9C184", "#8FA6AE", "#7A9450", "#E2B655", "#A8452A"),
    ("#F1E8D8", "#9DB4BC", "#5E8798", "#2F5F75", "#8E9A84", "#3F6236"),
    ("#E9A98B", "#D9742F", "#A8452A", "#6E4034", "#C9A274", "#E2B655"),
    ("#34446F", "#6A5A7A", "#A5607A", "#EE9163", "#5A4A5A", "#22292B"),
)


def bedroom(order: Order) -> Canvas:
    """A bed by the window, a lamp, a rug, and one more thing: a wardrobe, an armchair, a plant."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    room = Room(order, back=rng.uniform(3.9, 4.7), eye=rng.uniform(1.35, 1.65))
    room.shell(floor=rng.choice(("cotto", "planks")), beams=rng.random() < 0.7)
    wide, tall = rng.choice(((1.2, 1.5), (1.5, 1.6), (1.05, 1.75), (1.7, 1.45)))
    middle = hand * rng.uniform(0.55, 1.1)
    room.window(rng.choice(VIEWS), x=middle - wide / 2, y=2.5 - tall, wide=wide, tall=tall, curtain=rng.random() < 0.5)
    broad = rng.choice((1.0, 1.65, 1.65))
    bx = -hand * rng.uniform(1.0, 1.3) - broad / 2
    if rng.random() < 0.8:
        f.framed(room, x=bx + broad / 2 - 0.28, y=1.5, wide=rng.uniform(0.45, 0.7), tall=rng.uniform(0.5, 0.75))
    rug = (bx + broad + 0.1, bx + broad + 1.3) if hand > 0 else (bx - 1.3, bx - 0.1)
    f.rug(room, x=rug, z=(1.9, 3.0))
    side = bx + broad + 0.1 if hand > 0 else bx - 0.55
    f.bedside(room, x=side, z=room.back - 0.5)
    _one_more_thing(room, hand)
    f.bed(room, x=bx, z=room.back - rng.uniform(2.15, 2.3), wide=broad)
    room.press()
    room.lamp_glow(side + 0.3, 0.85, room.back - 0.3)
    return room.canvas


def _one_more_thing(room: Room, hand: int) -> None:
    kind, far = room.rng.choice(("chair", "plant", "armchair", "plant", "none")), hand * 1.95
    if kind == "plant":
        comforts.plant(room, x=far, z=room.back - 0.4)
    elif kind == "armchair":
        comforts.armchair(room, x=far - 0.4, z=room.back - 1.3, faces=hand)
    elif kind == "chair":
        f.chair(room, x=far - 0.3, z=room.back - 0.8, back_to_us=False)


def kitchen(order: Order) -> Canvas:
    """A long table under a lamp; shelves or a hearth; chairs of straw."""
    rng, hand = order.rng, order.rng.choice((-1, 1))
    room = Room(order, back=rng.uniform(4.4, 5.0), eye=rng.uniform(1.4, 1.7))
    room.shell(floor="cotto", beams=rng.random() < 0.85)
    wide, tall = rng.uniform(1.2, 1.8), rng.uniform(1.2, 1.5)
    middle = hand * rng.uniform(0.6, 1.0)
    room.window(rng.choice(VIEWS), x=middle - wide / 2, y=2.4 - tall, wide=wide, tall=tall)
    a, hearth = -hand * 1.6, rng.random() < 0.4
    if hearth:
        comforts.fireplace(room, x=a - 0.75)
    else:
        for y in rng.choice(((1.45, 1.95), (1.6,), (1.4, 1.8, 2.2))):
            f.shelf(room, x=(a - 0.85, a + 0.85), y=y, things=6)
        counter(room, hand)
    if rng.random() < 0.5:
        comforts.plant(room, x=hand * 2.15, z=room.back - 0.4)
    tx = rng.uniform(-0.35, 0.35)
    _laid_table(room, tx, hand)
    room.press()
    room.lamp_glow(tx, 1.8, 2.9, size=0.34, strength=0.7)
    if hearth:
        room.lamp_glow(a, 0.4, room.back, size=0.16, strength=0.5)
    return room.canvas


def _laid_table(room: Room, tx: float, hand: int) -> None:
    rng, long = room.rng, room.rng.uniform(0.9, 1.25)
    for dx in (-0.75, 0.35):
        f.chair(room, x=tx + dx, z=3.35, back_to_us=False)
    f.table(room, x=(tx - long, tx + long), z=(2.35, 3.25), colour=scale(rgb("#A97B52"), rng.uniform(0.9, 1.1)))
    f.vase(room, tx + rng.uniform(-0.4, 0.4), 0.76, 2.9)
    bowl_of_fruit(room, tx - 0.62, 0.76, 2.7)
    f.chair(room, x=tx + hand * 0.55 - 0.2, z=1.95, back_to_us=True)
    f.pendant(room, x=tx, z=2.9)


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
    inks = room.rng.choice(PAINTINGS)
    edges = [1.56, 1.40 + room.rng.uniform(-0.05, 0.05), 1.27, 1.18, 1.04 + room.rng.uniform(-0.05, 0.05), 0.94]
    bands = [(code, top, top - 0.17 if n < 5 else 0.84) for n, (code, top) in enumerate(zip(inks, edges, strict=True))]
    for code, height, low in bands:
        wave = [(x - 0.44 + 0.88 * i / 6, height + room.rng.uniform(-0.035, 0.035), p - 0.004) for i in range(7)]
        room.face([*wave, (x + 0.44, low, p - 0.004), (x - 0.44, low, p - 0.004)], room.ink(rgb(code), 0.75), 0.8)
    room.oval(x + 0.18, 1.44, p - 0.005, 0.055, 0.055, room.ink(rgb("#D9703F"), 0.8))
