# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction

from ..forms.from_blocks import fields_from_blocks
from ..models import Call, FormVersion, Stage
from ..vocabulary import StageKind


def freeze_form(*, stage: Stage) -> FormVersion:
    """The version of the stage's form as it stands; a new one only where it differs from the latest. Under the stage's row lock.

    Applications begun before keep theirs.
    """
    with transaction.atomic():
        locked = Stage.objects.select_for_update().get(pk=stage.pk)
        fields = [field.to_json() for field in fields_from_blocks(locked.form)]
        latest: FormVersion | None = locked.form_versions.order_by("-number").first()
        if latest is not None and latest.fields == fields:
            return latest
        return FormVersion.objects.create(stage=locked, number=latest.number + 1 if latest else 1, fields=fields)


def freeze_forms(*, call: Call) -> None:
    """The forms of all stages of a call, as they stand; an interview has none."""
    for stage in Stage.objects.filter(call_id=call.pk).exclude(kind=StageKind.INTERVIEW):
        freeze_form(stage=stage)
