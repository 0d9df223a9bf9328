# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which documents are out of date. Triggers of the database fill the queue (migrations 0002 and 0009); this room empties it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from catalogue.models import Business, Experience, Good, Product, Stay
from residencies.models import Call, Place

from .models import IndexChange, Listing

Key = tuple[str, int]
MODELS: dict[str, Any] = {"stay": Stay, "experience": Experience, "business": Business, "good": Good, "call": Call}
KINDS = tuple(MODELS)


def queue_change(kind: str, object_id: int) -> None:
    """Queue a listing by hand; what the database's triggers see needs no call. Takes effect with the transaction."""
    IndexChange.objects.create(kind=kind, object_id=object_id)


def queue_all() -> int:
    """Queue every listing there is, and every one there was; answers how many."""
    keys = {(kind, pk) for kind, model in MODELS.items() for pk in model.objects.values_list("pk", flat=True)}
    keys |= set(Listing.objects.values_list("kind", "object_id"))
    IndexChange.objects.bulk_create([IndexChange(kind=kind, object_id=pk) for kind, pk in sorted(keys)], batch_size=5000)
    return len(keys)


def take_changes(limit: int) -> set[Key]:
    """Take up to `limit` changes nobody else is taking, inside the caller's transaction; answers the listings they touch."""
    rows = list(IndexChange.objects.order_by("id").select_for_update(skip_locked=True)[:limit])
    IndexChange.objects.filter(pk__in=[row.pk for row in rows]).delete()
    changed: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        changed[row.kind].add(row.object_id)
    return listings_of(changed)


def listings_of(changed: dict[str, set[int]]) -> set[Key]:
    """The listings whose documents show what has changed."""
    keys = {(kind, pk) for kind in KINDS for pk in changed.get(kind, ())}
    products = Q(pk__in=changed.get("product", ()))
    if businesses := changed.get("business"):
        products |= Q(business_id__in=businesses)
    if places := changed.get("municipality"):
        keys |= {("business", pk) for pk in Business.objects.filter(municipality__in=places).values_list("pk", flat=True)}
        products |= Q(stay__municipality__in=places) | Q(experience__municipality__in=places) | Q(business__municipality__in=places)
    if changed.get("product") or businesses or places:
        keys |= _roots(products)
    return keys | _calls(changed)


def _calls(changed: dict[str, set[int]]) -> set[Key]:
    """Calls that show a studio, a room, its building, or the name of a village or business."""
    rooms = changed.get("product", set()) | changed.get("stay", set())
    shown = Q(municipality__in=changed.get("municipality", ())) | Q(business__in=changed.get("business", ()))
    kept = Q(studio__in=changed.get("studio", ())) | Q(unit__in=rooms) | Q(unit__parent__in=rooms) | Q(studio__stay__in=rooms)
    found: set[int] = set()
    if changed.get("municipality") or changed.get("business"):
        found |= set(Call.objects.filter(shown).values_list("pk", flat=True))
    if changed.get("studio") or rooms:
        found |= set(Place.objects.filter(kept).values_list("call_id", flat=True))
    return {("call", pk) for pk in found}


def _roots(products: Q) -> set[Key]:
    """Stays, experiences and goods among `products`; a unit or session stands for what it belongs to."""
    roots: Iterable[int] = {parent or pk for pk, parent in Product.objects.filter(products).values_list("pk", "parent_id")}
    found = set()
    for kind in ("stay", "experience", "good"):
        found |= {(kind, pk) for pk in MODELS[kind].objects.filter(pk__in=roots).values_list("pk", flat=True)} if roots else set()
    return found
