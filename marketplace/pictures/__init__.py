# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drawn pictures for the demo: landscapes, buildings and rooms of the Oltrepò, each made from a seed.

Knows nothing of Django, of stays or of a database, and must not: it takes a scene, a season, an hour and a seed and
gives back a picture (`draw`), a set of files (`draw_set`) and words for those who do not see it (`describe`).
People are never drawn.
"""

from .atelier import HOURS, SCENES, SEASONS, draw
from .sets import Request, demo_set, draw_set
from .words import describe

__all__ = ["HOURS", "SCENES", "SEASONS", "Request", "demo_set", "describe", "draw", "draw_set"]
