# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The rules of arriving, as pure functions over loaded terms. `queries.free_units` says the same in SQL; a test compares the two.

Nights at least: the restriction of the arrival day goes before the season of the arrival night, and that before the rate.
Nights at most: the restriction goes before the rate. Where restrictions overlap, the strictest counts.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.dateformat import time_format
from django.utils.translation import gettext, ngettext

from .clock import nights_between, rome_now
from .stay_request import OLDEST_CHILD, StayRequest
from .terms import UnitTerms

Reason = dict[str, str]


def broken_rules(terms: UnitTerms, request: StayRequest, now: datetime) -> list[Reason]:
    """Every rule that `request` breaks, in words of the active language; empty if none."""
    reasons = [*broken_by_guests(terms, request), *_broken_by_extras(terms, request)]
    if not terms.public:
        reasons.append(_reason("not-public", gettext("This place cannot be booked at present.")))
    if request.nights < 1:
        reasons.append(_reason("dates-reversed", gettext("The check-out must be at least one day after the check-in.")))
        return reasons
    if request.check_in < rome_now(now).date():
        reasons.append(_reason("past", gettext("The check-in lies in the past.")))
    if terms.rate is None:
        reasons.append(_reason("no-rate", gettext("There is no price for this place yet.")))
        return reasons
    return [*reasons, *_broken_by_time(terms, request, now), *_broken_by_length(terms, request), *_broken_by_days(terms, request)]


def min_nights(terms: UnitTerms, day: date) -> int:
    """Nights at least for an arrival on `day`."""
    assert terms.rate is not None
    demanded = [r.min_nights for r in terms.restrictions_of(day) if r.min_nights]
    if demanded:
        return max(demanded)
    season = terms.season_of(day)
    return season.min_nights if season and season.min_nights else terms.rate.min_nights


def max_nights(terms: UnitTerms, day: date) -> int:
    """Nights at most for an arrival on `day`."""
    assert terms.rate is not None
    allowed = [r.max_nights for r in terms.restrictions_of(day) if r.max_nights]
    return min(allowed, default=terms.rate.max_nights)


def may_arrive(terms: UnitTerms, day: date) -> bool:
    assert terms.rate is not None
    closed = any(r.closed_to_arrival for r in terms.restrictions_of(day))
    return not closed and day.weekday() not in terms.rate.closed_arrival_weekdays


def may_depart(terms: UnitTerms, day: date) -> bool:
    assert terms.rate is not None
    closed = any(r.closed_to_departure for r in terms.restrictions_of(day))
    return not closed and day.weekday() not in terms.rate.closed_departure_weekdays


def in_time(terms: UnitTerms, day: date, now: datetime) -> bool:
    """Whether an arrival on `day` can still be booked: notice, and on the day itself the check-in hour."""
    assert terms.rate is not None
    local = rome_now(now)
    ahead = (day - local.date()).days
    return ahead >= terms.rate.notice_days and (ahead > 0 or local.time() < terms.stay.check_in_from)


def in_window(terms: UnitTerms, day: date, now: datetime) -> bool:
    """Whether an arrival on `day` is not too far ahead."""
    assert terms.rate is not None
    return (day - rome_now(now).date()).days <= terms.rate.window_days


def in_reach(terms: UnitTerms, day: date, now: datetime) -> bool:
    """Whether the night of `day` may belong to a stay booked now."""
    return day < reach_of(terms, rome_now(now).date())


def reach_of(terms: UnitTerms, today: date) -> date:
    """The first night that no stay booked today reaches: the window bounds arrivals, and a stay may last beyond it."""
    assert terms.rate is not None
    longest = max(terms.rate.max_nights, *(r.max_nights or 0 for r in terms.restrictions), 1)
    return today + timedelta(days=terms.rate.window_days + longest)


def broken_by_guests(terms: UnitTerms, request: StayRequest) -> Iterator[Reason]:
    """Rules about the number of guests and their ages."""
    if request.adults < 1:
        yield _reason("no-adult", gettext("At least one adult must be among the guests."))
    if request.children < 0:
        yield _reason("children-negative", gettext("The number of children cannot be negative."))
    if request.guests > terms.unit.capacity:
        text = ngettext("At most %(count)s guest can stay here.", "At most %(count)s guests can stay here.", terms.unit.capacity)
        yield _reason("too-many-guests", text % {"count": terms.unit.capacity})
    if len(request.children_ages) > max(request.children, 0) or any(not 0 <= age <= OLDEST_CHILD for age in request.children_ages):
        yield _reason("children-ages", gettext("Give at most one age for each child, from 0 to 17."))


def broken_by_unknown_ages(terms: UnitTerms, request: StayRequest) -> Iterator[Reason]:
    """At a hold the price is final: where the tourist tax of a night depends on the age of children, every age must be known.

    A search or a quote without ages takes a child as exempt, so its total is the least it can be.
    """
    if len(request.children_ages) >= request.children:
        return
    tariffs = (terms.tariff_of(day) for day in nights_between(request.check_in, request.check_out))
    if any(tariff is not None and tariff.amount and 0 < tariff.exempt_under_age <= OLDEST_CHILD for tariff in tariffs):
        yield _reason("children-ages-missing", gettext("Give the age of every child: the tourist tax depends on it here."))


def _broken_by_extras(terms: UnitTerms, request: StayRequest) -> Iterator[Reason]:
    if set(request.extras) - {extra.pk for extra in terms.extras}:
        yield _reason("unknown-extra", gettext("One of the extras is not offered here."))


def _broken_by_time(terms: UnitTerms, request: StayRequest, now: datetime) -> Iterator[Reason]:
    assert terms.rate is not None
    today = rome_now(now).date()
    if request.check_in >= today and not in_time(terms, request.check_in, now):
        if terms.rate.notice_days:
            text = ngettext("The host needs %(count)s day of notice.", "The host needs %(count)s days of notice.", terms.rate.notice_days)
            yield _reason("notice", text % {"count": terms.rate.notice_days})
        else:
            hour = time_format(terms.stay.check_in_from, "H:i")
            yield _reason("notice", gettext("Arrivals of today can be booked until %(hour)s.") % {"hour": hour})
    if not in_window(terms, request.check_in, now):
        text = ngettext(
            "Arrivals can be booked up to %(count)s day ahead.",
            "Arrivals can be booked up to %(count)s days ahead.",
            terms.rate.window_days,
        )
        yield _reason("too-far", text % {"count": terms.rate.window_days})


def _broken_by_length(terms: UnitTerms, request: StayRequest) -> Iterator[Reason]:
    least, most = min_nights(terms, request.check_in), max_nights(terms, request.check_in)
    if request.nights < least:
        text = ngettext(
            "Arriving that day, the stay is at least %(count)s night.", "Arriving that day, the stay is at least %(count)s nights.", least
        )
        yield _reason("min-nights", text % {"count": least})
    if request.nights > most:
        text = ngettext("The stay can be %(count)s night at most.", "The stay can be %(count)s nights at most.", most)
        yield _reason("max-nights", text % {"count": most})


def _broken_by_days(terms: UnitTerms, request: StayRequest) -> Iterator[Reason]:
    if not may_arrive(terms, request.check_in):
        yield _reason("closed-to-arrival", gettext("Arriving on that day is not possible."))
    if not may_depart(terms, request.check_out):
        yield _reason("closed-to-departure", gettext("Leaving on that day is not possible."))


def _reason(code: str, message: str) -> Reason:
    return {"code": code, "message": message}
