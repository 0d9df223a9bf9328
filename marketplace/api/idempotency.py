# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where operations find the decorator."""

from marketplace.checkout.idempotency import idempotent

__all__ = ["idempotent"]
