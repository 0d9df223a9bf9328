# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from contextlib import suppress
from datetime import timedelta

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.basket.domain.add_hold_to_basket import add_hold_to_basket
from marketplace.basket.views import LAST_CHECKOUT
from marketplace.booking.models import Hold
from marketplace.booking.states import OrderState
from marketplace.clients import client_of
from marketplace.errors import Refused
from marketplace.http import BasketRequest
from marketplace.limits import slow_down, within_limit
from marketplace.payments.domain.reconcile_payment import reconcile_payment
from marketplace.payments.models import Payment

from ..domain.pay_checkout import pay_checkout
from ..domain.reopen_checkout import reopen_checkout
from ..domain.start_checkout import Customer, start_checkout
from ..forms import CheckoutForm
from ..models import Checkout
from ..presenters import basket_summary, order_cards
from ..queries import checkout_by_token, holds_in_basket, payment_of
from ..words import title_of

CHECKOUTS_A_MINUTE = 10
REOPENED = "reopened_checkout"
PRESSED_TWICE = timedelta(minutes=2)
ENDED = {OrderState.CANCELLED, OrderState.DECLINED, OrderState.EXPIRED}
WAITING = {Payment.State.CREATED, Payment.State.OPEN}


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: BasketRequest) -> HttpResponse:
    """Who books, what it costs, one button. What was typed is never lost, whatever ran out meanwhile."""
    holds = holds_in_basket(basket=request.basket)
    if request.method == "POST":
        return _order(request, holds)
    if not holds:
        if waiting := _waiting(request):  # back from the payment page by the browser's own button
            return redirect(f"{reverse('checkout:status', kwargs={'token': waiting.token})}?back=1")
        if not request.basket.num_lines:
            messages.info(request, _("Your basket is empty."))
        return redirect("basket:detail")
    return _form_page(request, CheckoutForm(initial=_known(request)), holds, 200)


def _order(request: BasketRequest, holds: list[Hold]) -> HttpResponse:
    if not within_limit(request, scope="checkout", limit=CHECKOUTS_A_MINUTE):
        return slow_down(request)
    if not holds and (just_made := _just_made(request)):  # the button pressed twice
        return redirect("checkout:status", token=just_made.token)
    form = CheckoutForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, holds, 422)
    if request.POST.get("shown") != _shown(holds):
        form.add_error(None, _("The time ran out for something you had chosen. Nothing was booked: look at the summary, then go on."))
        return _form_page(request, form, holds, 409)
    try:
        return redirect(_go(request, form, holds))
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return _form_page(request, form, holds_in_basket(basket=request.basket), refusal.status)


def _form_page(request: BasketRequest, form: CheckoutForm, holds: list[Hold], status: int) -> HttpResponse:
    context = {"form": form, "shown": _shown(holds), **basket_summary(holds=holds)}
    return render(request, "checkout/start.html", context, status=status)


def _shown(holds: list[Hold]) -> str:
    """What the guest read before pressing the button: nothing else is ever booked."""
    return "-".join(str(hold.pk) for hold in holds)


def _just_made(request: BasketRequest) -> Checkout | None:
    token = request.session.get(LAST_CHECKOUT, "")
    checkout = checkout_by_token(token=token) if token else None
    return checkout if checkout and checkout.created_at > timezone.now() - PRESSED_TWICE else None


def _waiting(request: BasketRequest) -> Checkout | None:
    """The checkout this browser has just made, if nobody has paid it yet."""
    token = request.session.get(LAST_CHECKOUT, "")
    checkout = checkout_by_token(token=token) if token else None
    payment = payment_of(checkout=checkout) if checkout else None
    return checkout if payment and payment.state in WAITING else None


def _known(request: BasketRequest) -> dict[str, str]:
    """What the guest typed before changing the choice, or what the account knows."""
    before = checkout_by_token(token=request.session.get(REOPENED, ""))
    if before:
        return {"name": before.name, "email": before.email, "phone": before.phone, "note": before.note}
    user = request.user
    return {"name": user.full_name, "email": user.email, "phone": user.phone} if user.is_authenticated else {}


def _go(request: BasketRequest, form: CheckoutForm, holds: list[Hold]) -> str:
    data = form.cleaned_data
    customer = Customer(
        email=data["email"], name=data["name"], phone=data["phone"], note=data["note"], language=(get_language() or "it")[:2]
    )
    user = request.user if request.user.is_authenticated else None
    checkout = start_checkout(tokens=[hold.token for hold in holds], customer=customer, user=user)
    request.basket.flush()
    request.session[LAST_CHECKOUT] = checkout.token
    request.session.pop(REOPENED, None)
    return _payment_address(checkout)


def _payment_address(checkout: Checkout) -> str:
    """Stripe's page; the status page when there is nothing to pay, or when Stripe does not answer just now."""
    here = reverse("checkout:status", kwargs={"token": checkout.token})
    try:
        payment = pay_checkout(checkout=checkout)
    except Refused:
        return f"{here}?later=1"
    return payment.session_url if payment and payment.session_url else here


@require_POST
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Go (back) to the payment page."""
    checkout = checkout_by_token(token=token)
    if checkout is None:
        raise Http404
    return redirect(_payment_address(checkout))


@require_POST
def change(request: BasketRequest, token: str) -> HttpResponse:
    """Close the payment page and put what was chosen back into the basket."""
    checkout = checkout_by_token(token=token)
    if checkout is None:
        raise Http404
    user = request.user if request.user.is_authenticated else None
    try:
        done = reopen_checkout(checkout=checkout, user=user, client=client_of(request), actor_label="guest link")
        for hold in done.holds:
            add_hold_to_basket(basket=request.basket, hold=hold)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
        again = refusal.code == "reopened"
        return redirect("basket:detail") if again else redirect("checkout:status", token=token)
    request.session[REOPENED] = checkout.token
    for booking, why in done.lost:
        messages.warning(request, f"{title_of(booking=booking, language=(get_language() or 'it')[:2])}: {why}")
    if done.holds:
        messages.success(request, _("Your choice is in the basket again, the payment page is closed, and nothing was charged."))
    return redirect("basket:detail")


@never_cache
@require_http_methods(["GET"])
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Where the guest lands after paying. It asks Stripe itself, so it does not wait for the webhook."""
    checkout = checkout_by_token(token=token)
    if checkout is None:
        raise Http404
    payment = payment_of(checkout=checkout)
    if payment and payment.state in WAITING and payment.session_id:
        with suppress(Refused):  # Stripe is silent: the page says “being checked”, webhook and sweep go on
            payment = reconcile_payment(payment=payment, actor_label="success page")
    checkout = checkout_by_token(token=token) or checkout  # after the payment: the webhook may just have confirmed the orders
    waiting = bool(payment and payment.state in WAITING)
    if request.headers.get("HX-Request"):  # the page asks by itself: nothing new, or all of it anew
        return HttpResponse(status=204) if waiting else HttpResponse(headers={"HX-Refresh": "true"})
    context = {
        "checkout": checkout,
        "payment": payment,
        "waiting": waiting,
        "ended": all(order.status in ENDED for order in checkout.orders.all()),
        "refund": payment.allocations.aggregate(sum=Sum("refund_target"))["sum"] if payment else None,
        "came_back": "back" in request.GET,
        "later": "later" in request.GET,
        "cards": order_cards(orders=list(checkout.orders.all()), language=(get_language() or "it")[:2]),
    }
    return render(request, "checkout/status.html", context)
