# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from marketplace.booking.models import Booking

from .settle_orders import LONGEST_KEPT, RELEASE_AFTER


def is_good(booking: Booking) -> bool:
    """Neither nights nor a place of a session."""
    return booking.check_in is None and booking.product.parent_id is None


def release_of(bookings: Sequence[Booking], *, paid_at: datetime | None = None) -> datetime:
    """When the share of the business may go: a day after the last thing has begun; goods when they can no longer be given back. Never
    later than Stripe keeps the money, counted from `paid_at` (now): docs/decisions/0044.
    """
    latest = (paid_at or timezone.now()) + LONGEST_KEPT
    return max(min(_release_of(booking) or latest, latest) for booking in bookings)


def _release_of(booking: Booking) -> datetime | None:
    """None as long as nobody knows: goods not fetched yet, or on their way back."""
    return booking.ends_at if is_good(booking) else booking.starts_at + RELEASE_AFTER
