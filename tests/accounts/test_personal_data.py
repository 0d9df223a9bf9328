# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A person's rights: to see all that is known, and to have it erased, in every room."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from oscar.apps.order.models import Order

from marketplace.accounts.models import User
from marketplace.accounts.personal_data import sessions_of
from marketplace.basket.models import Basket
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.booking.models import Booking
from marketplace.checkout.domain.start_checkout import Customer
from marketplace.checkout.models import Checkout
from marketplace.compliance.domain.record_notice import record_notice
from marketplace.messages.domain.write_message import write_message
from marketplace.messages.models import GuestMessage, OutgoingMail
from tests.checkout.guest import book, hold
from tests.factories import make_business, make_member, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]
PASSWORD = "una-password-lunga"
EMAIL = "anna@posta.example"


@pytest.fixture
def anna() -> User:
    user = make_user(email=EMAIL, full_name="Anna Rossi", phone="+39 333 123 4567", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    return user


def booked(user: User | None, *, days: int = -40) -> Order:
    """A paid booking, moved to `days` from now."""
    order = book(hold(), customer=Customer(email=EMAIL, name="Anna Rossi", phone="+39 1", note="Arriviamo tardi."), user=user).orders.get()
    set_order_state(order=order, state="confirmed", actor_label="test")
    for booking in Booking.objects.filter(order=order):
        booking.starts_at += timedelta(days=days - 30)
        booking.save()
    return order


def test_the_download_has_something_of_every_room(client: Client, anna: User) -> None:
    order = booked(anna)
    write_message(order=order, sender="guest", text="Ci sono biciclette?")
    record_notice(url="https://oltrepo.example/x", reason="falso", name="Anna", email=EMAIL, good_faith=True, language="it")
    client.force_login(anna)
    data = client.post("/it/me/data/download/").json()
    assert {"account", "sign_in", "bookings", "mails", "baskets", "notices", "businesses"} <= set(data)
    assert data["bookings"][0]["messages"][0]["text"] == "Ci sono biciclette?"
    assert data["bookings"][0]["given"][0]["note"] == "Arriviamo tardi."
    assert data["sign_in"]["addresses"] == [{"email": EMAIL, "verified": True, "primary": True}]
    assert data["notices"][0]["reason"] == "falso"


def test_erasing_leaves_nothing_of_the_person_but_the_receipt(client: Client, anna: User) -> None:
    order, as_guest = booked(anna), booked(None)
    write_message(order=as_guest, sender="guest", text="Ci sono biciclette?")
    record_notice(url="https://oltrepo.example/x", reason="falso", name="Anna", email=EMAIL, good_faith=True, language="it")
    Basket.objects.create(owner=anna)
    client.force_login(anna)
    assert client.post("/it/me/data/erase/", {"password": PASSWORD}).status_code == 302
    anna.refresh_from_db()
    assert (anna.full_name, anna.phone, anna.is_active) == ("", "", False)
    assert EMAIL not in anna.email
    assert not GuestMessage.objects.exists()
    assert not OutgoingMail.objects.filter(to=EMAIL).exists()
    assert not OutgoingMail.objects.filter(text__contains="biciclette", state="sent").exists()
    assert not EmailAddress.objects.exists()
    assert not Basket.objects.filter(owner=anna).exists()
    assert client.get("/it/me/profile/").status_code == 302
    assert sessions_of(anna) == []
    for checkout in Checkout.objects.all():
        assert (checkout.name, checkout.phone, checkout.note, checkout.user) == ("Anna Rossi", "", "", None), "the receipt keeps the name"
    assert {order.user_id, as_guest.user_id} <= {None, anna.pk}
    assert not Order.objects.filter(user=anna).exists()


def test_a_booking_to_come_needs_its_guest(client: Client, anna: User) -> None:
    booked(anna, days=20)
    client.force_login(anna)
    answer = client.post("/it/me/data/erase/", {"password": PASSWORD})
    assert answer.status_code == 409
    anna.refresh_from_db()
    assert anna.is_active


def test_the_only_owner_of_a_business_cannot_vanish(client: Client) -> None:
    business = make_business()
    owner = make_member(business, password=PASSWORD)
    client.force_login(owner)
    assert client.post("/it/me/data/erase/", {"password": PASSWORD}).status_code == 409
    make_member(business)
    assert client.post("/it/me/data/erase/", {"password": PASSWORD}).status_code == 302
    assert not owner.memberships.exists()


def test_erasing_asks_for_the_password(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.post("/it/me/data/erase/", {"password": "sbagliata"}).status_code == 422
    anna.refresh_from_db()
    assert anna.is_active


def test_bookings_made_as_guest_appear_once_the_address_is_confirmed(client: Client, anna: User) -> None:
    booked(None)
    client.force_login(anna)
    assert len(client.get("/it/me/bookings/").context["cards"]) == 1
    EmailAddress.objects.update(verified=False)
    assert len(client.get("/it/me/bookings/").context["cards"]) == 0, "an address merely typed shows nothing"
