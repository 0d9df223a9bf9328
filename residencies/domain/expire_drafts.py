# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction

from ..models import Application, LateAccess, Stage
from ..queries.applications import current_stage
from ..states import ApplicationState
from .check_open import closes_at
from .database_now import database_now
from .set_application_state import set_application_state

OPEN = (ApplicationState.DRAFT, ApplicationState.ADVANCED)


def expire_drafts(*, most: int = 500) -> int:
    """Drafts whose deadline is over become “not handed in”; answers how many. A late access keeps them open."""
    now, expired = database_now(), 0
    waiting = Application.objects.filter(state__in=OPEN, call__deadline_at__lte=now).order_by("pk")[:most]
    for pk in waiting.values_list("pk", flat=True):
        with transaction.atomic():
            locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=pk)
            late = LateAccess.objects.filter(application=locked).first()
            stage = current_stage(application=locked)
            if stage is None or (locked.state == ApplicationState.ADVANCED and not _owes_text(locked, stage)):
                continue
            if locked.state in OPEN and closes_at(call=locked.call, stage=stage, late=late) <= database_now():
                set_application_state(application=locked, state=ApplicationState.EXPIRED, actor_label="deadline")
                expired += 1
    return expired


def _owes_text(application: Application, stage: Stage) -> bool:
    """Who was invited to an interview has handed in all there is; a stage without a deadline of its own does not end by itself."""
    return stage.deadline_at is not None and not application.entries.filter(stage=stage, sent__isnull=False).exists()
