# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Requests in the admin: a member sees those of their own businesses, staff all; owners and staff accept or decline."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catalogue.gate import STAFF_PERMISSION
from catalogue.models import BusinessMember
from marketplace.errors import Refused
from marketplace.http import MemberRequest
from marketplace.payments.domain.accept_request import accept_request
from marketplace.payments.domain.decline_request import decline_request
from marketplace.payments.domain.give_back_goods import collect_good, take_back_good

from ..forms import DeclineForm
from ..presenters import order_cards
from ..queries import checkout_of, goods_for, requests_for, requests_to_answer
from ..words import title_of


def may_look(request: HttpRequest) -> bool:
    """Staff who may publish listings, and members of any business."""
    user = request.user
    return user.is_authenticated and (user.has_perm(STAFF_PERMISSION) or BusinessMember.objects.filter(user_id=user.pk).exists())


@require_GET
def listing(request: MemberRequest) -> HttpResponse:
    """What waits for an answer, the oldest first."""
    if not may_look(request):
        raise PermissionDenied
    orders = list(requests_for(user=request.user))
    cards = order_cards(orders=orders, language=(get_language() or "it")[:2])
    language = (get_language() or "it")[:2]
    goods = [
        (booking, title_of(booking=booking, language=language), checkout_of(order=booking.order))
        for booking in goods_for(user=request.user)
    ]
    mine = set(requests_to_answer(user=request.user).values_list("pk", flat=True))
    rows = [(card, checkout_of(order=card.order), card.order.pk in mine) for card in cards]
    return render(request, "checkout/admin_requests.html", {"rows": rows, "goods": goods})


@require_POST
def answer(request: MemberRequest, number: str) -> HttpResponse:
    """Accept or decline one request; somebody else's does not exist here."""
    if not may_look(request):
        raise PermissionDenied
    order = get_object_or_404(requests_for(user=request.user), number=number)
    if not requests_to_answer(user=request.user).filter(pk=order.pk).exists():
        raise PermissionDenied  # a helper sees the request, an owner answers it
    form = DeclineForm(request.POST)
    try:
        if request.POST.get("answer") == "accept":
            accept_request(order=order, actor=request.user, actor_label="host")
            messages.success(request, _("Accepted. The guest has been charged and told."))
        elif request.POST.get("answer") == "decline" and form.is_valid():
            decline_request(order=order, actor=request.user, actor_label="host", why=form.cleaned_data["why"])
            messages.success(request, _("Declined. The guest has been told and pays nothing."))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("checkout_requests:listing")


@require_POST
def good(request: MemberRequest, pk: int) -> HttpResponse:
    """Goods were fetched, or are back by withdrawal; somebody else's do not exist here."""
    if not may_look(request):
        raise PermissionDenied
    booking = get_object_or_404(goods_for(user=request.user), pk=pk)
    try:
        if request.POST.get("what") == "collected":
            collect_good(booking=booking, actor=request.user, actor_label="host")
            messages.success(request, _("Noted: fetched. You are paid when the 14 days of withdrawal are over."))
        elif request.POST.get("what") == "returned":
            take_back_good(booking=booking, actor=request.user, actor_label="host")
            messages.success(request, _("Noted: returned. The guest gets the price back."))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("checkout_requests:listing")
