# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from oscar.apps.partner.models import StockRecord

from ..models import Product


def follow_parent(*, parent: Product) -> int:
    """When a listing goes to another business, its units or sessions go with it, and Oscar's stock records too; answers how many did."""
    strayed = list(parent.children.exclude(business_id=parent.business_id).values_list("pk", flat=True))
    if strayed:
        Product.objects.filter(pk__in=strayed).update(business_id=parent.business_id)
        StockRecord.objects.filter(product_id__in=strayed).update(partner_id=parent.business_id)
    return len(strayed)
