# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Money: Stripe gateway, webhooks, reconciliation, refunds, transfers, ledger. Must not decide prices or free nights by itself."""
