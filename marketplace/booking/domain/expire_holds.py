# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from catalogue.models import Product

from ..models import Hold
from .give_back import give_back

logger = logging.getLogger(__name__)


def expire_holds(*, unit: Product | int | None = None, now: datetime | None = None) -> int:
    """Free what expired holds keep, of one unit, session or good or of all; says how many.

    A hold that somebody has locked is being extended, ordered or swept at this moment, and is left to them. One
    transaction a hold, so that a sweep never waits for a row while it keeps another; one that fails is logged and stays for the next sweep.
    """
    expired = Hold.objects.filter(state=Hold.State.ACTIVE, expires_at__lte=now or timezone.now())
    if unit is not None:
        expired = expired.filter(product_id=unit if isinstance(unit, int) else unit.pk)
    freed = 0
    for pk in expired.order_by("product_id", "pk").values_list("pk", flat=True):
        try:
            freed += _expire(expired, pk)
        except Exception:
            logger.exception("hold not expired", extra={"hold": pk})
    return freed


def _expire(expired: QuerySet[Hold], pk: int) -> bool:
    with transaction.atomic():
        hold = expired.select_for_update(skip_locked=True).filter(pk=pk).first()
        if hold is not None:
            give_back(hold=hold)
            hold.state = Hold.State.EXPIRED
            hold.save(update_fields=["state"])
    return hold is not None
