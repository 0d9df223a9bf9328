# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User

from ..errors import WrongState
from ..models import Call, Residence
from .database_now import database_now
from .residence_nights import give_nights_back


def cancel_residence(*, residence: Residence, actor: User | None = None, why: str = "") -> Residence:
    """Take a resident's place and dates back; the award stays what it is. The nights go to the call's pool, or to guests from the call's
    release day on. Raises `WrongState` where it was cancelled before.
    """
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=residence.award.call_id)
        locked = Residence.objects.select_for_update(of=("self",)).get(pk=residence.pk)
        if locked.cancelled_at is not None:
            raise WrongState(_("This is no longer possible for this residency."))
        now = database_now()
        give_nights_back(call=call, residence=locked, now=now)
        locked.cancelled_at, locked.public = now, False
        locked.save(update_fields=["cancelled_at", "public", "occupancy"])
        record_audit(thing="residence", thing_id=locked.pk, verb="cancel_residence", actor=actor, why=why)
        residence.cancelled_at, residence.occupancy = locked.cancelled_at, None
        return locked
