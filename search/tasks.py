# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The loop that keeps the index up to date, and the job that lets past days go."""

import logging
import time
from datetime import timedelta
from threading import Event

from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone
from elasticsearch import ApiError, TransportError

from marketplace.booking.clock import rome_now
from marketplace.runtime.periodic import periodic

from .documents import readable
from .indexing import IndexBroken, process_changes, push_listings, queue_expired_holds, work_waiting
from .models import IndexChange, Listing
from .rebuilding import look_after_index, refresh_everything
from .saved.tell_searches import tell_searches
from .vocabulary import learn_words

logger = logging.getLogger(__name__)
POLL_SECONDS = 0.15
LOOK_FOR_EXPIRED_SECONDS = 0.45
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0


class Pusher:
    """Sends due rows to Elasticsearch; when that fails, waits longer each time, up to 15 s, and looks after the index first."""

    def __init__(self) -> None:
        self.pause = FIRST_PAUSE
        self.next_try = 0.0
        self.known_good = False

    def push(self) -> bool:
        """Whether anything was sent."""
        if not readable() or time.monotonic() < self.next_try:
            return False
        try:
            if not self.known_good:
                look_after_index()
                self.known_good = True
            sent = push_listings(refresh=False)  # many changes share one refresh
        except (ApiError, TransportError, IndexBroken) as cause:
            # The class only: messages name hosts and documents.
            logger.warning("index not written", extra={"cause": type(cause).__name__, "pause": self.pause})
            self.known_good = False
            self.next_try = time.monotonic() + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
            return False
        self.pause = FIRST_PAUSE
        return sent


def run_indexing_loop(stop: Event) -> None:
    """Until `stop`: changes to rows, rows to Elasticsearch. A change shows well within a second of its commit.

    Polled, not notified: NOTIFY makes commits wait for each other (docs/decisions: search queue by triggers).
    """
    pusher, seen_until = Pusher(), timezone.now() - timedelta(hours=1)
    if not Listing.objects.exists():
        refresh_everything()
        learn_words()
    while not stop.is_set():
        now = timezone.now()
        if (now - seen_until).total_seconds() >= LOOK_FOR_EXPIRED_SECONDS:
            queue_expired_holds(seen_until, now)
            seen_until = now
        queued, due = work_waiting()
        changed = queued and process_changes()
        sent = (changed or due or not pusher.known_good) and pusher.push()
        if not sent and not changed:
            close_old_connections()
            stop.wait(POLL_SECONDS)


@periodic(every=timedelta(minutes=10))
def let_past_days_go() -> None:
    """After midnight, queue the documents of yesterday: nights, sessions and seasons that are over leave them."""
    old = Listing.objects.filter(Q(built_on__lt=rome_now().date()), document__isnull=False).values_list("kind", "object_id")
    IndexChange.objects.bulk_create([IndexChange(kind=kind, object_id=pk) for kind, pk in old], batch_size=5000)


@periodic(every=timedelta(minutes=5))
def count_words() -> None:
    """What misspelt words are compared with."""
    learn_words()


@periodic(every=timedelta(hours=1))
def tell_saved_searches() -> None:
    """Write to those who wait for something that fits."""
    tell_searches()


@periodic(every=timedelta(minutes=1))
def look_after_wiped_index() -> None:
    """An Elasticsearch that was emptied while nothing changed is filled again."""
    try:
        if readable() and Listing.objects.exists():
            look_after_index()
    except (ApiError, TransportError, IndexBroken) as cause:
        logger.warning("index not looked after", extra={"cause": type(cause).__name__})
