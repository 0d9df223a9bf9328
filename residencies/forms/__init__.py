# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms as data: blocks in which staff builds them (`blocks`), plain fields in which they are kept (`fields`), and how
fields become a Django form and answers are checked. Must not know who applies or who reads.
"""
