# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Calls and studios in Wagtail's admin: staff only. Must not know rules: it calls verbs."""
