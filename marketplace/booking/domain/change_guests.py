# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from oscar.apps.order.models import Order

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.errors import Refused

from ..clock import nights_between
from ..errors import RulesBroken, WrongState
from ..models import Booking
from ..prices import quote_of
from ..rules import broken_by_guests
from ..signals import guests_changed
from ..states import OrderState
from ..stay_request import StayRequest, stay_request
from ..terms import UnitTerms
from ..wording import money
from .quote_nights import terms_for
from .quotes import Quote

NOTHING = Decimal("0.00")
CHANGEABLE = frozenset({OrderState.PENDING, OrderState.REQUESTED, OrderState.CONFIRMED})


@dataclass(frozen=True, slots=True)
class GuestsChange:
    """A booking with its new guests, and the EUR of tourist tax to give back."""

    booking: Booking
    back: Decimal


def change_guests(
    *,
    booking: Booking,
    adults: int,
    children: int,
    children_ages: Sequence[int] | None = None,
    actor: User | None = None,
    actor_label: str = "guest",
) -> GuestsChange:
    """Another number of guests for booked nights, within the unit's capacity and before the check-in hour. Ages not given stay as they are.

    Both numbers are priced on today's rates: if the new one is dearer, or its tourist tax is, it is refused with the difference said,
    because money is taken only at the checkout; of what is cheaper only the tourist tax comes back (docs/decisions/0011), and the caller
    promises it in the same transaction (`payments.domain.change_paid_guests`). Raises `RulesBroken`, `Refused` (codes `costs-more`,
    `ask-again`), `WrongState`.
    """
    with transaction.atomic():
        order = Order.objects.select_for_update(of=("self",)).get(pk=booking.order_id)
        locked = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
        _refuse_if_too_late(locked, order)
        ages = list(locked.children_ages[: max(children, 0)] if children_ages is None else children_ages)
        back = _priced(locked, order, adults=adults, children=children, ages=ages)
        before = (locked.adults, locked.children)
        locked.adults, locked.children, locked.children_ages = adults, children, ages
        locked.refunded += back
        locked.save(update_fields=["adults", "children", "children_ages", "refunded"])
        entry = record_audit(
            thing="order",
            thing_id=order.number,
            verb="change_guests",
            actor=actor,
            actor_label=actor_label,
            before=_written(before),
            after=_written((adults, children)),
        )
        guests_changed.send(sender=Booking, booking=locked, before=before, back=back, change=entry.pk)
        return GuestsChange(locked, back)


def _refuse_if_too_late(booking: Booking, order: Order) -> None:
    if booking.check_in is None or booking.cancelled_at or order.status not in CHANGEABLE:
        raise WrongState(_("The guests of this booking can no longer be changed."))
    if booking.starts_at <= timezone.now():
        raise WrongState(_("The stay has begun: please speak with the host."))


def _priced(booking: Booking, order: Order, *, adults: int, children: int, ages: list[int]) -> Decimal:
    """EUR of tourist tax that come back; raises if the new guests break a rule or cost more."""
    terms = terms_for(booking.product_id)
    wanted = _request(booking, adults, children, ages)
    reasons = list(broken_by_guests(terms, wanted))
    if not reasons and _age_missing(terms, booking, wanted):
        text = gettext("Please say how old the children are: the tourist tax depends on it.")
        reasons.append({"code": "ages-missing", "message": text})
    if reasons:
        raise RulesBroken(reasons)
    if terms.rate is None:
        return NOTHING
    now = timezone.now()
    new = quote_of(terms, wanted, now)
    old = quote_of(terms, _request(booking, booking.adults, booking.children, booking.children_ages), now)
    less_tax = (old.tourist_tax or NOTHING) - (new.tourist_tax or NOTHING)
    more = max(new.total - old.total, -less_tax)
    if more > 0:
        text = gettext("With these guests the stay would cost %(amount)s more. Please cancel and book again, or write to the host.")
        raise Refused(text % {"amount": money(more)}, code="costs-more", more=str(more))
    paid = Quote.from_json(booking.quote).tourist_tax or NOTHING
    back = max(min(less_tax, paid - booking.refunded), NOTHING)
    if back and order.status != OrderState.CONFIRMED:
        text = gettext(
            "The tourist tax would be %(amount)s less. Nothing has been charged yet: please withdraw the booking and book again."
        )
        raise Refused(text % {"amount": money(back)}, code="ask-again")
    return back


def _request(booking: Booking, adults: int, children: int, ages: Sequence[int]) -> StayRequest:
    assert booking.check_in is not None
    assert booking.check_out is not None
    extras = [int(line.ref) for line in Quote.from_json(booking.quote).lines if line.ref]
    return stay_request(
        check_in=booking.check_in, check_out=booking.check_out, adults=adults, children=children, children_ages=ages, extras=extras
    )


def _age_missing(terms: UnitTerms, booking: Booking, wanted: StayRequest) -> bool:
    """Whether a child whose age was not unknown before would now be taken as exempt for want of an age."""
    unknown_before = booking.children - len(booking.children_ages)
    if wanted.children - len(wanted.children_ages) <= unknown_before:
        return False
    tariffs = (terms.tariff_of(day) for day in nights_between(wanted.check_in, wanted.check_out))
    return any(tariff is not None and tariff.exempt_under_age and tariff.amount for tariff in tariffs)


def _written(guests: tuple[int, int]) -> str:
    return "{}+{}".format(*guests)
