# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..errors import WrongState
from ..models import Hold
from .give_back import give_back


def release_hold(*, hold: Hold) -> Hold:
    """Give back what the hold keeps; doing it again changes nothing. Raises `WrongState` once it is ordered."""
    with transaction.atomic():
        locked = Hold.objects.select_for_update().get(pk=hold.pk)
        if locked.state == Hold.State.ORDERED:
            raise WrongState(_("This hold is already ordered: cancel the booking instead."))
        if locked.state == Hold.State.ACTIVE:
            give_back(hold=locked)
            locked.state = Hold.State.RELEASED
            locked.save(update_fields=["state"])
        return locked
