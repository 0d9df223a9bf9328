# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a new site begins with: locales, the tree of pages with their words, the default site. Must not know any listing."""

from .pages import prepare_pages
from .prepare_site import prepare_site

__all__ = ["prepare_pages", "prepare_site"]
