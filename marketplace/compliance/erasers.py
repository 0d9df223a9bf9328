# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the rows of the retention table do. Each takes an instant and erases what ended before it; doing it twice changes nothing more."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.timezone import localdate
from oscar.apps.order.models import Order

from marketplace.accounts.models import User
from marketplace.basket.models import Basket
from marketplace.booking.models import Hold
from marketplace.booking.states import OrderState
from marketplace.checkout.models import NOBODY, Checkout, IdempotentRequest
from marketplace.messages.domain.forget_mails import forget_mails
from marketplace.messages.models import GuestMessage
from marketplace.payments.domain.forget_payers import forget_payers
from marketplace.payments.models import StripeEvent
from residencies.domain.forget_applications import forget_applications

from .models import IllegalContentNotice

PAID = [OrderState.CONFIRMED, OrderState.COMPLETED, OrderState.CANCELLED]
WAITING = [OrderState.PENDING, OrderState.REQUESTED]
BASKETS_STAY = timedelta(days=30)
WEEK = timedelta(days=7)


def erase_unpaid_checkouts(before: datetime) -> int:
    living = Order.objects.filter(checkouts=OuterRef("pk"), status__in=[*PAID, *WAITING])
    dead = Checkout.objects.filter(~Exists(living), created_at__lt=before).exclude(email=NOBODY)
    ids = list(dead.values_list("pk", flat=True))
    orders = Order.objects.filter(checkouts__in=ids)
    GuestMessage.objects.filter(order__in=orders).delete()
    numbers = list(orders.values_list("pk", flat=True))
    Order.objects.filter(pk__in=numbers).update(guest_email="", user=None)
    forget_payers(orders=numbers)
    return Checkout.objects.filter(pk__in=ids).update(name="", email=NOBODY, phone="", note="", user=None)


def erase_conversations(before: datetime) -> int:
    """Of orders whose last booking began before; a stay is over at most a month after its check-in hour, and the year is long."""
    old = Order.objects.annotate(last=Max("bookings__starts_at")).filter(last__lt=before).values("pk")
    messages, _each = GuestMessage.objects.filter(order__in=old).delete()
    still_to_come = Order.objects.filter(checkouts=OuterRef("pk")).exclude(pk__in=old)
    notes = Checkout.objects.filter(~Exists(still_to_come), created_at__lt=before).exclude(phone="", note="")
    return int(messages) + notes.update(phone="", note="")


def erase_receipts(before: datetime) -> int:
    old = Checkout.objects.filter(created_at__lt=before).exclude(email=NOBODY)
    ids = list(old.values_list("pk", flat=True))
    orders = list(Order.objects.filter(checkouts__in=ids).values_list("pk", flat=True))
    Order.objects.filter(pk__in=orders).update(guest_email="", user=None)
    forget_payers(orders=orders)
    return Checkout.objects.filter(pk__in=ids).update(name="", email=NOBODY, phone="", note="", user=None)


def erase_account_mails(before: datetime) -> int:
    return forget_mails(before=before, causes="account-")


def erase_mails(before: datetime) -> int:
    return forget_mails(before=before)


def erase_sessions_and_baskets(before: datetime) -> int:
    sessions, _each = Session.objects.filter(expire_date__lt=before).delete()
    old = Basket.objects.filter(owner=None, date_created__lt=before - BASKETS_STAY).exclude(status=Basket.SUBMITTED)
    _rows, each = old.delete()
    return int(sessions) + int(each.get("basket.Basket", 0))


def erase_holds(before: datetime) -> int:
    """The hold itself stays for the figures; whose it was does not."""
    over = [Hold.State.EXPIRED, Hold.State.RELEASED]
    return Hold.objects.filter(state__in=over, expires_at__lt=before).exclude(user=None).update(user=None)


def erase_clients_of_holds(before: datetime) -> int:
    """From which address a hold came, once no pause depends on it."""
    return Hold.objects.filter(expires_at__lt=before).exclude(client="").update(client="")


def erase_unconfirmed_accounts(before: datetime) -> int:
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    never = User.objects.filter(~Exists(confirmed), last_login=None, date_joined__lt=before, is_staff=False, erased_at=None)
    unused = never.filter(checkouts=None, holds=None, memberships=None)
    _rows, each = unused.delete()
    return int(each.get("accounts.User", 0))


def erase_idempotent_requests(before: datetime) -> int:
    rows, _each = IdempotentRequest.objects.filter(created_at__lt=before).delete()
    return int(rows)


def erase_stripe_events(before: datetime) -> int:
    """Stripe can be asked for events of 30 days: what is older cannot come again."""
    rows, _each = StripeEvent.objects.filter(processed_at__lt=before, received_at__lt=before).delete()
    return int(rows)


def _saved_searches() -> QuerySet[Any]:
    """By name: only views and tasks may import the search."""
    model: Any = apps.get_model("search", "SavedSearch")
    rows: QuerySet[Any] = model.objects.all()
    return rows


def erase_unconfirmed_searches(before: datetime) -> int:
    rows, _each = _saved_searches().filter(confirmed_at=None, created_at__lt=before).delete()
    return int(rows)


def erase_saved_searches(before: datetime) -> int:
    rows, _each = _saved_searches().filter(created_at__lt=before).delete()
    return int(rows)


def erase_rare_words(before: datetime) -> int:
    """Of the months that are over."""
    model: Any = apps.get_model("search", "RareWord")
    rows, _each = model.objects.filter(month__lt=localdate(before).replace(day=1)).delete()
    return int(rows)


def erase_demand(before: datetime) -> int:
    """Counts of weeks and words of months that ended before."""
    day, gone = localdate(before), 0
    for name, old in (("Demand", {"asked_in__lte": day - WEEK}), ("WantedWord", {"month__lt": day.replace(day=1)})):
        model: Any = apps.get_model("search", name)
        gone += int(model.objects.filter(**old).delete()[0])
    return gone


def erase_notice_senders(before: datetime) -> int:
    return IllegalContentNotice.objects.filter(decided_at__lt=before).exclude(name="", email="").update(name="", email="")


def erase_applications(before: datetime) -> int:
    """Each call says for how many months its applications stay, so the verb of that room counts."""
    return forget_applications(now=before)
