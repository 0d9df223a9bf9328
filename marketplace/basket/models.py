# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Oscar's basket: a line may carry a hold (option “hold”); such a line is one booking, however often it is added."""

from typing import Any

from oscar.apps.basket.abstract_models import AbstractBasket


def option_values(options: Any) -> dict[str, Any]:
    """Codes and values of options: Oscar passes dicts when adding and line attributes when totalling."""
    pairs = ((o["option"], o["value"]) if isinstance(o, dict) else (o.option, o.value) for o in options or ())
    return {option.code: value for option, value in pairs}


class Basket(AbstractBasket):
    _lines: Any

    def get_stock_info(self, product: Any, options: Any) -> Any:
        return self.strategy.fetch_for_options(product, option_values(options))

    def all_lines(self) -> Any:
        if self._lines is None and self.id:
            self._lines = (
                super()
                .all_lines()
                .select_related("product__product_class", "product__parent__product_class", "stockrecord__partner")
                .prefetch_related("attributes__option")
            )
        return super().all_lines()


from oscar.apps.basket.models import *  # noqa: F403
