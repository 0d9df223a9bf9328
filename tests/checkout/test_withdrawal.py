# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Goods are fetched, given back by the right of withdrawal, and paid out only when neither can happen any more."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from oscar.apps.order.models import Order

from marketplace.booking.domain.complete_orders import complete_orders
from marketplace.booking.domain.hold_pieces import hold_pieces
from marketplace.booking.errors import HasBegun, WrongState
from marketplace.booking.models import Booking
from marketplace.checkout.domain.pay_checkout import pay_checkout
from marketplace.checkout.links import GUEST, sign_order
from marketplace.checkout.presenters import refund_now
from marketplace.messages.models import OutgoingMail
from marketplace.payments.domain.cancel_order import By, cancel_order
from marketplace.payments.domain.give_back_goods import collect_good, take_back_good, withdraw_good
from marketplace.payments.domain.reconcile_payment import reconcile_payment
from marketplace.payments.domain.refund_order import refund_order
from marketplace.payments.errors import CannotBeCancelled
from marketplace.payments.sandbox import Sandbox
from tests.factories import make_business, make_good, make_member, make_stay, make_unit

from .guest import book, hold

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ground")]
SECOND = timedelta(seconds=1)


@pytest.fixture
def order(sandbox: Sandbox) -> Order:
    """Two jars of honey, 19 €, paid."""
    business = make_business(email="apiario@posta.example")
    payment = pay_checkout(checkout=book(hold_pieces(good=make_good(business=business, price="9.50", title="Miele"), quantity=2)))
    assert payment is not None
    sandbox.pay(str(payment.session_id))
    reconcile_payment(payment=payment, actor_label="test")
    return payment.allocations.get().order


def owed(order: Order) -> Any:
    order.allocation.refresh_from_db()
    return order.allocation.refund_target


def test_until_they_are_fetched_goods_are_cancelled_whenever_it_may_be(order: Order) -> None:
    assert cancel_order(order=order, actor_label="guest", at=order.bookings.get().starts_at + timedelta(days=60)) == 19


def test_goods_are_fetched_withdrawn_from_and_paid_back_when_they_are_back(order: Order) -> None:
    host = make_member(order.allocation.business)
    host.user_permissions.add(Permission.objects.get(codename="access_admin"))
    admin, guest, booking = Client(), Client(), order.bookings.get()
    admin.force_login(host)
    url = f"/it/bookings/{sign_order(order=order, door=GUEST)}/"
    door = f"{url}withdraw/{booking.pk}/"
    assert guest.get(door).status_code == 404, "nothing to give back yet"
    assert "Miele" in admin.get("/admin/requests/").content.decode()

    admin.post(f"/admin/requests/goods/{booking.pk}/", {"what": "collected"})
    page = guest.get(url).content.decode()
    assert "Recedere dal contratto qui" in page
    assert f"{url}cancel/" not in page
    with pytest.raises(HasBegun):
        cancel_order(order=order, actor_label="guest")
    assert "Conferma recesso" in guest.get(door).content.decode()
    booking.refresh_from_db()
    assert booking.withdrawn_at is None, "opening the page declares nothing"

    guest.post(door)
    assert owed(order) == 0, "the host may wait for the goods"
    for who in ("guest", "host"):
        assert OutgoingMail.objects.filter(dedupe_key__startswith=f"withdrawn-{who}").count() == 1

    admin.post(f"/admin/requests/goods/{booking.pk}/", {"what": "returned"})
    order.refresh_from_db()
    booking.product.good.refresh_from_db()
    assert (owed(order), order.status, booking.product.good.stock_taken) == (19, "cancelled", 0)
    assert "19,00" in OutgoingMail.objects.get(dedupe_key__startswith="returned-guest").text


def test_another_host_does_not_see_them(order: Order) -> None:
    other = make_member(make_business())
    other.user_permissions.add(Permission.objects.get(codename="access_admin"))
    admin = Client()
    admin.force_login(other)
    assert "Miele" not in admin.get("/admin/requests/").content.decode()
    assert admin.post(f"/admin/requests/goods/{order.bookings.get().pk}/", {"what": "collected"}, follow=True).status_code == 404
    assert order.bookings.get().collected_at is None


def test_the_right_ends_with_its_last_second(order: Order) -> None:
    good = collect_good(booking=order.bookings.get(), actor_label="host")
    with pytest.raises(WrongState):
        withdraw_good(booking=good, at=good.ends_at)
    with pytest.raises(WrongState):
        take_back_good(booking=good, actor_label="host")
    assert withdraw_good(booking=good, at=good.ends_at - SECOND).withdrawn_at
    assert Booking.objects.get().ends_at is None


def test_the_business_is_paid_when_nothing_can_come_back_any_more(order: Order) -> None:
    share = order.allocation
    waiting = share.release_at
    assert waiting > order.bookings.get().starts_at + timedelta(days=80), "until then nobody knows when they are fetched"
    good = collect_good(booking=order.bookings.get(), actor_label="host")
    share.refresh_from_db()
    assert share.release_at == good.ends_at
    withdraw_good(booking=good)
    share.refresh_from_db()
    assert share.release_at > good.ends_at


@pytest.fixture
def mixed(sandbox: Sandbox) -> Order:
    """Two jars of honey, 19 €, and two nights, 160 €, of one business, paid; the honey fetched."""
    business = make_business(email="apiario@posta.example")
    jars = hold_pieces(good=make_good(business=business, price="9.50", title="Miele"), quantity=2)
    unit = make_unit(stay=make_stay(business=business, title="Casa dell’ape"))
    payment = pay_checkout(checkout=book(jars, hold(unit)))
    assert payment is not None
    sandbox.pay(str(payment.session_id))
    reconcile_payment(payment=payment, actor_label="test")
    order = payment.allocations.get().order
    collect_good(booking=order.bookings.get(check_in=None), actor_label="host")
    return order


def test_fetched_goods_do_not_keep_the_nights_from_being_cancelled(mixed: Order) -> None:
    url, guest = f"/it/bookings/{sign_order(order=mixed, door=GUEST)}/", Client()
    assert "già ritirat" in guest.get(f"{url}cancel/").content.decode()
    page = guest.post(f"{url}cancel/", {"promised": "160.00"}, follow=True).content.decode()
    assert "160,00" in page.replace("\xa0", " ")
    mixed.refresh_from_db()
    nights, honey = mixed.bookings.get(check_in__isnull=False), mixed.bookings.get(check_in=None)
    assert (mixed.status, owed(mixed), nights.hold.state, honey.cancelled_at) == ("confirmed", 160, "released", None)
    assert nights.cancelled_at
    assert mixed.allocation.release_at == honey.ends_at, "the business waits for the honey alone"
    assert "Casa dell’ape" in OutgoingMail.objects.get(dedupe_key__startswith="part-guest").text
    with pytest.raises(HasBegun):
        cancel_order(order=mixed, actor_label="guest")

    withdraw_good(booking=honey)
    take_back_good(booking=honey, actor_label="host")
    mixed.refresh_from_db()
    assert (mixed.status, owed(mixed), honey.product.good.stock_taken) == ("cancelled", 179, 0)


def test_what_staff_gave_back_for_anything_is_not_taken_from_the_part_that_ends(mixed: Order) -> None:
    refund_order(order=mixed, amount=Decimal("10.00"), actor=None, actor_label="staff", why="Rumore")
    assert refund_now(order=fresh(mixed)) == 160
    assert cancel_order(order=mixed, actor_label="guest") == 160
    assert owed(mixed) == 170


def test_the_page_names_what_comes_back_beside_what_did_before(order: Order) -> None:
    refund_order(order=order, amount=Decimal("4.00"), actor=None, actor_label="staff", why="Coperchio rotto")
    promised = refund_now(order=fresh(order))
    assert promised == cancel_order(order=order, actor_label="guest") == 15
    assert owed(order) == 19


def test_the_host_reads_when_goods_are_paid(order: Order) -> None:
    text = OutgoingMail.objects.get(dedupe_key__startswith="confirmed-host").text
    assert "14 giorni dopo" in text


def test_what_is_over_is_refunded_by_staff_and_cancelled_by_no_owner(order: Order) -> None:
    good = collect_good(booking=order.bookings.get(), actor_label="host")
    Booking.objects.filter(pk=good.pk).update(collected_at=good.collected_at - timedelta(days=30), ends_at=good.collected_at)
    with pytest.raises(CannotBeCancelled):
        cancel_order(order=order, actor_label="host", why="Finito", by=By.HOST)
    complete_orders()
    order.refresh_from_db()
    assert order.status == "completed"
    for by in (By.HOST, By.STAFF):
        with pytest.raises(CannotBeCancelled):
            cancel_order(order=order, actor_label=by, why="Finito", by=by)
    assert refund_order(order=order, amount=Decimal("5.00"), actor=None, actor_label="staff", why="Cristallizzato") == 5


def fresh(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)
