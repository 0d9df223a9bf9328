# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the pages read. Each function makes a fixed number of queries, however many rows there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import MD5, Cast, Concat
from django.http import HttpRequest

from catalogue.models import Business, Experience, Picture, Session, Stay
from catalogue.vocabulary import BusinessKind
from frontend.pictures import prefetch_pictures
from marketplace.booking.queries import lowest_nights_of_stays
from marketplace.territory.models import Municipality

if TYPE_CHECKING:
    from frontend.models import JournalIndexPage, JournalPage, VillageIndexPage, VillagePage

# A village's page shows at most so many of a kind; the search shows the rest.
MOST_LISTED = 12


def stays() -> QuerySet[Stay]:
    """Public stays with municipality and picture."""
    return prefetch_pictures(Stay.objects.browsable().select_related("municipality", "picture"), "picture")


def stays_of_the_week(now: dt.datetime, count: int) -> list[Stay]:
    """Stays with a story, another handful each week, the same for everybody, with `from_price`."""
    told = stays().exclude(was="").exclude(picture=None)
    return _priced(_shuffled(told, now.date())[:count], now)


def stays_in(place: Municipality, now: dt.datetime) -> list[Stay]:
    """The stays of a municipality with `from_price`."""
    return _priced(stays().filter(municipality=place).order_by("title", "pk")[:MOST_LISTED], now)


def _priced(found: Iterable[Any], now: dt.datetime) -> list[Any]:
    """The stays with `from_price`: EUR of the cheapest night that can be booked, None if there is none."""
    listed = list(found)
    prices = lowest_nights_of_stays(stays=[stay.pk for stay in listed], now=now)
    for stay in listed:
        stay.from_price = prices.get(stay.pk)
    return listed


def experiences_in(place: Municipality, now: dt.datetime) -> list[Experience]:
    """The experiences of a municipality with `next_start`: their next session with a place left, or None."""
    coming = _bookable_sessions(now).filter(parent=OuterRef("pk")).order_by("starts_at").values("starts_at")[:1]
    listed = Experience.objects.browsable().filter(municipality=place).select_related("municipality", "picture")
    annotated = listed.annotate(next_start=Subquery(coming, output_field=DateTimeField()))
    return list(prefetch_pictures(annotated, "picture").order_by(F("next_start").asc(nulls_last=True), "title", "pk")[:MOST_LISTED])


def businesses() -> QuerySet[Business]:
    """Public businesses with municipality and picture."""
    return prefetch_pictures(Business.objects.filter(live=True).select_related("municipality", "picture"), "picture")


def businesses_in(place: Municipality) -> list[Business]:
    """The businesses of a municipality that are not only there to lodge guests."""
    return list(businesses().filter(municipality=place).exclude(kind=BusinessKind.LODGING).order_by("name", "pk")[:MOST_LISTED])


def business_of_the_week(today: dt.date) -> Business | None:
    """One business with a story, another each week."""
    told = businesses().exclude(Q(kind=BusinessKind.LODGING) | Q(story="") | Q(picture=None))
    return _shuffled(told, today).first()


def next_sessions(now: dt.datetime, *, days: int, count: int) -> list[Session]:
    """Sessions with places left that start within `days`, soonest first, one an experience."""
    soon = _bookable_sessions(now).filter(starts_at__lte=now + dt.timedelta(days=days))
    first = soon.order_by("parent_id", "starts_at").distinct("parent_id").values("pk")
    return list(Session.objects.filter(pk__in=first).select_related("parent__experience__municipality").order_by("starts_at", "pk")[:count])


def _bookable_sessions(now: dt.datetime) -> QuerySet[Session]:
    open_ones = Session.objects.filter(live=True, is_public=True, parent__live=True, parent__is_public=True, parent__business__live=True)
    return open_ones.filter(starts_at__gt=now, places_taken__lt=F("capacity"))


def _shuffled(queryset: QuerySet[Any], today: dt.date) -> QuerySet[Any]:
    year, week, _day = today.isocalendar()
    return queryset.order_by(MD5(Concat(Cast("pk", CharField()), Value(f"-{year}-{week}"))))


def municipalities(area: str = "") -> list[Municipality]:
    """All municipalities, or those of an area, by name."""
    found = Municipality.objects.filter(area=area) if area else Municipality.objects.all()
    return list(found.order_by("-province", "name"))


def villages_below(index: VillageIndexPage) -> list[VillagePage]:
    """The village pages below their index, by area and name."""
    from frontend.models import VillagePage

    found = VillagePage.objects.child_of(index).live().select_related("municipality", "picture")
    return list(prefetch_pictures(found, "picture").order_by("-municipality__province", "municipality__name"))


def village_links(request: HttpRequest, locale_id: int) -> dict[str, str]:
    """ISTAT code -> address of the village's page in a language."""
    from frontend.models import VillagePage

    found = VillagePage.objects.filter(locale_id=locale_id).live().select_related("municipality").defer("body", "municipality__boundary")
    return {page.municipality.istat: page.get_url(request) for page in found}


def neighbours_of(village: VillagePage) -> list[VillagePage]:
    """The three nearest villages of the same area (straight line between the centres)."""
    others = type(village).objects.sibling_of(village, inclusive=False).live().filter(municipality__area=village.municipality.area)
    here = village.municipality
    found = list(others.select_related("municipality").defer("body", "municipality__boundary"))
    found.sort(key=lambda page: _apart(page.municipality, here))
    return found[:3]


def _apart(one: Municipality, other: Municipality) -> float:
    # A degree of longitude is about 0.71 of a degree of latitude at 45° north.
    return ((one.longitude - other.longitude) * 0.71) ** 2 + (one.latitude - other.latitude) ** 2


def map_points(stays: Iterable[Stay], experiences: Iterable[Experience], businesses: Iterable[Business]) -> list[dict[str, Any]]:
    """Points of a map for listings that know their place."""
    groups = [("stay", stays, "title"), ("experience", experiences, "title"), ("business", businesses, "name")]
    return [
        {"lat": thing.latitude, "lon": thing.longitude, "name": _name(thing, name), "kind": kind, "url": address_of(thing)}
        for kind, things, name in groups
        for thing in things
        if thing.latitude is not None and thing.longitude is not None
    ]


def _name(thing: Any, name: str) -> str:
    return str(thing.name if name == "name" else thing.t.title)


def address_of(thing: Any) -> str:
    """The public page of a listing."""
    return str(thing.get_absolute_url())


def landscape_at(season: str, hour: str) -> Picture | None:
    """The picture for a season and an hour; else one of that season; else none."""
    from frontend.models import Landscape

    found = list(Landscape.objects.filter(season=season).values_list("hour", "picture_id"))
    chosen = dict(found).get(hour) or (found[0][1] if found else None)
    return Picture.objects.prefetch_related("renditions").filter(pk=chosen).first() if chosen else None


def journal(locale_id: int) -> QuerySet[JournalPage]:
    """Pages of the journal in a language, the latest first, with their pictures."""
    from frontend.models import JournalPage

    found = JournalPage.objects.filter(locale_id=locale_id).live().select_related("picture").defer("body")
    return prefetch_pictures(found, "picture").order_by("-date", "-pk")


def latest_journal(locale_id: int) -> JournalPage | None:
    """The latest page of the journal."""
    return journal(locale_id).first()


def journal_below(index: JournalIndexPage) -> QuerySet[JournalPage]:
    """Pages below an index."""
    return journal(index.locale_id).filter(path__startswith=index.path)


def other_journal(page: JournalPage, count: int) -> list[JournalPage]:
    """The latest pages besides this one."""
    return list(journal(page.locale_id).exclude(pk=page.pk)[:count])
