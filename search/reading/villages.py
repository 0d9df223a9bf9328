# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The villages by their names, as suggestions look for them at each keystroke. Kept by each process as the gazetteer is."""

from typing import Any, NamedTuple

from django.core.cache import caches
from django.db.models.signals import post_delete, post_save

from marketplace.territory.models import Municipality

from ..texts import fold, words_of
from .loading import KEEP_SECONDS

_TOKEN = "search.reading.villages"  # noqa: S105 - a key of the cache
_kept: dict[str, list["Village"]] = {}


class Village(NamedTuple):
    """A municipality, and its name as words are compared."""

    istat: str
    name: str
    area: str
    folded: str
    words: tuple[str, ...]


def load_villages() -> list[Village]:
    """All there are; one query if it is time to look again."""
    if caches["process"].get(_TOKEN) and "villages" in _kept:
        return _kept["villages"]
    rows = Municipality.objects.values_list("istat", "name", "area")
    _kept["villages"] = [Village(*row, fold(row[1]).lower(), tuple(words_of(row[1]))) for row in rows]
    caches["process"].set(_TOKEN, True, KEEP_SECONDS)
    return _kept["villages"]


def forget_villages(**_: Any) -> None:
    """The next to ask looks again."""
    caches["process"].delete(_TOKEN)


post_save.connect(forget_villages, sender=Municipality, dispatch_uid="search.reading.villages.saved")
post_delete.connect(forget_villages, sender=Municipality, dispatch_uid="search.reading.villages.deleted")
