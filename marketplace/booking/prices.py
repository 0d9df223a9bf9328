# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What nights cost, as pure functions over loaded terms: the same to the cent for one unit and for a page of search hits.

All guests count for the price, children too. The discount for a week or a month is on the nights and the extra guests, not
on fees. Amounts are EUR, rounded half up to the cent line by line, so that lines add up to the total exactly.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from marketplace.localised import localised
from marketplace.territory.models import TouristTaxTariff

from .clock import nights_between, rome_instant, rome_now
from .domain.cancellation import terms_of
from .domain.quotes import Quote, QuoteLine, cents
from .models import Extra
from .stay_request import StayRequest
from .terms import UnitTerms
from .wording import in_all_languages, money

FRIDAY, SATURDAY = 4, 5
WEEK, MONTH = 7, 28


@dataclass(frozen=True, slots=True)
class _Draft:
    """A line before its text is written in every language."""

    kind: str
    say: Callable[[], str]
    quantity: int
    unit_price: Decimal | None
    amount: Decimal | None
    ref: str = ""


def quote_of(terms: UnitTerms, request: StayRequest, now: datetime) -> Quote:
    """The quote of a request that breaks no rule."""
    assert terms.rate is not None
    drafts = [*_nights(terms, request), *_fees(terms, request)]
    tax = _tourist_tax(terms, request)
    at_stay = [] if tax is not None else [_tax_at_stay(terms)]
    drafts += tax or []
    labels = in_all_languages(*(draft.say for draft in (*drafts, *at_stay)))
    lines = tuple(
        QuoteLine(d.kind, label, d.quantity, d.unit_price, d.amount, d.ref) for d, label in zip([*drafts, *at_stay], labels, strict=True)
    )
    payable, due_at_stay = lines[: len(drafts)], lines[len(drafts) :]
    total = sum((line.amount for line in payable if line.amount is not None), Decimal("0.00"))
    tourist_tax = None if tax is None else sum((d.amount for d in tax if d.amount is not None), Decimal("0.00"))
    starts_at = rome_instant(request.check_in, terms.stay.check_in_from)
    cancellation = terms_of(
        tier=terms.stay.cancellation_tier, starts_at=starts_at, total=total, tourist_tax=tourist_tax or Decimal("0.00"), now=rome_now(now)
    )
    return Quote(payable, total, tourist_tax, due_at_stay, cancellation)


def total_of(terms: UnitTerms, request: StayRequest) -> Decimal:
    """The total of the quote of a request that breaks no rule, without the words of its lines: for lists of many units."""
    drafts = [*_nights(terms, request), *_fees(terms, request), *(_tourist_tax(terms, request) or [])]
    return sum((draft.amount for draft in drafts if draft.amount is not None), Decimal("0.00"))


class SeasonName(NamedTuple):
    """The name of a season in every language; `localised` reads it."""

    name: str
    name_en: str
    name_de: str


def night_price(terms: UnitTerms, day: date) -> tuple[str, SeasonName | None, Decimal]:
    """Kind of night (`night` or `weekend`), the name of its season if it has one, and its price in EUR before discounts."""
    assert terms.rate is not None
    season = terms.season_of(day)
    prices = season or terms.rate
    name = SeasonName(season.name, season.name_en, season.name_de) if season else None
    if day.weekday() in (FRIDAY, SATURDAY) and prices.weekend_night is not None:
        return "weekend", name, prices.weekend_night
    return "night", name, prices.night


def _nights(terms: UnitTerms, request: StayRequest) -> Iterator[_Draft]:
    assert terms.rate is not None
    levels = Counter(night_price(terms, day) for day in nights_between(request.check_in, request.check_out))
    sum_ = Decimal("0.00")
    for (kind, season, price), count in levels.items():
        yield _Draft(kind, _saying_nights(kind, season, price, count), count, price, price * count)
        sum_ += price * count
    beyond = max(0, request.guests - terms.rate.included_guests)
    if beyond and terms.rate.extra_guest:
        quantity, price = beyond * request.nights, terms.rate.extra_guest
        yield _Draft("extra_guest", _saying_extra_guests(beyond, request.nights, price), quantity, price, price * quantity)
        sum_ += price * quantity
    percent, kind = _discount(terms, request)
    if percent and (off := cents(sum_ * percent / 100)):
        yield _Draft(kind, _saying_discount(kind, percent), 1, -off, -off)


def _discount(terms: UnitTerms, request: StayRequest) -> tuple[int, str]:
    assert terms.rate is not None
    if request.nights >= MONTH and terms.rate.monthly_discount_percent:
        return terms.rate.monthly_discount_percent, "monthly_discount"
    if request.nights >= WEEK:
        return terms.rate.weekly_discount_percent, "weekly_discount"
    return 0, ""


def _fees(terms: UnitTerms, request: StayRequest) -> Iterator[_Draft]:
    assert terms.rate is not None
    if terms.rate.cleaning_fee:
        fee = terms.rate.cleaning_fee
        yield _Draft("cleaning", lambda: gettext("Final cleaning"), 1, fee, fee)
    for extra in terms.extras:
        if extra.mandatory or extra.pk in request.extras:
            quantity = {
                Extra.Per.STAY: 1,
                Extra.Per.NIGHT: request.nights,
                Extra.Per.GUEST: request.guests,
                Extra.Per.GUEST_NIGHT: request.guests * request.nights,
            }[Extra.Per(extra.per)]
            yield _Draft("extra", _saying_extra(extra, quantity), quantity, extra.price, extra.price * quantity, ref=str(extra.pk))


def _tourist_tax(terms: UnitTerms, request: StayRequest) -> list[_Draft] | None:
    """Lines of the tourist tax, one a tariff; None where the tariff of any taxable night is not known.

    Rules of tariffs: per person and night, the first `max_nights` of the stay, exempt below an age; a child of unknown age
    counts as exempt wherever the tariff exempts children (D.Lgs. 23/2011 art. 4; ages and caps by municipal regulation).
    """
    charged: Counter[tuple[TouristTaxTariff, int]] = Counter()
    for index, day in enumerate(nights_between(request.check_in, request.check_out)):
        tariff = terms.tariff_of(day)
        if tariff is None:
            return None
        if tariff.max_nights is None or index < tariff.max_nights:
            charged[tariff, taxed_guests(tariff, request)] += 1
    name = terms.stay.municipality.name
    return [
        _Draft("tourist_tax", _saying_tax(name, guests, nights, t.amount), guests * nights, t.amount, t.amount * guests * nights)
        for (t, guests), nights in charged.items()
        if t.amount and guests
    ]


def taxed_guests(tariff: TouristTaxTariff, request: StayRequest) -> int:
    """How many of the guests pay this tariff."""
    unknown = request.children - len(request.children_ages)
    of_age = sum(age >= tariff.exempt_under_age for age in request.children_ages)
    return request.adults + of_age + (0 if tariff.exempt_under_age else unknown)


def _tax_at_stay(terms: UnitTerms) -> _Draft:
    name = terms.stay.municipality.name
    return _Draft("tourist_tax", lambda: gettext("Tourist tax of %(place)s: paid at the stay, if due") % {"place": name}, 1, None, None)


def _saying_nights(kind: str, season: SeasonName | None, price: Decimal, count: int) -> Callable[[], str]:
    def say() -> str:
        values = {"count": count, "price": money(price)}
        if kind == "weekend":
            text = ngettext("%(count)s weekend night × %(price)s", "%(count)s weekend nights × %(price)s", count) % values
        else:
            text = ngettext("%(count)s night × %(price)s", "%(count)s nights × %(price)s", count) % values
        return f"{text} ({localised(season, 'name')})" if season else text

    return say


def _saying_extra_guests(guests: int, nights: int, price: Decimal) -> Callable[[], str]:
    def say() -> str:
        people = ngettext("%(count)s further guest", "%(count)s further guests", guests) % {"count": guests}
        return f"{people} × {_nights_text(nights)} × {money(price)}"

    return say


def _saying_discount(kind: str, percent: int) -> Callable[[], str]:
    if kind == "monthly_discount":
        return lambda: gettext("Discount from 28 nights, %(percent)s %%") % {"percent": percent}
    return lambda: gettext("Discount from 7 nights, %(percent)s %%") % {"percent": percent}


def _saying_extra(extra: Extra, quantity: int) -> Callable[[], str]:
    def say() -> str:
        name = str(localised(extra, "name"))
        return name if quantity == 1 else f"{name}: {quantity} × {money(extra.price)}"

    return say


def _saying_tax(place: str, guests: int, nights: int, amount: Decimal) -> Callable[[], str]:
    def say() -> str:
        people = ngettext("%(count)s person", "%(count)s persons", guests) % {"count": guests}
        return gettext("Tourist tax of %(place)s") % {"place": place} + f": {people} × {_nights_text(nights)} × {money(amount)}"

    return say


def _nights_text(count: int) -> str:
    return ngettext("%(count)s night", "%(count)s nights", count) % {"count": count}
