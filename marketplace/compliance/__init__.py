# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the law asks, one module a rule: notices of illegal content, erasure, retention. Must not be bypassed by the rooms."""
