# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads of calls for public pages, each in a number of queries that does not grow with the rows."""

from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from ..models import Call, Place


def calls_in_full(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with all that their card, table row or page shows; seven queries, pictures not among them."""
    places = Place.objects.select_related("unit__parent__stay", "studio__stay").order_by("sort_order", "pk")
    return (
        calls.select_related("municipality", "business")
        .defer("municipality__boundary")
        .prefetch_related("terms", "periods", "stages", Prefetch("reserved", places))
    )


def public_calls(*, discipline: str = "", municipality: str = "") -> QuerySet[Call]:
    """Public calls, of a discipline, of a municipality (its slug)."""
    calls = Call.objects.filter(live=True)
    if discipline:
        calls = calls.filter(disciplines__contains=[discipline])
    return calls.filter(municipality__slug=municipality) if municipality else calls


def open_calls(*, calls: QuerySet[Call], now: datetime) -> QuerySet[Call]:
    """Those one may apply to now, the next deadline first."""
    return _standing(calls, now).filter(opens_at__lte=now, deadline_at__gt=now).order_by("deadline_at", "pk")


def coming_calls(*, calls: QuerySet[Call], now: datetime) -> QuerySet[Call]:
    """Those that open later, the next first."""
    return _standing(calls, now).filter(opens_at__gt=now).order_by("opens_at", "pk")


def closed_calls(*, calls: QuerySet[Call], now: datetime) -> QuerySet[Call]:
    """Those whose deadline is over or that were cancelled, the latest first: with the jury, decided, past."""
    return calls.filter(Q(deadline_at__lte=now) | Q(cancelled_at__lte=now)).order_by("-deadline_at", "pk")


def _standing(calls: QuerySet[Call], now: datetime) -> QuerySet[Call]:
    return calls.filter(Q(cancelled_at=None) | Q(cancelled_at__gt=now))


def call_page(*, slug: str) -> Call | None:
    """A public call with all its page shows; six queries."""
    return calls_in_full(Call.objects.filter(live=True, slug=slug)).first()


def was_public(*, slug: str) -> bool:
    """Whether a call of this address has once been public: then its page is gone, not unknown."""
    return Call.objects.filter(slug=slug, first_published_at__isnull=False).exists()
