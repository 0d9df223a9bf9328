# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room holds about a person: baskets. Open ones go, submitted ones stay behind their orders without an owner."""

from typing import Any

from django.dispatch import receiver

from marketplace.accounts.models import User
from marketplace.accounts.signals import personal_data_wanted, user_erased

from .models import Basket


@receiver(personal_data_wanted)
def give_baskets(sender: Any, user: User, **kwargs: Any) -> tuple[str, Any]:
    baskets = Basket.objects.filter(owner=user).prefetch_related("lines__product").order_by("pk")
    return "baskets", [
        {
            "made": basket.date_created.isoformat(),
            "state": basket.status,
            "things": [line.product.title for line in basket.lines.all()],
        }
        for basket in baskets
    ]


@receiver(user_erased)
def erase_baskets(sender: Any, user: User, **kwargs: Any) -> None:
    Basket.objects.filter(owner=user).exclude(status=Basket.SUBMITTED).delete()
    Basket.objects.filter(owner=user).update(owner=None)
