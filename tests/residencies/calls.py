# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Calls as tests need them: open since yesterday, for one more month, unless told otherwise."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from residencies.models import Call, Period, Place, Term
from tests import factories as make

_numbers = count(1)
DAY = timedelta(days=1)


def make_call(*, units: Any = (), period: tuple[int, int] = (60, 100), least: int = 14, **fields: Any) -> Call:
    n, now = next(_numbers), timezone.now()
    opens = fields.pop("opens_at", now - DAY)
    deadline = fields.pop("deadline_at", opens + 31 * DAY)
    defaults = {
        "title": f"Terra {n}",
        "live": True,
        "disciplines": ["visual_arts"],
        "languages": ["it"],
        "opens_at": opens,
        "deadline_at": deadline,
        "jury_from": deadline,
        "jury_until": deadline + 10 * DAY,
        "publication_at": deadline + 12 * DAY,
        "nights_release_on": make.today() + 50 * DAY,
    }
    if "municipality" not in fields:
        defaults["municipality"] = make.make_municipality()
    call = Call(**{**defaults, **fields})
    call.terms = [Term(side="given", kind="stipend", amount="900", per="month"), Term(side="asked", kind="open_studio")]
    first, last = period
    call.periods = [Period(check_in=make.today() + first * DAY, check_out=make.today() + last * DAY, min_nights=least, max_nights=60)]
    call.reserved = [Place(unit=unit) for unit in units]
    call.save()
    return call
