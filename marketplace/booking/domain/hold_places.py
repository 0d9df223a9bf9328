# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Session
from marketplace.errors import Missing

from ..errors import SoldOut
from ..models import Hold
from .expire_holds import expire_holds
from .hold_nights import write_hold
from .limit_holds import Holder, limit_holds
from .quote_session import quote_session


def hold_places(*, session: Session | int, quantity: int, of_age: bool = False, user: Any = None, client: str = "") -> Hold:
    """Keep places of a session for one guest for `MARKETPLACE_HOLD`. `of_age`: the guest confirms that everybody has the age the
    experience asks for. Raises `RulesBroken`, `SoldOut`, `TooManyHolds`, `Missing`."""
    pk = session if isinstance(session, int) else session.pk
    found = Session.objects.select_related("parent__experience__business").filter(pk=pk).first()
    if found is None:
        raise Missing(_("There is no such date."))
    quote = quote_session(session=found, quantity=quantity, of_age=of_age)
    holder, now = Holder(client, user), timezone.now()
    with transaction.atomic():
        limit_holds(holder=holder, now=now)
        expire_holds(unit=found.pk)
        # One statement looks and takes, so that two guests never get the last place.
        enough = Session.objects.filter(pk=found.pk, places_taken__lte=F("capacity") - quantity)
        if not enough.update(places_taken=F("places_taken") + quantity):
            found.refresh_from_db(fields=["places_taken", "capacity"])
            raise SoldOut(left=found.places_left)
        return write_hold(quote=quote, holder=holder, now=now, product=found.pk, quantity=quantity, adults=quantity)
