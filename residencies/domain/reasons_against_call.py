# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ..forms.blocks import wrong_codes
from ..models import Call, Stage


def reasons_against_call(*, call: Call) -> list[str]:
    """Why this call may not be public as it is: wrong forms, stages gone that are needed. Empty if it may."""
    stages = list(call.stages.all())
    reasons = [
        _("%(stage)s, question %(place)d: %(reason)s") % {"stage": stage, "place": place + 1, "reason": reason}
        for stage in stages
        for place, reason in wrong_codes(block.value for block in stage.form or ())
    ]
    kept = {stage.pk for stage in stages if stage.pk}
    return reasons + [gone_words(stage) for stage in needed_stages(call).exclude(pk__in=kept)]


def needed_stages(call: Call) -> QuerySet[Stage]:
    """Stages of the call that somebody has written for or was invited to: they can be changed, not removed."""
    used = Q(entries__isnull=False) | Q(late_accesses__isnull=False) | Q(jurors__isnull=False)
    stages: QuerySet[Stage] = Stage.objects.filter(used, call_id=call.pk).distinct()
    return stages


def gone_words(stage: Stage) -> str:
    return _("“%(stage)s” cannot be removed: there are applications, jurors or late accesses for it.") % {"stage": stage}
