# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from oscar.apps.partner.models import StockRecord

from ..models import Product


def ensure_stockrecord(*, product: Product) -> StockRecord:
    """The row by which Oscar knows who sells `product` (a unit, a session, a good); made, or moved to its business, when needed.

    It has no price: a hold's quote has. Raises ValueError for a product without a business.
    """
    if product.business_id is None:
        raise ValueError(f"product {product.pk} belongs to no business")
    record: StockRecord
    record, _created = StockRecord.objects.update_or_create(
        product_id=product.pk, defaults={"partner_id": product.business_id, "partner_sku": str(product.pk)}
    )
    return record
