# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""From an engine's documents to hits as people see them: free units and prices from the truth, pictures with their renditions."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from catalogue.models import Picture, PictureRendition
from marketplace.booking.clock import rome_now

from .answer import Found, Hit
from .calls import facts_of
from .draws import column
from .geo import kilometres
from .offers import day_number
from .pricing import Prices, price
from .query import SearchRequest

CENTS, CENT = Decimal(100), Decimal("0.01")


def present(request: SearchRequest, found: list[Found], now: datetime) -> list[Hit]:
    """The hits to show. A stay that somebody has taken since it was indexed is left out."""
    prices = price(request, found, now)
    hits = [hit for one in found if (hit := _hit(request, one, prices, now)) is not None]
    _add_pictures(hits)
    return hits


def _hit(request: SearchRequest, found: Found, prices: Prices, now: datetime) -> Hit | None:
    document = found.document
    card, location = document["card"], document.get("location") or {}
    hit = Hit(
        kind=document["kind"],
        id=document["object_id"],
        slug=card["slug"],
        title=card["title"][request.lang],
        summary=card["summary"][request.lang],
        subkind=document["subkind"],
        municipality=document["municipality"],
        village=card["village"],
        lat=location.get("lat"),
        lon=location.get("lon"),
        picture_id=card["picture"],
        from_price=None if document["from_price"] is None else (document["from_price"] / CENTS).quantize(CENT),
        sleeps=card.get("sleeps"),
        min_age=document.get("min_age", 0),
        cancellation=card.get("cancellation", ""),
        instant=card.get("instant"),
        amenities=document["amenities"],
        found_in=found.found_in,
        explored=found.explored,
        draw=document.get("draws", {}).get(column(now), 0),  # a row written before there were weeks has none
    )
    if request.near and hit.lat is not None and hit.lon is not None:
        hit.distance_km = kilometres(request.near, (hit.lat, hit.lon))
    if hit.kind == "stay" and request.has_dates:
        options = prices.of(card["units"])
        if not options:
            return None
        hit.total_price, hit.nights = options[0].total, options[0].nights
        hit.units = [option.unit for option in options if option.nights == hit.nights]
    elif hit.kind == "stay":
        hit.units = card["units"]
    elif hit.kind == "call":
        hit.call = facts_of(document, now)
    elif hit.kind == "experience":
        _add_session(request, hit, document["sessions"], now)
    return hit


def _add_session(request: SearchRequest, hit: Hit, sessions: list[dict[str, Any]], now: datetime) -> None:
    """The next session that fits the request."""
    days = request.days(rome_now(now).date())
    first, last = (day_number(days[0]), day_number(days[1])) if days else (0, 10**6)
    enough = request.guests or 1
    for session in sorted(sessions, key=lambda session: int(session["starts"])):
        if session["starts"] > now.timestamp() and first <= session["day"] <= last and session["places"] >= enough:
            hit.starts_at = datetime.fromtimestamp(session["starts"], UTC)
            hit.places_left = session["places"]
            if request.guests is not None and request.has_dates and hit.from_price is not None:
                hit.total_price = hit.from_price * request.guests
            return


def _add_pictures(hits: list[Hit]) -> None:
    """Pictures and their renditions in one query."""
    wanted = {hit.picture_id for hit in hits if hit.picture_id}
    columns = {column.attname: F(column.attname) for column in PictureRendition._meta.concrete_fields}
    rows = PictureRendition.objects.filter(image=OuterRef("pk")).order_by("pk").values(row=JSONObject(**columns))
    pictures: dict[int, Any] = Picture.objects.annotate(rendition_rows=ArraySubquery(rows)).in_bulk(wanted)
    for picture in pictures.values():
        # Where Wagtail looks before it asks the database for a rendition.
        picture.prefetched_renditions = [
            PictureRendition(image=picture, **{k: v for k, v in row.items() if k != "image_id"}) for row in picture.rendition_rows
        ]
    for hit in hits:
        hit.picture = pictures.get(hit.picture_id or 0)
