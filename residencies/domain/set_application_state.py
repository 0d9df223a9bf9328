# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User

from ..errors import WrongState
from ..models import Application
from ..states import APPLICATION_TRANSITIONS, ENDED


def set_application_state(
    *, application: Application, state: str, actor: User | None = None, actor_label: str = "", why: str = ""
) -> Application:
    """Bring an application into another state, by the table of transitions, under its row lock, into the audit log (thing `application`, its number).

    Raises `WrongState`. Also sets `state` and `ended_at` of the instance given.
    """
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
        before = locked.state
        if state not in APPLICATION_TRANSITIONS[before]:
            raise WrongState(_("This is no longer possible for this application."), state=before, wanted=str(state))
        locked.state = application.state = str(state)
        locked.ended_at = application.ended_at = timezone.now() if state in ENDED else None
        locked.save(update_fields=["state", "ended_at"])
        record_audit(
            thing="application",
            thing_id=locked.number,
            verb="set_application_state",
            actor=actor,
            actor_label=actor_label,
            before=before,
            after=str(state),
            why=why,
        )
        return locked
