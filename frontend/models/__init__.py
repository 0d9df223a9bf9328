# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Wagtail's pages. Each is written once a language; translations are linked by Wagtail's locales."""

from .home import HomePage, Landscape
from .journal import JournalIndexPage, JournalPage
from .legal import LegalPage
from .plain import PlainPage
from .villages import VillageIndexPage, VillagePage

__all__ = [
    "HomePage",
    "JournalIndexPage",
    "JournalPage",
    "Landscape",
    "LegalPage",
    "PlainPage",
    "VillageIndexPage",
    "VillagePage",
]
