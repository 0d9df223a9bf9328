# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction

from marketplace.accounts.models import User

from ..models import Application, Award
from ..states import ACTIVE_AWARDS, ApplicationState
from .cancel_award import cancel_award
from .set_application_state import set_application_state
from .tell_artist import tell_withdrawn


def withdraw_application(*, application: Application, actor: User | None = None) -> Application:
    """The artist takes her application back; possible at any time until a decision against it. A residency she was given ends. Raises `WrongState`."""
    with transaction.atomic():
        # A residency that is hers goes back first, with its nights, and its seat to the next: the call is locked before the application.
        award = Award.objects.filter(application=application, state__in=ACTIVE_AWARDS).first()
        if award is not None:
            gone = cancel_award(award=award, actor=actor, by_artist=True).application
            application.state, application.ended_at = gone.state, gone.ended_at
            tell_withdrawn(application=gone)
            return gone
        handed_in = application.submitted_at is not None
        gone = set_application_state(
            application=application, state=ApplicationState.WITHDRAWN, actor=actor, actor_label="" if actor else "key"
        )
        if handed_in:
            tell_withdrawn(application=gone)
    return gone
