# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from marketplace.http import MemberRequest

from ..presenters import SHOWN, order_cards
from ..queries import orders_of


@never_cache
@login_required
def mine(request: MemberRequest) -> HttpResponse:
    """The signed-in guest's bookings, newest first."""
    page = Paginator(orders_of(user=request.user).filter(status__in=SHOWN), 20).get_page(request.GET.get("page"))
    cards = order_cards(orders=list(page.object_list), language=(get_language() or "it")[:2])
    return render(request, "checkout/mine.html", {"cards": cards, "page": page})
