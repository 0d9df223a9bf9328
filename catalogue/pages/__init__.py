# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Public pages of listings: parse the question, ask for facts and prices, answer. Must not write anything."""
