# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The face: theme, page shell, components, and Wagtail's pages (home, villages, journal, plain and legal pages).

It only shows: what it needs to know it reads from the other rooms' queries. No rule of business lives here, and no
other room imports it; templates of other rooms extend ``base.html`` and load the tag library ``face``.
"""
