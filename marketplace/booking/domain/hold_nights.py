# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Unit
from marketplace.errors import Refused

from ..errors import RulesBroken
from ..models import Hold, Occupancy
from ..prices import quote_of
from ..rules import broken_by_unknown_ages, broken_rules
from ..stay_request import stay_request
from .limit_holds import Holder, limit_holds, longest_hold
from .quote_nights import terms_for
from .quotes import Quote
from .take_nights import insert_nights, refuse_taken

MOST_EUR = Decimal(99_999_999)  # what the column takes; a host who asks more has mistyped


def hold_nights(
    *,
    unit: Unit | int,
    check_in: date,
    check_out: date,
    adults: int,
    children: int = 0,
    children_ages: Sequence[int] = (),
    extras: Sequence[int] = (),
    user: Any = None,
    client: str = "",
) -> Hold:
    """Keep the nights `[check_in, check_out)` of a unit for one guest for `MARKETPLACE_HOLD`, at the price quoted now.

    `client` is the keyed hash of the address asking. Raises `RulesBroken` (every broken rule), `NightsTaken`, `Missing`,
    `TooManyHolds`, `HoldPause`.
    """
    asked: dict[str, Any] = {"check_in": check_in, "check_out": check_out, "adults": adults, "children": children}
    request = stay_request(**asked, children_ages=children_ages, extras=extras)
    now = timezone.now()
    refuse_taken(unit=unit, check_in=check_in, check_out=check_out, now=now)
    terms = terms_for(unit)
    if reasons := broken_rules(terms, request, now) or list(broken_by_unknown_ages(terms, request)):
        raise RulesBroken(reasons)
    holder = Holder(client, user)
    with transaction.atomic():
        limit_holds(holder=holder, now=now)
        longest = longest_hold(holder=holder, unit_id=terms.unit.pk, check_in=check_in, check_out=check_out, now=now)
        until = min(now + settings.MARKETPLACE_HOLD, longest)
        occupancy = insert_nights(unit=terms.unit, check_in=check_in, check_out=check_out, kind=Occupancy.Kind.HOLD, expires_at=until)
        return write_hold(
            quote=quote_of(terms, request, now),  # only now: of 200 who want these nights, 199 need none
            holder=holder,
            longest=longest,
            product=terms.unit.product_ptr_id,
            now=now,
            occupancy=occupancy,
            children_ages=list(children_ages),
            **asked,
        )


def write_hold(*, quote: Quote, holder: Holder, product: int, now: datetime, longest: datetime | None = None, **fields: Any) -> Hold:
    """The row of a hold that has just taken what it keeps, with its secret and its time. Raises `Refused` (code `too-much`)."""
    if quote.total > MOST_EUR:
        raise Refused(_("This is more than can be booked at once."), code="too-much")
    longest = longest or now + settings.MARKETPLACE_HOLD_LONGEST
    return Hold.objects.create(
        token=secrets.token_urlsafe(32),
        product_id=product,
        quote=quote.to_json(),
        total=quote.total,
        user_id=holder.user_id,
        client=holder.client,
        created_at=now,
        expires_at=min(now + settings.MARKETPLACE_HOLD, longest),
        last_expires_at=longest,
        **fields,
    )
