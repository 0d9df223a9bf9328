# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Iterable

from ..models import Allocation, Payment

NOBODY = "erased@erased.invalid"


def forget_payers(*, orders: Iterable[int]) -> int:
    """Erase the address of the payments all of whose orders (ids) are given; how many. Amounts stay: they are the books."""
    given = list(orders)
    theirs = Allocation.objects.filter(order__in=given).values_list("payment", flat=True)
    needed = Allocation.objects.filter(payment__in=theirs).exclude(order__in=given).values_list("payment", flat=True)
    return Payment.objects.filter(pk__in=list(theirs)).exclude(pk__in=list(needed)).exclude(email=NOBODY).update(email=NOBODY)
