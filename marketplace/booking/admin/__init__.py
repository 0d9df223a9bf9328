# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Rates, seasons, restrictions, extras and closures in Wagtail's admin: staff all of them, members those of their own units."""
