# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import AuditEntry, User
from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.domain.hold_places import hold_places
from marketplace.booking.domain.quotes import Quote
from marketplace.booking.models import Booking, Hold
from marketplace.errors import Conflict, Refused
from marketplace.payments.domain.expire_payment import expire_payment
from marketplace.payments.errors import PaidMeanwhile, PaymentUnavailable
from marketplace.payments.models import Payment

from ..models import Checkout

THING, VERB = "checkout", "reopen"
WAITING = {Payment.State.CREATED, Payment.State.OPEN}


@dataclass
class Reopened:
    """What is held again, and what is not, with the reason in words."""

    holds: list[Hold] = field(default_factory=list)
    lost: list[tuple[Booking, str]] = field(default_factory=list)


def reopen_checkout(*, checkout: Checkout, user: User | None = None, client: str = "", actor_label: str = "guest") -> Reopened:
    """Close the payment page of an unpaid checkout and hold the same things anew, at today's price.

    Stripe decides: only when it says that the session is closed are the nights freed, and only then held again, for whoever asks
    (`client`: keyed hash of the address), within what one may hold at once. Done once a checkout. Called with no transaction open.
    Raises `PaidMeanwhile`, `Conflict` (code `reopened`) the second time, `PaymentUnavailable` when Stripe does not answer.
    """
    payment = Payment.objects.filter(allocations__order__in=checkout.orders.all()).distinct().first()
    if payment is None:
        raise PaidMeanwhile
    if payment.state in WAITING:
        payment = expire_payment(payment=payment, actor_label=actor_label)
    if payment.state in WAITING:
        raise PaymentUnavailable
    if payment.state != Payment.State.EXPIRED:
        raise PaidMeanwhile
    with transaction.atomic():
        Payment.objects.select_for_update().get(pk=payment.pk)  # pressed twice: the second waits here, then finds the entry
        if AuditEntry.objects.filter(thing=THING, thing_id=str(checkout.pk), verb=VERB).exists():
            raise Conflict(_("This choice is in the basket again already."), code="reopened")
        record_audit(thing=THING, thing_id=str(checkout.pk), verb=VERB, actor=user, actor_label=actor_label)
        return _hold_again(checkout, user, client)


def _hold_again(checkout: Checkout, user: User | None, client: str) -> Reopened:
    done = Reopened()
    bookings = Booking.objects.filter(order__in=checkout.orders.all()).select_related("product__parent", "product__session")
    for booking in bookings.order_by("pk"):
        try:
            done.holds.append(_holder(booking, user, client)())
        except Refused as refusal:
            done.lost.append((booking, str(refusal.message)))
    return done


def _holder(booking: Booking, user: User | None, client: str) -> Callable[[], Hold]:
    """The verb that takes what was booked, ready to be called."""
    if booking.check_in and booking.check_out:
        check_in, check_out = booking.check_in, booking.check_out
        extras = [int(line.ref) for line in Quote.from_json(booking.quote).lines if line.kind == "extra" and line.ref]
        return lambda: hold_nights(
            unit=booking.product_id,
            check_in=check_in,
            check_out=check_out,
            adults=booking.adults,
            children=booking.children,
            children_ages=booking.children_ages,
            extras=extras,
            user=user,
            client=client,
        )
    if booking.product.parent_id:
        return lambda: hold_places(session=booking.product_id, quantity=booking.quantity, of_age=True, user=user, client=client)
    return lambda: hold_pieces(good=booking.product_id, quantity=booking.quantity, user=user, client=client)
