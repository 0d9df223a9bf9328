# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from .calendar import Occupancy
from .hold import Hold
from .order import Booking
from .rates import Extra, Rate, Restriction, Season

__all__ = ["Booking", "Extra", "Hold", "Occupancy", "Rate", "Restriction", "Season"]
