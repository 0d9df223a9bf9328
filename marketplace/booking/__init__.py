# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The calendar: occupancy, holds, rates, quotes, cancellation, states of orders. Must not talk to Stripe, nor render pages of other rooms."""
