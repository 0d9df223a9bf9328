# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Listings in Wagtail's admin: panels, lists, and a guard on every view. Must not know rules: it calls verbs and policies."""
