# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import override

from ..answer import Hit
from ..find import find
from ..models import SavedSearch
from ..query import BadSearch, read_request

MOST_COMPARED = 100


def fitting(saved: SavedSearch, now: datetime) -> list[Hit] | None:
    """What fits now, the newest first; None if the search cannot be read any more: its days are over."""
    params = QueryDict(saved.parameters, mutable=True)
    params["sort"] = "newest"
    with override(saved.language):
        try:
            asked = read_request(params, per_page=MOST_COMPARED)
        except BadSearch:
            return None
        with transaction.atomic():  # without the time limit of those who wait
            return find(asked.but(page=1, lang=saved.language), now).hits


def key_of(hit: Hit) -> str:
    """By what a hit is known. A call that was told when it was announced is told again when it opens."""
    opened = "-open" if hit.call and hit.call.phase == "open" else ""
    return f"{hit.kind}-{hit.id}{opened}"
