# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from catalogue.domain.choose_slug import choose_slug

from ..forms.presets import preset_form
from ..models import Call, Stage
from ..vocabulary import WORKFLOWS


def complete_call(*, call: Call) -> None:
    """Fill in what follows from the rest: an address of its own, the stages of its workflow where it has none, and the usual form of a
    stage that has none (an interview needs none). Nothing is written.
    """
    if not call.slug:
        call.slug = choose_slug(text=call.title, among=Call.objects.exclude(pk=call.pk), fallback="call")
    if call.workflow in WORKFLOWS and not call.stages.exists():
        call.stages = [Stage(kind=kind, sort_order=order) for order, kind in enumerate(WORKFLOWS[call.workflow])]
    stages = list(call.stages.all())
    without = [stage for stage in stages if not stage.form and preset_form(stage.kind)]
    for stage in without:
        stage.form = preset_form(stage.kind)
    if without:
        call.stages = stages
