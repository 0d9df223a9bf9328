# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction

from marketplace.accounts.models import User

from ..models import Application
from ..states import ApplicationState
from .set_application_state import set_application_state
from .tell_artist import tell_withdrawn


def withdraw_application(*, application: Application, actor: User | None = None) -> Application:
    """The artist takes her application back; possible at any time until a decision against it. Raises `WrongState`."""
    with transaction.atomic():
        handed_in = application.submitted_at is not None
        gone = set_application_state(
            application=application, state=ApplicationState.WITHDRAWN, actor=actor, actor_label="" if actor else "key"
        )
        if handed_in:
            tell_withdrawn(application=gone)
    return gone
