# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads of listings for public pages, each in a number of queries that does not grow with the rows."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from .models import Business, BusinessPicture, Experience, Good, Picture, ProductPicture, Session, Stay, Unit


def stay_page(*, slug: str) -> Stay | None:
    """A public stay with business and municipality, and `gallery_ids` and `unit_ids` as lists; one query."""
    return stays_in_full(Stay.objects.browsable()).filter(slug=slug).first()


def stays_in_full(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    """Stays with what their page shows at once."""
    units = Unit.objects.filter(parent=OuterRef("pk"), live=True, is_public=True).order_by("pk")
    return (
        stays.select_related("business", "municipality")
        .defer("municipality__boundary")
        .annotate(gallery_ids=_gallery(ProductPicture, "product"), unit_ids=ArraySubquery(units.values("pk")))
    )


def _gallery(rows: type[Any], owner: str) -> ArraySubquery:
    return ArraySubquery(rows.objects.filter(**{owner: OuterRef("pk")}).order_by("sort_order", "pk").values("picture_id"))


def pictures_by_id(*, ids: Iterable[int | None]) -> dict[int, Picture]:
    """Pictures with their renditions, in two queries (none for no ids)."""
    wanted = {pk for pk in ids if pk is not None}
    return {picture.pk: picture for picture in Picture.objects.filter(pk__in=wanted).prefetch_related("renditions")} if wanted else {}


def experiences_nearby(*, latitude: float, longitude: float, most: int = 4) -> list[Session]:
    """The next free session of the experiences closest to a point, nearest first; one query.

    Distance is taken on the plane with a degree of longitude shortened to 0.7 of one of latitude (45° north): good enough to sort.
    """
    next_session = (
        Session.objects.filter(parent=OuterRef("pk"), live=True, starts_at__gt=timezone.now(), places_taken__lt=F("capacity"))
        .order_by("starts_at")
        .values("pk")[:1]
    )
    near = (
        Experience.objects.browsable()
        .filter(latitude__isnull=False, longitude__isnull=False)
        .annotate(next_session=ArraySubquery(next_session))
        .filter(~Q(next_session=Value([])))
        .order_by((F("latitude") - latitude) ** 2 + ((F("longitude") - longitude) * Value(0.7)) ** 2)
        .values_list("next_session", flat=True)[:most]
    )
    order = [found[0] for found in near]
    sessions = sessions_in_full(Session.objects.filter(pk__in=order)).in_bulk()
    return [sessions[pk] for pk in order if pk in sessions]


def sessions_in_full(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions with their experience and its village."""
    return sessions.select_related("parent__experience__municipality").defer("parent__experience__municipality__boundary")


def coming_sessions(*, experience: Experience, most: int = 24) -> list[Session]:
    """The public sessions still ahead, soonest first."""
    ahead = Session.objects.filter(parent=experience, live=True, is_public=True, starts_at__gt=timezone.now())
    return list(ahead.order_by("starts_at")[:most])


def experience_page(*, slug: str) -> Experience | None:
    """A public experience with business, municipality and `gallery_ids`; one query."""
    return (
        Experience.objects.browsable()
        .select_related("business", "municipality")
        .defer("municipality__boundary")
        .annotate(gallery_ids=_gallery(ProductPicture, "product"))
        .filter(slug=slug)
        .first()
    )


def good_page(*, slug: str) -> Good | None:
    """A public good with its business and that one's municipality; one query."""
    return (
        Good.objects.browsable()
        .select_related("business__municipality")
        .defer("business__municipality__boundary")
        .annotate(gallery_ids=_gallery(ProductPicture, "product"))
        .filter(slug=slug)
        .first()
    )


def business_page(*, slug: str) -> Business | None:
    """A public business with its municipality and `gallery_ids`; one query."""
    return (
        Business.objects.filter(live=True)
        .select_related("municipality")
        .defer("municipality__boundary")
        .annotate(gallery_ids=_gallery(BusinessPicture, "business"))
        .filter(slug=slug)
        .first()
    )


def offers_of(*, business: Business) -> tuple[list[Stay], list[Experience], list[Good]]:
    """Public stays, experiences and goods of a business; three queries, pictures not among them."""
    stays = Stay.objects.browsable().filter(business=business).select_related("municipality").defer("municipality__boundary")
    experiences = Experience.objects.browsable().filter(business=business).select_related("municipality").defer("municipality__boundary")
    return list(stays.order_by("title")), list(experiences.order_by("title")), list(Good.objects.browsable().filter(business=business))


def village_listings(*, municipality_id: int) -> tuple[list[Stay], list[Experience], list[Business]]:
    """Public stays, experiences and businesses of a municipality, by title; three queries, pictures not among them."""
    stays = Stay.objects.browsable().filter(municipality_id=municipality_id).order_by("title")
    experiences = Experience.objects.browsable().filter(municipality_id=municipality_id).order_by("title")
    businesses = Business.objects.filter(live=True, municipality_id=municipality_id).order_by("name")
    return list(stays), list(experiences), list(businesses)


def was_public(*, kind: type[Any], slug: str) -> bool:
    """Whether something of this address has once been public: then its page is gone, not unknown."""
    return bool(kind.objects.filter(slug=slug, first_published_at__isnull=False).exists())
