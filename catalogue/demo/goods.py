# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Goods of the demo, collected at the business."""

from decimal import Decimal

from django.utils.text import slugify

from ..models import Business, Good
from .put import Shelf
from .stock import columns, read


def load_goods(businesses: dict[str, Business]) -> int:
    """How many goods were written."""
    shelf = Shelf(Good)
    for row in read("goods")["good"]:
        shelf.put(
            slugify(row["title"][0]),
            business=businesses[row["business"]],
            price=Decimal(row["price"]),
            stock=row["stock"],
            **columns("title", row["title"]),
            **columns("summary", row["text"]),
            **columns("description", row["text"]),
        )
    return shelf.written
