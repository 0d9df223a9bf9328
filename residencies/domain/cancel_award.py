# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User

from ..errors import WrongState
from ..letters import mail_artist
from ..models import Award, Call
from ..states import ACTIVE_AWARDS, AwardState
from .fill_seats import end_award, fill_seats


def cancel_award(*, award: Award, actor: User | None = None, why: str = "", by_artist: bool = False) -> Award:
    """End a residency that was offered or accepted: its nights go back, its seat to the next of the waiting list.

    The artist is told, with the reason, unless it is she who withdraws. Raises `WrongState` where it has ended already.
    """
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=award.call_id)
        locked = Award.objects.select_for_update(of=("self",)).select_related("application").get(pk=award.pk)
        locked.application.call = call
        if locked.state not in ACTIVE_AWARDS:
            raise WrongState(_("This is no longer possible for this residency."), state=locked.state)
        end_award(award=locked, state=AwardState.CANCELLED, actor=actor, why="withdrawn by the artist" if by_artist else why)
        if not by_artist:
            mail_artist(application=locked.application, kind="cancelled", key=str(locked.pk), why=why)
        fill_seats(call=call, actor=actor)
        return locked
