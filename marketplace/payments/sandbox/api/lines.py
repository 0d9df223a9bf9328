# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of a Checkout Session, from `price_data`."""

from __future__ import annotations

from ..bank import Bank
from ..errors import Obj, malformed
from ..forms import Params
from ..shapes import shape

MOST_LINES = 100


def read_lines(bank: Bank, groups: list[Params]) -> list[Obj]:
    """Line items with prices made on the fly; amounts in cents, EUR only. Raises ApiError for anything else."""
    if not groups:
        raise malformed("You must specify at least one line item.", "line_items", code="parameter_missing")
    if len(groups) > MOST_LINES:
        raise malformed(f"A session holds at most {MOST_LINES} line items.", "line_items")
    return [_line(bank, group.only("price_data", "quantity", "metadata")) for group in groups]


def _line(bank: Bank, line: Params) -> Obj:
    data = line.group("price_data").only("currency", "unit_amount", "product_data", "tax_behavior")
    if data.must("currency").lower() != "eur":
        raise malformed("The sandbox knows euro only", data.name("currency"))
    product = data.group("product_data").only("name", "description", "images", "metadata")
    name = product.must("name")
    unit = data.integer("unit_amount")
    if unit is None:
        raise malformed(f"Missing required param: {data.name('unit_amount')}.", data.name("unit_amount"), code="parameter_missing")
    if unit < 0:
        raise malformed("Invalid non-negative integer", data.name("unit_amount"), code="parameter_invalid_integer")
    quantity = line.cents("quantity") or 1
    tax = data.choice("tax_behavior", ("exclusive", "inclusive", "unspecified"), "unspecified")
    return shape(
        "item",
        id=bank.ids.new("li"),
        amount_discount=0,
        amount_subtotal=unit * quantity,
        amount_tax=0,
        amount_total=unit * quantity,
        currency="eur",
        description=name,
        metadata=line.metadata(),
        price=_price(bank, unit, tax),
        quantity=quantity,
        _detail=product.text("description"),
    )


def _price(bank: Bank, unit: int, tax: str | None) -> Obj:
    """A price made for this one line."""
    return shape(
        "price",
        id=bank.ids.new("price"),
        active=False,
        billing_scheme="per_unit",
        created=bank.clock.now(),
        currency="eur",
        livemode=False,
        metadata={},
        product=bank.ids.new("prod"),
        tax_behavior=tax,
        type="one_time",
        unit_amount=unit,
        unit_amount_decimal=str(unit),
    )
