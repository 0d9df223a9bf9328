# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What guests search for, as counts by week, and what they do not find: for the staff, so that hosts hear what is missing.

A public search is noted in memory once it is answered (`note`), counted together with others and written a few seconds later by a thread
of its own (`ledger`, `write_demand`): no search waits for it or fails by it. Must not keep anything of who asked, no words that few have
typed, no point on the map; see docs/decisions/0064-demand-without-people.md.
"""
