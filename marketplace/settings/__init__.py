# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Settings: `base` for all, then `demo` (embedded servers), `test`, `production` (everything from the environment)."""
