# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from ..models import Product
from .choose_slug import choose_slug
from .prepare_engine import product_class


def complete_product(*, product: Product) -> None:
    """Fill in what follows from the kind of `product`: Oscar's structure and class, the parent's business, an address of its own.

    Nothing is written. An address, once given, is kept, so that links to the page stay good.
    """
    if type(product).engine_structure:
        product.structure = type(product).engine_structure
    if product.is_child:
        product.product_class = None
        if product.parent_id is not None:
            product.business_id = product.parent.business_id
    elif product.product_class_id is None and type(product).engine_class:
        product.product_class = product_class(type(product).engine_class)
    if not product.slug:
        others = Product.objects.filter(structure=product.structure).exclude(pk=product.pk)
        product.slug = choose_slug(text=product.get_title(), among=others, fallback=type(product).__name__.lower())
