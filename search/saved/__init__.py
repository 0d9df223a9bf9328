# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Searches that people keep, to be told when something new fits: once a day at most, to a confirmed address, until they stop it.

Nothing here decides what fits: that is `find`'s. Nothing is told to an address that did not say yes from its own mailbox.
"""
