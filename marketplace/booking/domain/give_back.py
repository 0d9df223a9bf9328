# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db.models import F

from catalogue.models import Good, Session

from ..models import Hold, Occupancy


def give_back(*, hold: Hold) -> None:
    """Free the nights, places or pieces that `hold` keeps. The caller has locked the hold and changes its state in the same transaction."""
    if hold.check_in is not None:
        if hold.occupancy_id is not None:
            Occupancy.objects.filter(pk=hold.occupancy_id).delete()
            hold.occupancy = None
        return
    pieces = hold.quantity
    session = Session.objects.filter(pk=hold.product_id)
    if not session.update(places_taken=F("places_taken") - pieces):
        Good.objects.filter(pk=hold.product_id).update(stock_taken=F("stock_taken") - pieces)
