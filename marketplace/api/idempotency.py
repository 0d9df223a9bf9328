# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where operations find the decorator."""

from marketplace.checkout.idempotency import idempotent, made_before, remember

__all__ = ["idempotent", "made_before", "remember"]
