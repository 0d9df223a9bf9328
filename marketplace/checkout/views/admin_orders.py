# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Bookings in the admin: owners of a business and staff call one off, staff give money back. Somebody else's does not exist here."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from oscar.apps.order.models import Order

from catalogue.gate import STAFF_PERMISSION
from catalogue.models import BusinessMember
from marketplace.booking.domain.cancellation import is_over
from marketplace.booking.states import OrderState
from marketplace.errors import Refused
from marketplace.http import MemberRequest
from marketplace.payments.domain.cancel_order import By, cancel_order
from marketplace.payments.domain.decide_dispute import decide_dispute
from marketplace.payments.domain.refund_order import refund_order, refundable
from marketplace.payments.models import Payment

from ..forms import CallOffForm, RefundForm
from ..presenters import euro, order_cards
from ..queries import bookings_for, checkout_of, member_orders

SHOWN_AT_ONCE = 25
ONLY_STAFF = frozenset({"refund", "dispute"})


def may_manage(request: HttpRequest) -> bool:
    """Staff who may publish listings, and owners of any business."""
    user = request.user
    if not user.is_authenticated:
        return False
    owner = BusinessMember.objects.filter(user=user, role=BusinessMember.Role.OWNER)
    return user.has_perm(STAFF_PERMISSION) or owner.exists()


@require_GET
def listing(request: MemberRequest) -> HttpResponse:
    """Confirmed bookings, the next to begin first; with `?q=` the one of that number, whatever became of it."""
    if not may_manage(request):
        raise PermissionDenied
    wanted = request.GET.get("q", "").replace("\x00", "").strip().upper()[:20]
    orders = member_orders(user=request.user).filter(number=wanted) if wanted else bookings_for(user=request.user)
    page = Paginator(orders, SHOWN_AT_ONCE).get_page(request.GET.get("p"))
    cards = order_cards(orders=list(page.object_list), language=(get_language() or "it")[:2])
    rows = [(card, checkout_of(order=card.order)) for card in cards]
    return render(request, "checkout/admin_orders.html", {"rows": rows, "page": page, "wanted": wanted})


@require_http_methods(["GET", "POST"])
def manage(request: MemberRequest, number: str) -> HttpResponse:
    """One booking: what was paid, what has gone back, and what can be done: call it off, give back, decide a lost dispute."""
    if not may_manage(request):
        raise PermissionDenied
    order = get_object_or_404(member_orders(user=request.user), number=number)
    staff = request.user.has_perm(STAFF_PERMISSION)
    what = request.POST.get("do", "")
    call_off = CallOffForm(request.POST if what == "cancel" else None)
    refund = RefundForm(request.POST if what == "refund" else None)
    status = 200
    if request.method == "POST":
        if what in ONLY_STAFF and not staff:
            raise PermissionDenied
        try:
            if _act(request, order, what, call_off, refund):
                return redirect("checkout_orders:manage", number=number)
            status = 422
        except Refused as refusal:
            _say(request, refusal, {"cancel": call_off, "refund": refund}.get(what))
            status = refusal.status
        order = get_object_or_404(member_orders(user=request.user), number=number)
    allocation = getattr(order, "allocation", None)
    context = {
        "order": order,
        "card": order_cards(orders=[order], language=(get_language() or "it")[:2])[0],
        "checkout": checkout_of(order=order),
        "allocation": allocation,
        "left": refundable(allocation=allocation) if staff and allocation else Decimal(0),
        "lost_dispute": bool(staff and allocation and allocation.payment.dispute == "lost" and not allocation.payment.bearer),
        "may_call_off": order.status == OrderState.CONFIRMED and (staff or not is_over(order=order, at=timezone.now())),
        "call_off": call_off,
        "refund": refund,
    }
    return render(request, "checkout/admin_order.html", context, status=status)


def _act(request: MemberRequest, order: Order, what: str, call_off: CallOffForm, refund: RefundForm) -> bool:
    """Whether it was done; if not, the forms say why."""
    match what:
        case "cancel":
            return _call_off(request, order, call_off)
        case "refund":
            return _give_back(request, order, refund)
        case "dispute":
            return _decide(request, order)
    return False


def _say(request: MemberRequest, refusal: Refused, form: Form | None) -> None:
    """A refusal stands at its form; a decision has none."""
    if form is None:
        messages.error(request, str(refusal.message))
    else:
        form.add_error(None, str(refusal.message))


def _call_off(request: MemberRequest, order: Order, form: CallOffForm) -> bool:
    if not form.is_valid():
        return False
    by = By.STAFF if request.user.has_perm(STAFF_PERMISSION) else By.HOST
    back = cancel_order(order=order, actor=request.user, actor_label=str(by), why=form.cleaned_data["why"], by=by)
    messages.success(request, _("Cancelled. The guest has been told and gets %(amount)s back.") % {"amount": euro(back)})
    return True


def _give_back(request: MemberRequest, order: Order, form: RefundForm) -> bool:
    if not form.is_valid():
        return False
    data = form.cleaned_data
    refund_order(order=order, amount=data["amount"], actor=request.user, actor_label="staff", why=data["why"])
    messages.success(request, _("%(amount)s go back to the guest, who is told when they are sent.") % {"amount": euro(data["amount"])})
    return True


def _decide(request: MemberRequest, order: Order) -> bool:
    bearer = request.POST.get("bearer", "")
    if bearer not in (Payment.Bearer.BUSINESS, Payment.Bearer.PLATFORM) or not hasattr(order, "allocation"):
        return False
    decide_dispute(payment=order.allocation.payment, bearer=Payment.Bearer(bearer), actor=request.user, actor_label="staff")
    messages.success(request, _("Decided. What waited goes on now."))
    return True
