# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User

from ..errors import TooLate, WrongState
from ..letters import mail_artist
from ..models import Award, Call
from ..states import AwardState
from .database_now import database_now
from .fill_seats import end_award, fill_seats
from .set_award_state import set_award_state

TAKEN = frozenset({AwardState.ACCEPTED, AwardState.AGREED})


def answer_offer(*, award: Award, accept: bool, actor: User | None = None) -> Award:
    """The artist takes the residency offered, or leaves it; then the next of the waiting list is offered it in the same transaction.

    Saying yes twice is yes. Raises `TooLate` from the second of `respond_by` on, by the database's clock, `WrongState` where there is
    nothing to answer.
    """
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=award.call_id)
        locked = Award.objects.select_for_update(of=("self",)).select_related("application").get(pk=award.pk)
        locked.application.call = call
        if accept and locked.state in TAKEN:
            return locked
        if locked.state != AwardState.OFFERED:
            raise WrongState(_("This is no longer possible for this residency."), state=locked.state)
        if database_now() >= locked.respond_by:
            raise TooLate(_("The time to answer is over."))
        if accept:
            set_award_state(award=locked, state=AwardState.ACCEPTED, actor=actor)
            mail_artist(application=locked.application, kind="accepted", key=str(locked.pk))
        else:
            end_award(award=locked, state=AwardState.REFUSED, actor=actor)
            fill_seats(call=call, actor=actor)
        return locked
