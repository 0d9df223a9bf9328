# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What runs beside the web: single tasks queued on commit, and jobs that come round."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from marketplace.runtime.periodic import periodic

from .domain.compare_with_stripe import compare_with_stripe
from .domain.converge_allocation import converge_allocation
from .domain.process_event import process_event
from .domain.receive_event import fetch_lost_events
from .domain.release_transfers import release_transfers
from .domain.sweep_payments import sweep_payments
from .errors import PaymentUnavailable
from .models import Allocation, StripeEvent

# Windows overlap, so that a job that did not run once misses nothing.
LOST_EVENTS_OF = timedelta(hours=6)
COMPARED = timedelta(days=3)
TO_BE_WRITTEN = timedelta(hours=1)


@task(priority=60)
def converge(allocation_id: int) -> None:
    """Keep the promises made for an order."""
    converge_allocation(allocation=Allocation.objects.get(pk=allocation_id))


@task(priority=60)
def process(event_id: int) -> None:
    """Look at what a webhook hinted at. When Stripe is silent the sweep does it later."""
    with suppress(PaymentUnavailable):
        process_event(event=StripeEvent.objects.get(pk=event_id))


@periodic(every=timedelta(seconds=30))
def sweep() -> int:
    return sweep_payments()


@periodic(every=timedelta(minutes=15))
def release() -> int:
    return release_transfers()


@periodic(every=timedelta(minutes=30))
def look_for_lost_events() -> int:
    return fetch_lost_events(since=timezone.now() - LOST_EVENTS_OF)


@periodic(every=timedelta(days=1))
def compare() -> int:
    """Differences are logged as errors; `manage.py payments compare` shows them again."""
    until = timezone.now() - TO_BE_WRITTEN
    return len(compare_with_stripe(since=until - COMPARED, until=until))
