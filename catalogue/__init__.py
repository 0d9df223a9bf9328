# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is offered: businesses, stays, units, experiences, sessions, goods. Oscar's catalogue, forked. Must not know prices for dates."""
