# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import IO

from PIL import Image

SAMPLE = (64, 64)
COLOURS = 6


def find_dominant_colour(*, file: IO[bytes]) -> str:
    """The colour that covers most of a picture, as "#rrggbb"; shown while it loads. Raises what Pillow raises for a broken file."""
    with Image.open(file) as image:
        image.draft("RGB", SAMPLE)
        small = image.convert("RGB").resize(SAMPLE).quantize(COLOURS)
    most = max(small.getcolors() or [(0, 0)])
    index = int(str(most[1]))  # a palette image counts indexes
    palette = small.getpalette() or [0, 0, 0]
    red, green, blue = palette[index * 3 : index * 3 + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
