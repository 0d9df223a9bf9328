# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import logging
import re

from django.http import HttpRequest

from marketplace.booking.clock import rome_now
from marketplace.clients import client_of

from ..answer import SearchAnswer
from .facts import Facts, facts_of, monday_of
from .ledger import Key, ledger
from .words import hear, words_to_count

logger = logging.getLogger(__name__)
_MACHINES = re.compile(r"bot\b|bot/|crawl|spider|slurp|preview|monitor|lighthouse|headless|facebookexternalhit", re.IGNORECASE)


def note_search(request: HttpRequest, answer: SearchAnswer) -> None:
    """Count an answered search of the page or the API, in memory. Never raises, asks no database, keeps nothing of the request.

    Counted is what a person asks for the first time: no robots as far as they say so, no pages loaded in advance, no further pages, no part
    of the map; and not the same again within half an hour, in another order, say.
    """
    try:
        _note(request, answer)
    except Exception as cause:
        logger.warning("search not counted", extra={"cause": type(cause).__name__})


def _note(request: HttpRequest, answer: SearchAnswer) -> None:
    asked = answer.request
    if asked.page > 1 or asked.bbox or not _by_a_person(request):
        return
    facts, words = facts_of(asked), words_to_count(asked)
    if facts == Facts() and not asked.searched and not asked.named:
        return  # the page was opened, nothing was asked
    client = client_of(request)
    if not ledger.is_new(hash((client, facts, asked.searched, asked.named))):
        return
    today = rome_now().date()
    heard = hear(words, client, today)
    ledger.note(Key(monday_of(today), facts), heard, unmet=answer.count == 0, degraded=answer.degraded)


def _by_a_person(request: HttpRequest) -> bool:
    purpose = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    return request.method == "GET" and "prefetch" not in purpose and not _MACHINES.search(request.headers.get("User-Agent", ""))
