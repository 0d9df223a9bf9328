# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door of the workshop: a scene by its name, drawn and printed."""

from __future__ import annotations

import math
import random
import zlib
from collections.abc import Callable

from PIL import Image

from .canvas import Canvas
from .grain import finish_print
from .palette import palette
from .scenes import crafts, hills, nature, plain, po, rooms, sites, still, wood
from .stage import Order

# A little more depth in the shadows and air in the lights, as a second printing of the key plate would give.
CURVE = [max(0, min(255, round(v - 8.5 * math.sin(v / 255 * math.tau)))) for v in range(256)] * 3

SEASONS = ("spring", "summer", "autumn", "winter")
HOURS = ("dawn", "noon", "gold", "dusk", "night")

_DRAWN: dict[str, Callable[[Order], Canvas]] = {
    "hills": hills.hills,
    "vineyards": hills.vineyards,
    "village_hill": hills.village_hill,
    "village_plain": plain.village_plain,
    "plain": plain.plain,
    "canal": plain.canal,
    "river": po.river,
    "boat": po.boat,
    "fog": plain.fog,
    "farmstead": sites.farmstead,
    "stone_house": sites.stone_house,
    "mill": sites.mill,
    "filanda": sites.filanda,
    "station": sites.station,
    "school": sites.school,
    "bedroom": rooms.bedroom,
    "kitchen": rooms.kitchen,
    "studio": rooms.studio,
    "table": still.table,
    "workshop": crafts.workshop,
    "fields": nature.fields,
    "patch": nature.patch,
    "trail": wood.trail,
    "night": nature.night,
}
SCENES = tuple(_DRAWN)


def draw(*, scene: str, season: str, hour: str, seed: int, size: tuple[int, int] = (1600, 1067)) -> Image.Image:
    """Draw one picture of `size` pixels (width, height). The same arguments give the same bytes.

    Raises ValueError for a scene, season or hour that is not in SCENES, SEASONS or HOURS, and for a size under 96 × 64.
    """
    if scene not in _DRAWN or season not in SEASONS or hour not in HOURS:
        raise ValueError(f"no such picture: {scene}, {season}, {hour}")
    if size[0] < 96 or size[1] < 64:
        raise ValueError("a picture is at least 96 × 64 pixels")
    own = zlib.crc32(f"{scene}/{season}/{hour}/{seed}".encode())
    rng = random.Random(own)  # noqa: S311 (a drawing, not a secret)
    order = Order(palette(season=season, hour=hour), *size, own % 100_000, rng, rng.choice((-1, 1)))
    canvas = _DRAWN[scene](order)
    finish_print(canvas, order.seed)
    return canvas.image().point(CURVE)
