# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""People who sign in, and the audit log of who did what. Must not know what is sold or booked."""
