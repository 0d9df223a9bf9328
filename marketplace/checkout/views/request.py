# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.booking.states import OrderState
from marketplace.errors import Refused
from marketplace.payments.domain.accept_request import accept_request
from marketplace.payments.domain.decline_request import decline_request

from ..forms import DeclineForm
from ..links import HOST
from ..presenters import order_cards
from ..queries import checkout_of, order_for_link


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, signed: str) -> HttpResponse:
    """The host's answer to a request, from the link of the mail. Opening the link changes nothing: mail programs open links too."""
    order = order_for_link(signed=signed, door=HOST)
    if order is None:
        raise Http404
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("answer") == "accept":
                accept_request(order=order, actor_label="host link")
                messages.success(request, _("Accepted. The guest has been charged and told."))
            elif request.POST.get("answer") == "decline":
                decline_request(order=order, actor_label="host link", why=form.cleaned_data["why"])
                messages.success(request, _("Declined. The guest has been told and pays nothing."))
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        return redirect("checkout:request", signed=signed)
    context = {
        "order": order,
        "form": form,
        "waiting": order.status == OrderState.REQUESTED,
        "checkout": checkout_of(order=order),
        "card": order_cards(orders=[order], language=(get_language() or "it")[:2])[0],
    }
    return render(request, "checkout/request.html", context, status=422 if form.errors else 200)
