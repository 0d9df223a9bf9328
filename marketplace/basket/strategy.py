# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Oscar's question “what does it cost, may it be bought?”, answered from the hold on the line."""

from typing import Any

from oscar.apps.partner import availability, prices, strategy


class OneBooking(availability.Available):
    """A hold is bought once, whole."""

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, str]:
        return quantity == 1, ""


class Selector:
    def strategy(self, request: Any = None, user: Any = None, **kwargs: Any) -> "Strategy":
        return Strategy(request)


class Strategy(strategy.UseFirstStockRecord, strategy.StockRequired, strategy.NoTax, strategy.Structured):
    """Lines are sold only through holds: the price is the hold's quote, tax included."""

    def fetch_for_line(self, line: Any, stockrecord: Any = None) -> Any:
        options = {attribute.option.code: attribute.value for attribute in line.attributes.all()}
        return self.fetch_for_options(line.product, options)

    def fetch_for_options(self, product: Any, options: dict[str, Any]) -> Any:
        from marketplace.booking.models import Hold

        hold = Hold.objects.filter(token=options.get("hold"), product_id=product.pk).first()
        stockrecord = self.select_stockrecord(product)
        if hold is None:
            return strategy.PurchaseInfo(price=prices.Unavailable(), availability=availability.Unavailable(), stockrecord=stockrecord)
        price = prices.FixedPrice(currency="EUR", excl_tax=hold.total, tax=0)
        return strategy.PurchaseInfo(price=price, availability=OneBooking(), stockrecord=stockrecord)
