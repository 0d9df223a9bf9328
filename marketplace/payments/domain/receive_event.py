# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from .. import gateway
from ..models import StripeEvent

LOST_AFTER = timedelta(minutes=5)


def receive_event(*, body: bytes, signature: str | None) -> StripeEvent:
    """Store a thin event, once per id; a task processes it after commit. Raises gateway.BadNotificationError for a forged, stale
    or unreadable one. What the event says is only a hint: processing asks Stripe.
    """
    return store_event(notification=gateway.parse_notification(body, signature))


def store_event(*, notification: gateway.Notification) -> StripeEvent:
    """The stored event of that id, new or not; a new one is queued."""
    from ..tasks import process

    with transaction.atomic():
        event, created = StripeEvent.objects.get_or_create(
            event_id=notification.id, defaults={"type": notification.type[:160], "object_id": notification.object_id[:160]}
        )
        if created:
            transaction.on_commit(lambda: process.enqueue(event.pk))
    return event


def fetch_lost_events(*, since: datetime, now: datetime | None = None) -> int:
    """Ask Stripe for its events of the time since `since` and store those no webhook has brought; how many. A webhook gets five minutes."""
    until = (now or timezone.now()) - LOST_AFTER
    listed = [event for event in gateway.list_events(since=since) if event.created <= until]
    known = set(StripeEvent.objects.filter(event_id__in=[event.id for event in listed]).values_list("event_id", flat=True))
    lost = [event for event in listed if event.id not in known]
    for event in reversed(lost):
        store_event(notification=event)
    return len(lost)
