# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Cancellation terms as data, in euro for one quote, and what is due back to a booking.

The tiers are this marketplace's own; the host chooses one. Instants count back from the check-in hour or the start, on
the clocks of Europe/Rome. The tourist tax comes back in full whenever the stay does not take place: it was only collected
for the municipality. From the check-in hour or the start on guests cannot cancel any more, and nothing comes back. Goods
follow the right of withdrawal (Codice del consumo, art. 52: 14 days from receiving them); as they are picked up, a
fortnight for that is added.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from catalogue.vocabulary import CancellationTier

from ..clock import days_before
from ..errors import HasBegun
from ..models import Booking
from ..wording import in_all_languages, moment, money
from .quotes import Cancellation, CancellationStep, Quote, Text, cents

# Tier → (days before the start, percent that comes back when cancelled earlier than that), most generous first.
TERMS: dict[str, tuple[tuple[int, int], ...]] = {
    CancellationTier.FLEXIBLE: ((1, 100),),
    CancellationTier.MODERATE: ((5, 100), (1, 50)),
    CancellationTier.STRICT: ((14, 100), (7, 50)),
    CancellationTier.NON_REFUNDABLE: (),
}
WITHDRAWAL = "withdrawal"
WITHDRAWAL_PERIOD = timedelta(days=28)


def terms_of(*, tier: str, starts_at: datetime, total: Decimal, tourist_tax: Decimal, now: datetime) -> Cancellation:
    """The steps of `tier` still ahead at `now`, for a total of which `tourist_tax` (EUR) always comes back."""
    price = total - tourist_tax
    steps: list[CancellationStep] = []
    for days, percent in TERMS[tier]:
        until = days_before(starts_at, days)
        if until > now:
            refund = cents(price * percent / 100) + tourist_tax
            steps.append(_step(until=until, days=days, refund=refund, everything=refund == total))
    steps.append(_last_step(refund=tourist_tax, after=bool(steps)))
    return Cancellation(tier=tier, label=_name(tier), steps=tuple(steps))


def withdrawal_terms(*, total: Decimal, now: datetime) -> Cancellation:
    """Terms of goods: everything comes back while the right of withdrawal lasts."""
    until = now + WITHDRAWAL_PERIOD
    (label,) = in_all_languages(
        lambda: gettext("Until %(moment)s: everything comes back, %(amount)s") % {"moment": moment(until), "amount": money(total)}
    )
    steps = (CancellationStep(until=until, refund=total, label=label), _last_step(refund=Decimal("0.00"), after=True))
    (name,) = in_all_languages(lambda: gettext("Right of withdrawal"))
    return Cancellation(tier=WITHDRAWAL, label=name, steps=steps)


def refund_due(*, booking: Booking, at: datetime) -> Decimal:
    """EUR that come back for `booking` when it is cancelled at `at`, by the terms it was sold on; 0 if it is cancelled already or has begun."""
    if booking.cancelled_at is not None or has_begun(booking=booking, at=at):
        return Decimal("0.00")
    refund = Quote.from_json(booking.quote).cancellation.refund_at(at)
    return min(refund, booking.total)


def has_begun(*, booking: Booking, at: datetime) -> bool:
    """Whether the stay or the session has begun at `at`, the check-in hour or the start itself included; goods never begin."""
    return booking.ends_at is not None and booking.starts_at <= at


def refuse_if_begun(*, bookings: Iterable[Booking], at: datetime) -> None:
    """Raises `HasBegun` if one of `bookings` has."""
    if any(has_begun(booking=booking, at=at) for booking in bookings):
        raise HasBegun


def _name(tier: str) -> Text:
    (name,) = in_all_languages(lambda: str(CancellationTier(tier).label))
    return name


def _step(*, until: datetime, days: int, refund: Decimal, everything: bool) -> CancellationStep:
    def text() -> str:
        values = {"days": days, "moment": moment(until), "amount": money(refund)}
        if everything:
            return (
                ngettext(
                    "Until %(days)s day before (%(moment)s): everything comes back, %(amount)s",
                    "Until %(days)s days before (%(moment)s): everything comes back, %(amount)s",
                    days,
                )
                % values
            )
        return (
            ngettext(
                "Until %(days)s day before (%(moment)s): %(amount)s come back",
                "Until %(days)s days before (%(moment)s): %(amount)s come back",
                days,
            )
            % values
        )

    (label,) = in_all_languages(text)
    return CancellationStep(until=until, refund=refund, label=label)


def _last_step(*, refund: Decimal, after: bool) -> CancellationStep:
    def text() -> str:
        if refund and after:
            return gettext("Afterwards, until it begins: only the tourist tax comes back, %(amount)s") % {"amount": money(refund)}
        if refund:
            return gettext("Until it begins only the tourist tax comes back, %(amount)s") % {"amount": money(refund)}
        return gettext("Afterwards: nothing comes back") if after else gettext("Nothing comes back")

    (label,) = in_all_languages(text)
    return CancellationStep(until=None, refund=refund, label=label)
