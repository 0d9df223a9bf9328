# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The gazetteer of this installation: its municipalities, the localities its listings use, and the names of its data.

Each process keeps it for two minutes; a change of the municipalities made in the same process is seen at once.
"""

from collections import defaultdict
from typing import Any

from django.core.cache import caches
from django.db.models import Avg, QuerySet
from django.db.models.signals import post_delete, post_save

from catalogue.models import Business, Experience, Stay
from marketplace.territory.models import Municipality

from .facts import Spot
from .gazetteer import Gazetteer, key_of, make_gazetteer
from .names import Named, data_of, spots_of_data
from .vocabulary.names import STREETS

KEEP_SECONDS = 120
_TOKEN = "search.reading.places"  # noqa: S105 - a key of the cache
_kept: dict[str, Gazetteer] = {}


def load_places() -> Gazetteer:
    """The places of this installation; two queries if it is time to look again."""
    if caches["process"].get(_TOKEN) and "places" in _kept:
        return _kept["places"]
    _kept["places"] = read_places()
    caches["process"].set(_TOKEN, True, KEEP_SECONDS)
    return _kept["places"]


def forget_places(**_: Any) -> None:
    """The next to ask looks again."""
    caches["process"].delete(_TOKEN)


def read_places() -> Gazetteer:
    """From the database and the data, as they are now."""
    villages = list(Municipality.objects.only("istat", "name", "area", "latitude", "longitude").order_by("name"))
    codes = {village.istat for village in villages}
    areas: dict[str, list[str]] = defaultdict(list)
    found: list[Named] = []
    for village in villages:
        areas[village.area].append(village.istat)
        found.append((Spot(village.name, "municipality", (village.istat,), ((village.latitude, village.longitude),)), [], False))
    found += [(Spot(area, "area", tuple(members)), [], False) for area, members in areas.items() if area]
    found += [named for named in spots_of_data(data_of()) if set(named[0].codes) <= codes]
    return make_gazetteer([*found, *_localities({village.istat: (village.latitude, village.longitude) for village in villages})])


def _localities(centres: dict[str, tuple[float, float]]) -> list[Named]:
    """Localities that public listings name, in the middle of them; streets are none. Strict: many are everyday words."""
    return [
        (Spot(name, "locality", (code,), ((lat, lon) if lat is not None and lon is not None else centres[code],)), [], True)
        for name, code, lat, lon in _used().order_by("locality", "municipality__istat")
        if _is_place(name) and code in centres
    ]


def _used() -> QuerySet[Any, Any]:
    first, *others = (
        things.exclude(locality="").values_list("locality", "municipality__istat").annotate(Avg("latitude"), Avg("longitude")).order_by()
        for things in (Stay.objects.public(), Experience.objects.public(), Business.objects.filter(live=True))
    )
    return first.union(*others)


def _is_place(name: str) -> bool:
    words = key_of(name).split()
    return bool(words) and words[0] not in STREETS and not any(word.isdigit() for word in words)


post_save.connect(forget_places, sender=Municipality, dispatch_uid="search.reading.saved")
post_delete.connect(forget_places, sender=Municipality, dispatch_uid="search.reading.deleted")
