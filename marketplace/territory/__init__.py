# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Municipalities with their boundaries, and what they ask as tourist tax. Must not know any business."""
