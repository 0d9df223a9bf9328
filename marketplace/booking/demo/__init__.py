# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Invented prices and taken nights for the demo's units. Must not be imported by the site itself."""

from .nights import take_nights
from .prices import load_prices

__all__ = ["load_prices", "take_nights"]
