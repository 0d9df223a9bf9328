# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from marketplace.booking.clock import rome_now
from marketplace.errors import Refused
from marketplace.messages.domain.queue_mail import queue_mail

from ..models import SavedSearch
from .fitting import fitting, key_of

MOST_OF_ONE_ADDRESS = 20


class TooManySearches(Refused):
    """The address keeps as many searches as it may."""

    code = "too-many-saved-searches"


@transaction.atomic
def save_search(*, parameters: str, label: str, language: str, email: str, user: Any = None, sure: bool = False) -> SavedSearch:
    """Keep a search for an address. `sure`: the address is known to be the person's; else it gets a link to say yes, at most one a
    day for each search. Raises TooManySearches.
    """
    email = email.strip().lower()
    if SavedSearch.objects.filter(email=email).exclude(parameters=parameters).count() >= MOST_OF_ONE_ADDRESS:
        raise TooManySearches(
            _("There are %(count)s saved searches for this address already: end one first.") % {"count": MOST_OF_ONE_ADDRESS}
        )
    saved, _new = SavedSearch.objects.get_or_create(
        email=email, language=language, parameters=parameters, defaults={"label": label[:300], "user": user if sure else None}
    )
    if saved.confirmed_at is None and sure:
        saved.user = user
        confirm_search(saved=saved)
    elif saved.confirmed_at is None:
        queue_mail(
            dedupe_key=f"search-confirm-{saved.pk}-{rome_now().date()}",
            to=email,
            language=language,
            template="search/mail/confirm",
            context={"saved": saved, "address": address_of("search:confirm", saved)},
        )
    return saved


def confirm_search(*, saved: SavedSearch, now: datetime | None = None) -> None:
    """From now on its address is told what is new; what fits now is known already."""
    if saved.confirmed_at is not None:
        return
    now = now or timezone.now()
    saved.confirmed_at = now
    today = rome_now(now).date().isoformat()
    saved.known = {key_of(hit): today for hit in fitting(saved, now) or []}
    saved.save(update_fields=["confirmed_at", "known", "user"])


def address_of(route: str, saved: SavedSearch) -> str:
    """The whole address of a page about this saved search, in its language."""
    with override(saved.language):
        return settings.SITE_URL.rstrip("/") + reverse(route, kwargs={"token": saved.token})
