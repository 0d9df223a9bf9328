# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Limits and bands of prices. With dates they stand for the total that is shown, without for the lowest price of a night.

A band is named by its limits in EUR a night; with dates both are taken times the nights, so that an address keeps its sense
when the dates change. All of this is cents, limits included.
"""

from decimal import Decimal
from typing import Any

Limits = tuple[int | None, int | None]
BANDS: dict[str, Limits] = {
    "0-50": (None, 50),
    "50-80": (50, 80),
    "80-120": (80, 120),
    "120-200": (120, 200),
    "200-": (200, None),
}


def band_edges(name: str, nights: int) -> Limits:
    """The lowest EUR of a band and those from which on the next begins, for so many nights (1 without dates)."""
    low, high = BANDS[name]
    return (None if low is None else low * nights), (None if high is None else high * nights)


def limits_of_band(name: str, nights: int) -> Limits:
    """The lowest and the highest cents of a band."""
    low, high = band_edges(name, nights)
    return (None if low is None else low * 100), (None if high is None else high * 100 - 1)


def limits_of(low: Decimal | None, high: Decimal | None, nights: int) -> Limits:
    """The limits somebody gave, for so many nights."""
    return (None if low is None else int(low * 100) * nights), (None if high is None else int(high * 100) * nights)


def within(cents: int | None, limits: Limits) -> bool:
    """Whether a price keeps the limits; what has no price keeps only none."""
    low, high = limits
    if cents is None:
        return low is None and high is None
    return (low is None or cents >= low) and (high is None or cents <= high)


def within_any(cents: int | None, wanted: Any) -> bool:
    """Whether a price is in one of the bands; without bands any is."""
    return not wanted or any(within(cents, limits) for limits in wanted)
