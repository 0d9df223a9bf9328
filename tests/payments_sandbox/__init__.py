# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sandbox and the gateway. No Django database: the SDK talks to a sandbox in the same process."""
