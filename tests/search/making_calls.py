# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Calls in each phase, and their studios."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from residencies.models import Call, Place, Studio
from tests.residencies.calls import make_call

DAY = timedelta(days=1)
# Opening, deadline, publication: days from now. Periods of `make_call` lie 60 to 100 days ahead.
PHASES = {"open": (-1, 30, 42), "coming": (5, 40, 52), "jury": (-40, -5, 8), "decided": (-60, -40, -20), "past": (-400, -360, -340)}


def call_in(phase: str, title: str, *, later: int = 0, **fields: Any) -> Call:
    """A call that is in this phase today; one that stands has its deadline `later` by so many days."""
    opens, closes, decided = (timezone.now() + days * DAY for days in PHASES[phase])
    later = later if phase in ("open", "coming") else 0
    times = {"opens_at": opens, "deadline_at": closes + later * DAY, "jury_from": closes + later * DAY}
    times |= {"jury_until": decided + later * DAY, "publication_at": decided + later * DAY}
    period = {"period": (-330, -300)} if phase == "past" else {}
    return make_call(title=title, **{**times, **period, **fields})


def furnish_studio(call: Call, equipment: list[str], **fields: Any) -> Studio:
    studio = Studio.objects.create(
        **{"municipality": call.municipality, "name": "Officina", "square_metres": 40, "equipment": equipment, "live": True, **fields}
    )
    Place.objects.create(call=call, studio=studio)
    return studio
