# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.errors import Conflict

from ..errors import HoldGone
from ..models import Hold


def extend_hold(*, hold: Hold) -> Hold:
    """Another `MARKETPLACE_HOLD` from now, never beyond `last_expires_at`. Raises `HoldGone`, or `Conflict` when no time is left to add."""
    with transaction.atomic():
        hold = lock_live_hold(hold=hold)
        until = min(timezone.now() + settings.MARKETPLACE_HOLD, hold.last_expires_at)
        if until <= hold.expires_at:
            raise Conflict(_("This hold cannot be extended any further."), code="hold-at-its-end")
        hold.expires_at = until
        hold.save(update_fields=["expires_at"])
        if hold.occupancy is not None:
            hold.occupancy.expires_at = until
            hold.occupancy.save(update_fields=["expires_at"])
        return hold


def lock_live_hold(*, hold: Hold) -> Hold:
    """The hold as it stands in the database, locked until the end of the transaction; `HoldGone` unless active and in time."""
    locked = Hold.objects.select_for_update(of=("self",)).select_related("occupancy").get(pk=hold.pk)
    if locked.state != Hold.State.ACTIVE or locked.expires_at <= timezone.now():
        raise HoldGone
    return locked
