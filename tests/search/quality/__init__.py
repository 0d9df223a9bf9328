# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Judged queries over the demo's listings: how well the order of hits answers what was asked."""
