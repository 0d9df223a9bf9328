# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils.text import slugify
from oscar.apps.catalogue.models import Option, ProductClass

PRODUCT_CLASSES = {"stay": "Stay", "experience": "Experience", "good": "Good"}
HOLD_OPTION = "hold"


def prepare_engine() -> dict[str, ProductClass]:
    """Give Oscar what it needs to sell here; answers its product classes by slug. Calling it again changes nothing.

    Nothing is shipped, and Oscar keeps no stock: places, pieces and nights have counters and constraints of their own.
    The option "hold" carries the token of the hold that a basket line stands for.
    """
    with transaction.atomic():
        option, _created = Option.objects.get_or_create(code=HOLD_OPTION, defaults={"name": "Hold", "type": Option.TEXT, "required": False})
        classes = {slug: _product_class(slug) for slug in PRODUCT_CLASSES}
        for kind in classes.values():
            kind.options.add(option)
    return classes


def product_class(slug: str) -> ProductClass:
    """One of Oscar's product classes, made when it is missing. Raises KeyError for a kind of product we do not know."""
    found: ProductClass | None = ProductClass.objects.filter(slug=slugify(slug)).first()
    return found or prepare_engine()[slug]


def _product_class(slug: str) -> ProductClass:
    kind: ProductClass
    kind, _created = ProductClass.objects.get_or_create(
        slug=slug, defaults={"name": PRODUCT_CLASSES[slug], "requires_shipping": False, "track_stock": False}
    )
    return kind
