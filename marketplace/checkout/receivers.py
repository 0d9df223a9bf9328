# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Mails of a booking. Written to the outbox in the transaction of their cause; each cause mails once."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.booking.models import Booking
from marketplace.booking.signals import good_returned, good_withdrawn, guests_changed
from marketplace.booking.states import OrderState
from marketplace.messages.domain.queue_mail import queue_mail
from marketplace.messages.models import GuestMessage
from marketplace.messages.signals import message_written
from marketplace.payments import signals
from marketplace.payments.domain.release_of import is_good
from marketplace.payments.models import Payment

from .calendar_file import ics_of
from .links import booking_url, request_url
from .presenters import euro, order_cards, paid_at
from .queries import orders_with_bookings


def _context(order: Order, language: str, **more: Any) -> dict[str, Any]:
    card = order_cards(orders=[order], language=language)[0]
    return {"order": order, "card": card, "language": language, "seller": _business(order), "paid_at": paid_at(order=order), **more}


def _to_guest(order: Order, name: str, *, calendar: bool = False, key: object = "", **more: Any) -> None:
    """The mail carries the secret link of the booking, so answers do not go to the host: they would quote it. The page has a way to write."""
    order = orders_with_bookings().get(pk=order.pk)
    for checkout in order.checkouts.all():
        language = checkout.language
        files = [{"name": f"{order.number}.ics", "mime_type": "text/calendar", "content": ics_of(order=order, language=language)}]
        queue_mail(
            dedupe_key=f"{name}-guest-{order.pk}{key}",
            to=checkout.email,
            language=language,
            template=f"checkout/mail/{name}_guest",
            context=_context(order, language, checkout=checkout, url=booking_url(order=order, language=language), **more),
            attachments=files if calendar else [],
        )


def _to_host(order: Order, name: str, *, door: bool = False, key: object = "", **more: Any) -> None:
    order = orders_with_bookings().get(pk=order.pk)
    business, checkout = _business(order), next(iter(order.checkouts.all()), None)
    if not business.email or checkout is None:
        return
    url = request_url(order=order, language=business.language) if door else ""
    queue_mail(
        dedupe_key=f"{name}-host-{order.pk}{key}",
        to=business.email,
        language=business.language,
        template=f"checkout/mail/{name}_host",
        context=_context(order, business.language, checkout=checkout, url=url, **more),
        reply_to=checkout.email,
    )


def _business(order: Order) -> Any:
    return order.bookings.all()[0].product.business


@receiver(signals.order_confirmed)
def when_confirmed(sender: Any, order: Order, **kwargs: Any) -> None:
    _to_guest(order, "confirmed", calendar=True)
    _to_host(order, "confirmed", goods_wait=any(is_good(booking) for booking in order.bookings.select_related("product")))


@receiver(signals.order_requested)
def when_requested(sender: Any, order: Order, **kwargs: Any) -> None:
    # Not from the database: the payment is saved after its orders.
    more = {"respond_by": kwargs["payment"].respond_by}
    _to_guest(order, "requested", **more)
    _to_host(order, "requested", door=True, **more)


@receiver(signals.order_declined)
def when_declined(sender: Any, order: Order, why: str = "", **kwargs: Any) -> None:
    _to_guest(order, "declined", why=why)


@receiver(signals.order_expired)
def when_expired(sender: Any, order: Order, was_requested: bool = False, accepted: bool = False, **kwargs: Any) -> None:
    """An unpaid order that ran out says nothing; a request that nobody answered does, and one that the guest's bank has ended."""
    if was_requested and accepted:
        _to_guest(order, "card_refused")
        _to_host(order, "card_refused")
    elif was_requested:
        _to_guest(order, "unanswered")


@receiver(signals.order_cancelled)
def when_cancelled(sender: Any, order: Order, refund: Decimal = Decimal(0), why: str = "", by: str = "guest", **kwargs: Any) -> None:
    payment = kwargs.get("payment")
    requested = payment is not None and payment.state != Payment.State.PAID  # nothing had been taken
    more: dict[str, Any] = {"refund": refund, "why": why, "at": timezone.now(), "requested": requested, "by": str(by)}
    _to_guest(order, "cancelled", refund_text=euro(refund, _language(order)), **more)
    _to_host(order, "cancelled", **more)


@receiver(signals.part_cancelled)
def when_part_cancelled(sender: Any, order: Order, refund: Decimal, gone: Sequence[Booking], why: str = "", **kwargs: Any) -> None:
    """What ends is named one by one; the rest of the booking stands."""
    pks = [booking.pk for booking in gone]
    more: dict[str, Any] = {"key": f"-{pks[0]}", "gone": pks, "why": why}
    _to_guest(order, "part", refund=refund, refund_text=euro(refund, _language(order)), **more)
    _to_host(order, "part", **more)


@receiver(guests_changed)
def when_guests_change(sender: Any, booking: Booking, before: tuple[int, int], back: Decimal, change: int, **kwargs: Any) -> None:
    """Host and guest read the new number beside the old one; of the tax that comes back only the guest."""
    more: dict[str, Any] = {"key": f"-{change}", "changed": booking.pk, "before": before}
    _to_guest(booking.order, "guests", back=back, back_text=euro(back, _language(booking.order)), **more)
    _to_host(booking.order, "guests", **more)


@receiver(signals.refund_sent)
def when_refunded(sender: Any, order: Order, refund: Decimal, before: Decimal = Decimal(0), **kwargs: Any) -> None:
    """Said of every refund, whoever caused it: how much is on its way, and when it is there."""
    amount = euro(refund - before, _language(order))
    _to_guest(order, "refunded", key=f"-{refund}", refund_text=amount, ended=order.status != OrderState.CONFIRMED)


@receiver(good_withdrawn)
def when_withdrawn(sender: Any, booking: Booking, **kwargs: Any) -> None:
    """The acknowledgement with its time, which the law asks for without delay (Codice del consumo art. 54-bis), and the host's notice."""
    more: dict[str, Any] = {"key": f"-{booking.pk}", "good": booking.pk, "at": booking.withdrawn_at}
    _to_guest(booking.order, "withdrawn", **more)
    _to_host(booking.order, "withdrawn", **more)


@receiver(good_returned)
def when_returned(sender: Any, booking: Booking, refund: Decimal, **kwargs: Any) -> None:
    _to_guest(booking.order, "returned", key=f"-{booking.pk}", good=booking.pk, refund_text=euro(refund, _language(booking.order)))


@receiver(message_written)
def when_guest_writes(sender: Any, message: GuestMessage, **kwargs: Any) -> None:
    """The host answers by answering the mail, so only the guest's messages are sent on."""
    if message.sender == GuestMessage.Sender.GUEST:
        _to_host(message.order, "message", key=f"-{message.pk}", text=message.text)


def _language(order: Order) -> str:
    checkout = order.checkouts.first()
    return checkout.language if checkout else "it"
