# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from oscar.apps.order.models import Order

from marketplace.booking.errors import HasBegun
from marketplace.booking.models import Booking
from marketplace.booking.states import OrderState
from marketplace.errors import Refused
from marketplace.limits import slow_down, within_limit
from marketplace.messages.domain.write_message import write_message
from marketplace.messages.models import GuestMessage
from marketplace.payments.domain.cancel_order import cancel_order
from marketplace.payments.domain.change_paid_guests import change_paid_guests
from marketplace.payments.domain.plan_cancellation import plan_cancellation

from ..calendar_file import ics_of
from ..forms import CancelForm, GuestsForm, MessageForm
from ..links import GUEST
from ..presenters import AskedGuests, euro, order_cards, paid_at, promised_back, refund_now
from ..queries import checkout_of, order_for_link

MESSAGES_A_MINUTE = 6
OPEN = {OrderState.CONFIRMED, OrderState.REQUESTED}


def _order_or_404(signed: str) -> Order:
    order = order_for_link(signed=signed, door=GUEST)
    if order is None:
        raise Http404
    return order


def _page(
    request: HttpRequest, order: Order, signed: str, status: int = 200, asked: AskedGuests | None = None, **more: Any
) -> HttpResponse:
    card = order_cards(orders=[order], language=(get_language() or "it")[:2])[0]
    if asked:
        bookings = [replace(b, asked=asked) if b.booking.pk == more.get("guests_of") else b for b in card.bookings]
        card = replace(card, bookings=bookings)
    context = {
        "order": order,
        "signed": signed,
        "card": card,
        "checkout": checkout_of(order=order),
        "open": order.status in OPEN,
        "may_cancel": _may_cancel(order, timezone.now()),
        "begun": not any(b.booking.collected_at and not b.booking.cancelled_at for b in card.bookings) and HasBegun().message,
        "refund_now": refund_now(order=order) if order.status in OPEN else None,
        "business": order.bookings.all()[0].product.business,
        "refunded": promised_back(order=order),
        "paid_at": paid_at(order=order),
        "messages_with_host": order.guest_messages.all(),
        "message_form": MessageForm(),
        **more,
    }
    return render(request, "checkout/booking.html", context, status=status)


def _may_cancel(order: Order, at: datetime) -> bool:
    """A request can be withdrawn as long as it waits; what is confirmed can be cancelled as long as a part of it has not begun."""
    return order.status == OrderState.REQUESTED or (
        order.status == OrderState.CONFIRMED and bool(plan_cancellation(order=order, at=at).going)
    )


@never_cache
@require_http_methods(["GET"])
def show(request: HttpRequest, signed: str) -> HttpResponse:
    """What, when, where, how to arrive, whom to call, how to cancel. Prints on one sheet."""
    return _page(request, _order_or_404(signed), signed)


@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, signed: str) -> HttpResponse:
    """The amount that comes back first, then the button."""
    order = _order_or_404(signed)
    if order.status not in OPEN:
        messages.info(request, _("This booking cannot be cancelled any more."))
        return redirect("checkout:booking", signed=signed)
    at = timezone.now()
    if not _may_cancel(order, at):
        return _page(request, order, signed, status=HasBegun.status, refusal=HasBegun().message)
    requested, back = order.status == OrderState.REQUESTED, refund_now(order=order, at=at)
    staying = [] if requested else [booking.pk for booking in plan_cancellation(order=order, at=at).staying]
    form = CancelForm(request.POST or None, initial={"promised": back})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and form.cleaned_data["promised"] != back:
            form = CancelForm(initial={"promised": back})
            messages.warning(request, _("Meanwhile the terms' next step has begun: %(amount)s would come back.") % {"amount": euro(back)})
            status = 409
        elif form.is_valid():
            try:
                back = cancel_order(order=order, actor_label="guest link", at=at, why=form.cleaned_data["why"])
            except Refused as refusal:
                messages.error(request, str(refusal.message))
                return redirect("checkout:booking", signed=signed)
            messages.success(request, _cancelled(requested, back, order.status))
            return redirect("checkout:booking", signed=signed)
    return render(
        request,
        "checkout/cancel.html",
        {
            "order": order,
            "signed": signed,
            "form": form,
            "refund_now": back,
            "staying": staying,
            "card": order_cards(orders=[order], language=get_language() or "it")[0],
        },
        status=status,
    )


def _cancelled(requested: bool, back: Decimal, status: str) -> str:
    if requested:
        return _("Your request is withdrawn. Nothing was charged.")
    if status == OrderState.CONFIRMED:
        text = _("Cancelled, except for what has begun or was fetched. %(amount)s goes back the way you paid, in 5 to 10 days.")
        return text % {"amount": euro(back)}
    if not back:
        return _("Cancelled. By the terms you booked on nothing comes back.")
    return _("Cancelled. %(amount)s goes back the way you paid, in 5 to 10 days.") % {"amount": euro(back)}


@require_POST
def guests(request: HttpRequest, signed: str) -> HttpResponse:
    """Change the number of guests of one booking of the order."""
    order = _order_or_404(signed)
    form = GuestsForm(request.POST)
    booking = next((b for b in order.bookings.all() if str(b.pk) == request.POST.get("booking") and b.check_in), None)
    if booking is None:
        raise Http404
    if not form.is_valid():
        return _guests_again(request, order, signed, booking, form, 422)
    try:
        change = change_paid_guests(booking=booking, actor_label="guest link", **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return _guests_again(request, order, signed, booking, form, refusal.status)
    text = _("Done: the host has been told by mail.")
    if change.back:
        text += " " + _("%(amount)s of tourist tax goes back the way you paid, in 5 to 10 days.") % {"amount": euro(change.back)}
    messages.success(request, text)
    return redirect("checkout:booking", signed=signed)


def _guests_again(request: HttpRequest, order: Order, signed: str, booking: Booking, form: GuestsForm, status: int) -> HttpResponse:
    """The form once more with what was typed, and a question of age for each child."""
    data = form.cleaned_data
    asked = AskedGuests(data.get("adults", booking.adults), data.get("children", booking.children), data.get("children_ages", ()))
    return _page(request, order, signed, status=status, guests_form=form, guests_of=booking.pk, asked=asked)


@require_POST
def message(request: HttpRequest, signed: str) -> HttpResponse:
    """A message to the host; the host gets it by mail and answers by mail."""
    order = _order_or_404(signed)
    if not within_limit(request, scope="message", limit=MESSAGES_A_MINUTE):
        return slow_down(request)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, order, signed, status=422, message_form=form)
    user = request.user if request.user.is_authenticated else None
    write_message(order=order, sender=GuestMessage.Sender.GUEST, text=form.cleaned_data["text"], user=user)
    messages.success(request, _("Your message is on its way to the host."))
    return redirect("checkout:booking", signed=signed)


@require_http_methods(["GET"])
def calendar_file(request: HttpRequest, signed: str) -> HttpResponse:
    """The booking as a calendar file (RFC 5545)."""
    order = _order_or_404(signed)
    language = (get_language() or "it")[:2]
    response = HttpResponse(ics_of(order=order, language=language), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{order.number}.ics"'
    return response
