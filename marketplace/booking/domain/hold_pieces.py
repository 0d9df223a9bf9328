# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Good
from marketplace.errors import Missing

from ..errors import SoldOut
from ..models import Hold
from .expire_holds import expire_holds
from .hold_nights import write_hold
from .limit_holds import Holder, limit_holds
from .quote_good import quote_good


def hold_pieces(*, good: Good | int, quantity: int, user: Any = None, client: str = "") -> Hold:
    """Keep pieces of a good for one guest for `MARKETPLACE_HOLD`. Raises `RulesBroken`, `SoldOut`, `TooManyHolds`, `Missing`."""
    pk = good if isinstance(good, int) else good.pk
    found = Good.objects.select_related("business").filter(pk=pk).first()
    if found is None:
        raise Missing(_("There is no such thing on sale."))
    quote = quote_good(good=found, quantity=quantity)
    holder, now = Holder(client, user), timezone.now()
    with transaction.atomic():
        limit_holds(holder=holder, now=now)
        expire_holds(unit=found.pk)
        # One statement looks and takes, so that two guests never get the last piece.
        enough = Good.objects.filter(pk=found.pk, stock_taken__lte=F("stock") - quantity)
        if not enough.update(stock_taken=F("stock_taken") + quantity):
            found.refresh_from_db(fields=["stock_taken", "stock"])
            raise SoldOut(left=found.stock - found.stock_taken)
        return write_hold(quote=quote, holder=holder, now=now, product=found.pk, quantity=quantity)
