# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The face: Wagtail pages, theme, base templates, components. Must not hold rules."""
