# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Holding and the basket: each view parses, calls one verb, answers."""

import math
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.booking.domain.extend_hold import extend_hold
from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.domain.hold_places import hold_places
from marketplace.booking.domain.release_hold import release_hold
from marketplace.booking.errors import NightsTaken, RulesBroken, WrongState
from marketplace.booking.models import Booking, Hold
from marketplace.booking.states import OrderState
from marketplace.clients import client_of
from marketplace.errors import Refused
from marketplace.http import BasketRequest
from marketplace.limits import seconds_to_next_window, within_limit

from .domain.add_hold_to_basket import add_hold_to_basket
from .forms import NightsForm, PiecesForm, PlacesForm
from .queries import basket_view, holds_of

HOLDS_A_MINUTE = 20
LAST_CHECKOUT = "last_checkout"  # of the session; the checkout writes it


WAYS: list[tuple[str, type[Any], Callable[..., Hold]]] = [
    ("unit", NightsForm, hold_nights),
    ("session", PlacesForm, hold_places),
    ("good", PiecesForm, hold_pieces),
]


@never_cache
@require_POST
def hold(request: BasketRequest) -> HttpResponse:
    """Hold nights (`unit`), places (`session`) or pieces (`good`), put them into the basket and go there; or say why not."""
    if not within_limit(request, scope="hold", limit=HOLDS_A_MINUTE):
        seconds = math.ceil(seconds_to_next_window())
        slow = render(request, "errors/429.html", {"retry_after": seconds}, status=429)
        slow["Retry-After"] = str(seconds)
        return slow
    form_class, verb = next(((form, verb) for name, form, verb in WAYS if name in request.POST), (None, None))
    if form_class is None or verb is None:
        raise Http404
    form = form_class(request.POST)
    if form.listing is None:
        raise Http404
    if not form.is_valid():
        return _not_held(request, form, 422)
    try:
        held = verb(**form.wish(), user=request.user, client=client_of(request))
    except NightsTaken as taken:
        if _in_basket(request, form):
            return redirect("basket:detail")
        if token := _waits_for_payment(request, form):
            messages.info(request, _("You have these nights already: they wait for your payment."))
            return redirect(f"{reverse('checkout:status', kwargs={'token': token})}?back=1")
        return _not_held(request, form, taken.status, taken)
    except Refused as refused:
        return _not_held(request, form, refused.status, refused)
    try:
        add_hold_to_basket(basket=request.basket, hold=held)
    except Refused as full:
        release_hold(hold=held)
        return _not_held(request, form, full.status, full)
    return redirect("basket:detail")


@never_cache
@require_safe
def detail(request: BasketRequest) -> HttpResponse:
    """What the guest holds, what it costs, how long it is kept, what comes back on cancelling."""
    view = basket_view(basket=request.basket, language=get_language() or "it")
    return render(request, "basket/detail.html", {"basket_view": view})


@require_POST
def extend(request: BasketRequest, line_id: int) -> HttpResponse:
    """More time, once."""
    held = _hold_or_404(request, line_id)
    try:
        extend_hold(hold=held)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("You have half an hour again."))
    return redirect("basket:detail")


@require_POST
def remove(request: BasketRequest, line_id: int) -> HttpResponse:
    """Out of the basket, and free for everybody again."""
    held = _hold_or_404(request, line_id)
    try:
        release_hold(hold=held)
    except WrongState as refused:
        messages.info(request, str(refused.message))
    request.basket.lines.filter(pk=line_id).delete()
    return redirect("basket:detail")


def _hold_or_404(request: BasketRequest, line_id: int) -> Hold:
    """The hold of a line of the guest's own basket."""
    found = dict(holds_of(basket=request.basket)).get(line_id)
    if found is None:
        raise Http404
    return found


def _in_basket(request: BasketRequest, form: NightsForm) -> bool:
    """Whether the guest holds just these nights already: a button pressed twice."""
    wish, now = form.cleaned_data, timezone.now()
    return any(
        (held.product_id, held.check_in, held.check_out, held.state) == (wish["unit"], wish["check_in"], wish["check_out"], "active")
        and held.expires_at > now
        for _pk, held in holds_of(basket=request.basket)
    )


def _waits_for_payment(request: BasketRequest, form: NightsForm) -> str:
    """The token of this browser's last checkout, if just these nights are in it and nobody has paid them yet; else nothing."""
    token, wish = request.session.get(LAST_CHECKOUT, ""), form.cleaned_data
    mine = Booking.objects.filter(product_id=wish["unit"], check_in=wish["check_in"], check_out=wish["check_out"], cancelled_at=None)
    pending = mine.filter(order__checkouts__token=token, order__status=OrderState.PENDING)
    return token if token and pending.exists() else ""


def _not_held(request: BasketRequest, form: Any, status: int, refused: Refused | None = None) -> HttpResponse:
    """The same form again with all that was entered, and why it did not work."""
    reasons = refused.reasons if isinstance(refused, RulesBroken) else [{"message": str(refused.message)}] if refused else []
    for reason in reasons:
        form.add_error(None, reason["message"])
    return render(request, "basket/not_held.html", {"form": form, "listing": form.listing, "refused": refused}, status=status)
