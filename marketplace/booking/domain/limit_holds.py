# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How much one guest may keep from others: so many holds at once, and no nights for ever by holding them again and again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q

from ..errors import HoldPause, TooManyHolds
from ..models import Hold

TOO_SHORT = timedelta(minutes=1)  # nobody books anything in less
LOCK = 7_418_296  # of this rule, among PostgreSQL's advisory locks


@dataclass(frozen=True, slots=True)
class Holder:
    """Who asks: the keyed hash of the client's address (`marketplace.clients`), or "" where there is none, and the account."""

    client: str = ""
    user: Any = None

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user is not None and self.user.is_authenticated else None

    @property
    def holds(self) -> Q | None:
        """Holds of either; None if nobody is known, or limits are off."""
        if not settings.MARKETPLACE_RATE_LIMITS or not (self.client or self.user_id):
            return None
        return (Q(client=self.client) if self.client else Q()) | (Q(user_id=self.user_id) if self.user_id else Q())


def limit_holds(*, holder: Holder, now: datetime) -> None:
    """One may have `MARKETPLACE_HOLDS_AT_ONCE` active holds. In the transaction that makes the next one, which others of the same
    client or account wait for: so two at the same moment count each other. Raises `TooManyHolds`."""
    mine = holder.holds
    if mine is None:
        return
    _wait_for_others(holder)
    most = settings.MARKETPLACE_HOLDS_AT_ONCE
    if Hold.objects.filter(mine, state=Hold.State.ACTIVE, expires_at__gt=now).count() >= most:
        raise TooManyHolds(most=most)


def longest_hold(*, holder: Holder, unit_id: int, check_in: date, check_out: date, now: datetime) -> datetime:
    """Until when a new hold of these nights may last at most. Whoever has let nights go and holds them again goes on with the time
    left; after a hold that ran out one waits `MARKETPLACE_HOLD_PAUSE`. Raises `HoldPause`."""
    longest: datetime = now + settings.MARKETPLACE_HOLD_LONGEST
    mine, pause = holder.holds, settings.MARKETPLACE_HOLD_PAUSE
    if mine is None:
        return longest
    ended = Hold.objects.filter(mine, product_id=unit_id, check_in__lt=check_out, check_out__gt=check_in, last_expires_at__gt=now - pause)
    over = Hold.State.EXPIRED, Hold.State.RELEASED, Hold.State.ACTIVE
    for state, expires_at, last in ended.filter(state__in=over).values_list("state", "expires_at", "last_expires_at"):
        let_go = state == Hold.State.RELEASED
        end = last - TOO_SHORT if let_go else expires_at
        if end <= now < end + pause:
            raise HoldPause(until=end + pause)
        if let_go and end > now:
            longest = min(longest, last)
    return longest


def _wait_for_others(holder: Holder) -> None:
    names = sorted(name for name in (holder.client, f"user {holder.user_id}" if holder.user_id else "") if name)
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, name])
