# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Call

ORDER: tuple[tuple[str, str, str | Promise, bool], ...] = (
    ("opens_at", "deadline_at", _("The deadline comes after the opening."), False),
    ("deadline_at", "jury_until", _("The jury ends after the deadline."), True),
    ("jury_from", "jury_until", _("The jury ends after it has begun."), True),
    ("jury_until", "publication_at", _("Results are published after the jury has ended."), True),
)


def wrong_with_times(*, call: Call) -> dict[str, str | Promise]:
    """What is wrong with the timetable, by the field in which it shows; empty if nothing is."""
    wrong: dict[str, str | Promise] = {}
    try:
        ZoneInfo(call.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong["time_zone"] = _("There is no such time zone. It is written as Europe/Rome or America/New_York.")
    for earlier, later, words, may_be_same in ORDER:
        first, second = getattr(call, earlier), getattr(call, later)
        if first is not None and second is not None and not _in_order(first, second, may_be_same):
            wrong[later] = words
    if call.cancelled_at is not None and not call.cancelled_reason.strip():
        wrong["cancelled_reason"] = _("Say why: who wanted to apply reads it.")
    if call.fee is not None and call.fee < 0:
        wrong["fee"] = _("A fee is nought or more.")
    if call.places is not None and call.places < 1:
        wrong["places"] = _("A call offers at least one residency.")
    return wrong


def _in_order(first: datetime, second: datetime, may_be_same: bool) -> bool:
    return first < second or (may_be_same and first == second)
