# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of checkout, booking and request: each parses, calls one verb, answers."""
