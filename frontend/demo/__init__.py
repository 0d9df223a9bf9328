# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The demo's pages: the whole tree in three languages, from the words in ``data/``."""

from .build import build_pages
from .pictures import hang_page_pictures

__all__ = ["build_pages", "hang_page_pictures"]
