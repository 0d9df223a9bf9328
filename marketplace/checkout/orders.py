# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Oscar's order creator. Stock is taken by holds before, so it is not taken here again."""

from typing import Any

from oscar.apps.order import utils


class OrderCreator(utils.OrderCreator):
    def update_stock_records(self, line: Any) -> None:
        """Places and pieces were taken by the hold, by conditional UPDATE."""
