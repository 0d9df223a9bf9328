# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime

from dateutil.relativedelta import relativedelta

from ..models import Application, Award
from ..states import ACTIVE_AWARDS, ApplicationState
from .erase_application import erase_application

KEPT_FOR = relativedelta(days=30)  # a draft nobody handed in, after the deadline


def forget_applications(*, now: datetime) -> int:
    """Make anonymous what won nothing once the months of its call are over since the publication, and drafts never handed in 30 days after
    the deadline; answers how many. Who was given a residency is kept with it.
    """
    forgotten = 0
    waiting = Application.objects.filter(anonymised_at=None, call__deadline_at__lt=now).exclude(state=ApplicationState.AWARDED)
    for application in waiting.select_related("call").order_by("pk").iterator(chunk_size=200):
        if _time_has_come(application, now) and not Award.objects.filter(application=application, state__in=ACTIVE_AWARDS).exists():
            erase_application(application=application, actor_label="retention")
            forgotten += 1
    return forgotten


def _time_has_come(application: Application, now: datetime) -> bool:
    call = application.call
    ends: datetime = call.deadline_at + KEPT_FOR
    if application.submitted_at is not None:
        ends = call.publication_at + relativedelta(months=call.retention_months)
    return ends < now
