# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compositions: each scene is one function from an order to a canvas."""
