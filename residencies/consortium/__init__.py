# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Those who run the calls: what is decided, when it is told, who lives where; and the chosen artist's page.

In the admin, for who may publish calls. Must not write a state: it calls verbs.
"""
