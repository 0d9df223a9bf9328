# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From basket to orders: customer, one order a business, one payment. Must not call Stripe while holding a lock."""
