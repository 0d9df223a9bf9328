# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Jobs that come round."""

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from marketplace.runtime.periodic import periodic

from .domain.expire_drafts import expire_drafts
from .domain.fill_seats import fill_seats
from .domain.release_pool import release_pool
from .domain.reserve_pool import reserve_pool
from .models import Award, Call
from .states import ACTIVE_AWARDS, ApplicationState, AwardState

logger = logging.getLogger(__name__)


@periodic(every=timedelta(minutes=5))
def keep_nights_of_calls() -> int:
    """Nights of calls that are open are kept, those of calls whose day has come are freed; answers how many calls were looked at."""
    now = timezone.now()
    keeping = Call.objects.filter(live=True, cancelled_at=None, opens_at__lte=now, nights_release_on__gte=now.date() - timedelta(days=1))
    calls = Call.objects.filter(Q(pk__in=keeping.values("pk")) | Q(pool__assigned=False)).distinct().order_by("pk")
    for call in calls:
        try:
            release_pool(call=call, now=now)
            reserved = reserve_pool(call=call, now=now)
        except Exception:  # one call that fails must not keep the others waiting
            logger.exception("nights of a call not kept", extra={"call": call.pk})
            continue
        if reserved.taken:
            logger.info("nights kept for a call", extra={"call": call.pk, "nights": reserved.taken, "missing": len(reserved.missing)})
    return len(calls)


@periodic(every=timedelta(minutes=5))
def close_drafts() -> int:
    """Drafts whose deadline is over are told apart from those one may still hand in."""
    return expire_drafts()


@periodic(every=timedelta(minutes=5))
def lapse_offers() -> int:
    """Offers not answered in time lapse, and each free seat goes to the next of its waiting list; answers how many were offered."""
    overdue = Award.objects.filter(state=AwardState.OFFERED, respond_by__lte=timezone.now())
    left = Award.objects.filter(state__in=ACTIVE_AWARDS).exclude(application__state=ApplicationState.AWARDED)
    named = Q(awards__in=overdue) | Q(awards__in=left) | Q(applications__state=ApplicationState.WAITING)
    offered = 0
    for call in Call.objects.filter(named).distinct().order_by("pk"):
        try:
            offered += len(fill_seats(call=call))
        except Exception:  # one call that fails must not keep the others waiting
            logger.exception("seats of a call not filled", extra={"call": call.pk})
    return offered
