# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.errors import Refused
from marketplace.payments.domain.give_back_goods import withdraw_good

from ..links import GUEST
from ..presenters import order_cards
from ..queries import checkout_of, order_for_link


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, signed: str, pk: int) -> HttpResponse:
    """Withdraw from buying goods, in the two steps of Codice del consumo art. 54-bis: this page, then the button that confirms."""
    order = order_for_link(signed=signed, door=GUEST)
    card = order_cards(orders=[order], language=(get_language() or "it")[:2])[0] if order else None
    booking = next((b for b in card.bookings if b.booking.pk == pk and b.booking.collected_at), None) if card else None
    if order is None or booking is None:
        raise Http404
    if request.method == "POST":
        try:
            withdraw_good(booking=booking.booking, actor_label="guest link")
            messages.success(request, _("Your withdrawal has been received; the acknowledgement is on its way by mail."))
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        return redirect("checkout:booking", signed=signed)
    context = {"order": order, "signed": signed, "booking": booking, "checkout": checkout_of(order=order)}
    return render(request, "checkout/withdraw.html", context)
