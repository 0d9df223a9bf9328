# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads of the basket: its lines with what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from catalogue.domain.prepare_engine import HOLD_OPTION
from catalogue.models import Product, Session, Stay, Unit
from marketplace.booking.domain.quotes import Quote
from marketplace.booking.models import Hold


@dataclass(frozen=True, slots=True)
class BasketLine:
    """A line as the page shows it. `alive`: still kept; `quote` is in the language asked for."""

    pk: int
    hold: Hold
    title: str
    where: str
    url: str
    starts_at: datetime | None
    quote: dict[str, Any]
    alive: bool
    can_extend: bool


@dataclass(frozen=True, slots=True)
class BasketView:
    """What is in a basket; the total (EUR) counts only what is still kept, `expires_at` is the first end of those."""

    lines: Sequence[BasketLine]
    total: Decimal
    expires_at: datetime | None

    @property
    def alive(self) -> Sequence[BasketLine]:
        return [line for line in self.lines if line.alive]


def basket_view(*, basket: Any, language: str, now: datetime | None = None) -> BasketView:
    """The lines of an Oscar basket with their holds, in a number of queries that does not grow with the lines."""
    now = now or timezone.now()
    lines = [_line(pk, hold, language, now) for pk, hold in holds_of(basket=basket)]
    alive = [line for line in lines if line.alive]
    return BasketView(
        lines=lines,
        total=sum((line.hold.total for line in alive), Decimal("0.00")),
        expires_at=min((line.hold.expires_at for line in alive), default=None),
    )


def holds_of(*, basket: Any) -> list[tuple[int, Hold]]:
    """Ids of the basket's lines with the hold of each, oldest first; a line without one is left out."""
    if not basket.id:
        return []
    pairs = basket.lines.filter(attributes__option__code=HOLD_OPTION).order_by("pk").values_list("pk", "attributes__value")
    by_token = {token: pk for pk, token in pairs}
    holds = Hold.objects.filter(token__in=by_token).select_related(
        "product__unit", "product__session", "product__good", "product__parent__stay", "product__parent__experience"
    )
    return sorted(((by_token[hold.token], hold) for hold in holds), key=lambda pair: pair[0])


def _line(pk: int, hold: Hold, language: str, now: datetime) -> BasketLine:
    product = hold.product
    listing, starts_at = _listing(product)
    alive = hold.state == Hold.State.ACTIVE and hold.expires_at > now
    return BasketLine(
        pk=pk,
        hold=hold,
        title=listing.t.title,
        where=product.t.title if isinstance(listing, Stay) else "",
        url=_again(listing, hold),
        starts_at=starts_at,
        quote=Quote.from_json(hold.quote).localised(language),
        alive=alive,
        can_extend=alive and hold.expires_at < hold.last_expires_at,
    )


def _listing(product: Product) -> tuple[Any, datetime | None]:
    """The thing with a page of its own, and when a session begins."""
    unit: Unit | None = getattr(product, "unit", None)
    session: Session | None = getattr(product, "session", None)
    if unit is not None:
        return product.parent.stay, None
    if session is not None:
        return product.parent.experience, session.starts_at
    return product.good, None


def _again(listing: Any, hold: Hold) -> str:
    """The page to look again at the same wish."""
    url: str = listing.get_absolute_url()
    if hold.check_in is None:
        return url
    names = ("check_in", "check_out", "adults", "children", "children_ages")
    return f"{url}?{urlencode({'unit': hold.product_id, **{name: getattr(hold, name) for name in names}}, doseq=True)}"
