# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Cancellation terms as data, in euro for one quote, and what is due back to a booking.

The tiers are this marketplace's own; the host chooses one. Instants count back from the check-in hour or the start, on
the clocks of Europe/Rome. The tourist tax comes back in full whenever the stay does not take place: it was only collected
for the municipality. From the check-in hour or the start on guests cannot cancel any more, and nothing comes back. Goods
are cancelled until they are fetched; from then on the right of withdrawal holds (Codice del consumo art. 52: 14 days from
receiving them; art. 56 c. 3: the trader may wait for their return), see `payments.domain.give_back_goods`.
"""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils.translation import gettext, ngettext
from oscar.apps.order.models import Order

from catalogue.vocabulary import CancellationTier

from ..clock import ROME, days_before, rome_instant
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
WITHDRAWAL_PERIOD = timedelta(days=14)
SATURDAY = 5


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


def withdrawal_terms(*, total: Decimal) -> Cancellation:
    """Terms of goods: everything comes back until they are fetched, and by withdrawal for 14 days afterwards."""
    (label,) = in_all_languages(
        lambda: (
            gettext("Until it is fetched, and for 14 days afterwards if you bring it back: everything, %(amount)s")
            % {"amount": money(total)}
        )
    )
    (name,) = in_all_languages(lambda: gettext("Right of withdrawal"))
    return Cancellation(tier=WITHDRAWAL, label=name, steps=(CancellationStep(until=None, refund=total, label=label),))


def withdrawal_ends(*, collected_at: datetime) -> datetime:
    """The end of the fourteenth day after the day of receiving; a Saturday or Sunday is not the last (Reg. (EEC) 1182/71 art. 3)."""
    last = collected_at.astimezone(ROME).date() + WITHDRAWAL_PERIOD
    while last.weekday() >= SATURDAY:
        last += timedelta(days=1)
    return rome_instant(last + timedelta(days=1), time())


def refund_due(*, booking: Booking, at: datetime) -> Decimal:
    """EUR that come back for `booking` when it is cancelled at `at`, by the terms it was sold on; 0 if it is cancelled already or has begun."""
    if booking.cancelled_at is not None or has_begun(booking=booking, at=at):
        return Decimal("0.00")
    terms = Quote.from_json(booking.quote).cancellation
    return booking.total if terms.tier == WITHDRAWAL else min(terms.refund_at(at), booking.total)


def has_begun(*, booking: Booking, at: datetime) -> bool:
    """Whether the stay or the session has begun at `at`, the check-in hour or the start itself included; goods "begin" when they are fetched."""
    return booking.collected_at is not None or (booking.ends_at is not None and booking.starts_at <= at)


def is_over(*, order: Order, at: datetime) -> bool:
    """Whether all that stands of `order` has ended at `at`: goods end with the right to give them back."""
    return all(booking.ends_at and booking.ends_at <= at for booking in order.bookings.all() if booking.cancelled_at is None)


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
