# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads of an artist's own applications. Each begins with the person, or with the key in her browser."""

from django.db.models import Prefetch, QuerySet

from marketplace.accounts.models import User

from ..models import Application, Call, Entry, Stage
from ..states import ENDED, ApplicationState
from ..vocabulary import StageKind


def application_of(*, call: Call, user: User | None, key_hash: str) -> Application | None:
    """The living application of this person for this call; of who has no account, by the key."""
    living = Application.objects.filter(call=call).exclude(state__in=sorted(ENDED)).select_related("call")
    if user is not None:
        return living.filter(user=user).first()
    return living.filter(user=None, key_hash=key_hash).first() if key_hash else None


def written_stages(*, call: Call) -> list[Stage]:
    """The stages one writes for, in order; an interview is none."""
    return [stage for stage in call.stages.all() if stage.kind != StageKind.INTERVIEW]


def current_stage(*, application: Application) -> Stage | None:
    """The stage this application is at: the last one written for, or the next once the jury has invited to it."""
    stages = written_stages(call=application.call)
    entries = {entry.stage_id: entry for entry in application.entries.all()}
    reached = max((place for place, stage in enumerate(stages) if stage.pk in entries), default=0)
    if application.state == ApplicationState.ADVANCED and stages and _handed_in(entries.get(stages[reached].pk)):
        reached = min(reached + 1, len(stages) - 1)
    return stages[reached] if stages else None


def _handed_in(entry: Entry | None) -> bool:
    return entry is not None and entry.sent is not None


def applications_of(*, user: User) -> QuerySet[Application]:
    """All of a person's applications, the latest first, with what their list shows; four queries."""
    return (
        Application.objects.filter(user=user, anonymised_at=None)
        .select_related("call__municipality")
        .defer("call__municipality__boundary")
        .prefetch_related("call__stages", Prefetch("entries", Entry.objects.select_related("stage", "form_version")))
        .order_by("-created_at", "-pk")
    )
