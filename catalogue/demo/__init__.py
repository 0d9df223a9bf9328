# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Invented businesses, stays, experiences and goods of the demo, in three languages. Must not be imported by the site itself."""

from .load import load
from .pictures import hang_pictures

__all__ = ["hang_pictures", "load"]
