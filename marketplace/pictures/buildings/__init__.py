# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Buildings as solids in the landscape: blocks, their openings, and what is built from them."""
