# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from marketplace.booking.clock import rome_now
from marketplace.messages.domain.queue_mail import queue_mail

from ..answer import Hit
from ..call_cards import deadline_words
from ..calls import STANDING
from ..cards import address_of as page_of
from ..models import SavedSearch
from ..query import read_request
from .fitting import fitting, key_of
from .save_search import address_of

MOST_SHOWN = 6
REMEMBERED_FOR = timedelta(days=3)  # what is gone for so long, and comes back, is new again; a hold that runs out is not


@dataclass(frozen=True)
class News:
    """What is new for one search; `more` fit besides those shown."""

    saved: SavedSearch
    lines: list[dict[str, Any]]
    more: int
    search: str
    stop: str


def tell_searches(*, now: datetime | None = None) -> int:
    """Tell every confirmed address what is new for its searches, in one mail a day at most; how many mails. Searches whose days are
    over are erased. Twice at a time is harmless: the mail of an address and a day exists once.
    """
    now = now or timezone.now()
    today = rome_now(now).date()
    by_address: dict[tuple[str, str], list[SavedSearch]] = defaultdict(list)
    for saved in SavedSearch.objects.exclude(confirmed_at=None).order_by("pk"):
        if saved.told_at is None or rome_now(saved.told_at).date() < today:
            by_address[saved.email, saved.language].append(saved)
    told = {
        email for email, at in SavedSearch.objects.exclude(told_at=None).values_list("email", "told_at") if rome_now(at).date() >= today
    }
    mails = 0
    for (email, language), group in by_address.items():
        if email not in told and _tell(email, language, group, now):
            told.add(email)
            mails += 1
    return mails


def _tell(email: str, language: str, group: list[SavedSearch], now: datetime) -> bool:
    today = rome_now(now).date()
    found = {saved.pk: fitting(saved, now) for saved in group}
    with transaction.atomic():
        # Whoever has ended it meanwhile hears no more.
        living = list(SavedSearch.objects.select_for_update().filter(pk__in=found).order_by("pk"))
        news = []
        for saved in living:
            hits = found[saved.pk]
            if hits is None:
                saved.delete()
                continue
            fresh = [hit for hit in hits if key_of(hit) not in saved.known and _is_news(hit, saved)]
            saved.known = _remember(saved.known, hits, today)
            if fresh:
                saved.told_at = now
                news.append(_news(saved, fresh))
            saved.save(update_fields=["known", "told_at"])
        return bool(news) and _mail(email, language, news, today)


def _mail(email: str, language: str, news: list[News], today: date) -> bool:
    key = f"search-news-{hashlib.sha256(email.encode()).hexdigest()[:32]}-{today}"
    context = {"news": news, "several": len(news) > 1}
    stop_all = address_of("search:stop_all", news[0].saved)
    mail = queue_mail(dedupe_key=key, to=email, language=language, template="search/mail/news", context=context, unsubscribe=stop_all)
    return mail is not None


def _news(saved: SavedSearch, fresh: Sequence[Hit]) -> News:
    site = settings.SITE_URL.rstrip("/")
    with override(saved.language):
        asked = read_request(QueryDict(saved.parameters))
        lines = [
            {
                "title": hit.title,
                "village": hit.village,
                "price": hit.total_price if hit.total_price is not None else hit.from_price,
                "total": hit.total_price is not None,
                "until": deadline_words(hit.call) if hit.call else "",
                "url": site + page_of(hit, asked),
            }
            for hit in fresh[:MOST_SHOWN]
        ]
    return News(saved, lines, max(0, len(fresh) - MOST_SHOWN), search_address(saved), address_of("search:stop", saved))


def search_address(saved: SavedSearch) -> str:
    """The search itself, as a page."""
    from django.urls import reverse

    with override(saved.language):
        return f"{settings.SITE_URL.rstrip('/')}{reverse('search:search')}?{saved.parameters}"


def _remember(known: dict[str, str], hits: Sequence[Hit], today: date) -> dict[str, str]:
    """Keys and the day they last fitted, without those gone too long."""
    oldest = (today - REMEMBERED_FOR).isoformat()
    return {key: day for key, day in known.items() if day >= oldest} | {key_of(hit): today.isoformat() for hit in hits}


def _is_news(hit: Hit, saved: SavedSearch) -> bool:
    """A call with its jury is none, for one cannot apply any more, unless somebody asks for just these."""
    return hit.call is None or hit.call.phase in STANDING or "phase" in QueryDict(saved.parameters)
