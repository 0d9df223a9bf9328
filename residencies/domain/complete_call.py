# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from catalogue.domain.choose_slug import choose_slug

from ..models import Call, Stage
from ..vocabulary import WORKFLOWS


def complete_call(*, call: Call) -> None:
    """Fill in what follows from the rest: an address of its own, and the stages of its workflow where it has none. Nothing is written."""
    if not call.slug:
        call.slug = choose_slug(text=call.title, among=Call.objects.exclude(pk=call.pk), fallback="call")
    if call.workflow in WORKFLOWS and not call.stages.exists():
        call.stages = [Stage(kind=kind, sort_order=order) for order, kind in enumerate(WORKFLOWS[call.workflow])]
