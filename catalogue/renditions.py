# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The sizes and formats in which pages show pictures, so that they can be made before the first visitor waits for them."""

from collections.abc import Iterable

from .models import Picture

# Ratio -> widths in pixels, smallest first, and height for one pixel of width.
RATIOS: dict[str, tuple[tuple[int, ...], float]] = {
    "3x2": ((480, 960), 2 / 3),
    "16x9": ((768, 1600), 9 / 16),
    "wide": ((768, 1600), 9 / 21),
    "1x1": ((240, 480), 1.0),
    "4x5": ((480, 800), 5 / 4),
}
MODERN = ("avif", "webp")


def specs_for(ratio: str) -> dict[str, list[str]]:
    """Wagtail rendition filters per format, for a ratio named in RATIOS."""
    widths, height = RATIOS[ratio]
    cuts = [f"fill-{width}x{round(width * height)}" for width in widths]
    specs = {fmt: [f"{cut}|format-{fmt}" for cut in cuts] for fmt in MODERN}
    specs["jpeg"] = [f"{cuts[-1]}|format-jpeg"]
    return specs


def make_renditions(*, picture: Picture, ratios: Iterable[str]) -> None:
    """Make what is missing of a picture's renditions in `ratios`."""
    specs = [spec for ratio in ratios for group in specs_for(ratio).values() for spec in group]
    picture.get_renditions(*specs)
