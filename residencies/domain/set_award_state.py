# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User

from ..errors import WrongState
from ..models import Award
from ..states import AWARD_TRANSITIONS, AwardState

ANSWERS = frozenset({AwardState.ACCEPTED, AwardState.REFUSED})


def set_award_state(*, award: Award, state: str, actor: User | None = None, actor_label: str = "", why: str = "") -> Award:
    """Bring an award into another state, by the table of transitions, under its row lock, into the audit log (thing `award`, its id).

    Raises `WrongState`. Also sets `state` and `answered_at` of the instance given.
    """
    with transaction.atomic():
        locked = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
        before = locked.state
        if state not in AWARD_TRANSITIONS[before]:
            raise WrongState(_("This is no longer possible for this residency."), state=before, wanted=str(state))
        locked.state = award.state = str(state)
        if state in ANSWERS:
            locked.answered_at = award.answered_at = timezone.now()
        locked.save(update_fields=["state", "answered_at"])
        record_audit(
            thing="award",
            thing_id=locked.pk,
            verb="set_award_state",
            actor=actor,
            actor_label=actor_label,
            before=before,
            after=str(state),
            why=why,
        )
        return locked
