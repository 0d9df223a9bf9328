# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A house with something behind every door, so that whatever leaks would be seen; and the people who try the handles."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from oscar.apps.order.models import Order

from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from marketplace.accounts.models import User
from marketplace.booking.domain.set_order_state import set_order_state
from marketplace.checkout.domain.start_checkout import Customer
from marketplace.checkout.links import GUEST, HOST, sign_order
from marketplace.messages.domain.write_message import write_message
from tests import factories as make
from tests.checkout.guest import book, hold
from tests.residencies.calls import make_call

WRITTEN_BY_LOOKING = ("django_session", "wagtailadmin_editingsession")
ROLES = ("nobody", "guest", "host", "other", "staff", "root")
# Words that stand only in what the guest of the house booked.
SECRETS = ("Ginevra Segreta", "ginevra@segreta.example", "+39 333 987 6543", "Portiamo un pappagallo")


@dataclass
class House:
    """What there is, and a client for each role."""

    values: dict[str, Any]
    clients: dict[str, Client] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def address(self, pattern: str) -> str:
        """The pattern with the names of real things in it."""
        return "/" + pattern.format(**self.values)

    def with_keys(self, pattern: str) -> str:
        """A pattern of the admin with the keys of real things in it."""
        return re.sub(r"<[^>]+>", lambda name: self.key(pattern, name[0]), pattern)

    def key(self, pattern: str, name: str) -> str:
        """What stands for a `<name>` of an address of the admin: the key of the real thing of that kind, else 1."""
        if "number" in name:
            return str(self.values["order_number"])
        kinds = ("stay", "unit", "experience", "good", "business", "payment", "order")
        found = next((kind for kind in kinds if f"/{kind}/" in pattern), "")
        return str(self.values.get(f"{found}_pk") or self.values.get(found) or 1) if name in ("<str:pk>", "<int:pk>", "<pk>") else "1"


def _order(unit: Any, user: User | None) -> Order:
    customer = Customer(email=SECRETS[1], name=SECRETS[0], phone=SECRETS[2], language="it", note=SECRETS[3])
    order = book(hold(unit), customer=customer, user=user).orders.get()
    set_order_state(order=order, state="confirmed", actor_label="test")
    write_message(order=order, sender="guest", text="Portiamo un pappagallo.")
    return order


def build() -> House:
    make.lay_ground()
    prepare_moderation()
    business = make.make_business(name="Mulino del Gatto")
    unit = make.make_unit(stay=make.make_stay(business=business, live=True))
    people = _people(business)
    order = _order(unit, people["guest"])
    checkout = order.checkouts.get()
    held = hold(unit, start=60)
    experience = make.make_session(experience=make.make_experience(business=business)).experience
    good = make.make_good(business=business)
    call = make_call(municipality=business.municipality, units=[unit])
    values = {
        "token": checkout.token,
        "checkout": checkout.pk,
        "signed": sign_order(order=order, door=GUEST),
        "request": sign_order(order=order, door=HOST),
        "order": order.pk,
        "order_number": order.number,
        "payment": order.allocation.payment_id,
        "stay": unit.stay.slug,
        "stay_pk": unit.stay.pk,
        "unit": unit.pk,
        "hold": held.pk,
        "experience": experience.slug,
        "experience_pk": experience.pk,
        "good": good.slug,
        "good_pk": good.pk,
        "business": business.slug,
        "call": call.slug,
        "call_pk": call.pk,
        "business_pk": business.pk,
        "day": make.today() + timedelta(days=90),
        "later": make.today() + timedelta(days=92),
    }
    house = House(values, {"nobody": Client()}, people)
    for role, person in people.items():
        house.clients[role] = Client()
        house.clients[role].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return house


def _people(business: Any) -> dict[str, Any]:
    """One person a role, each with a verified address."""
    people = {
        "guest": make.make_user(),
        "host": make.make_member(business),
        "other": make.make_member(make.make_business()),
        "staff": make.make_user(is_staff=True),
        "root": make.make_user(is_staff=True, is_superuser=True),
    }
    people["staff"].groups.add(_staff_group())
    for person in people.values():
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return people


def _staff_group() -> Any:
    from django.contrib.auth.models import Group

    return Group.objects.get(name=STAFF_GROUP)


def patterns() -> list[str]:
    """Every address the project answers to, as its pattern; those of the Italian site stand for the other languages."""

    def walk(resolver: Any, before: str) -> Any:
        for each in resolver.url_patterns:
            whole = before + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from walk(each, whole)
            else:
                yield whole

    return list(walk(get_resolver(), ""))


def own_admin_patterns() -> list[str]:
    """The addresses below the admin whose views we wrote ourselves, that is neither Wagtail nor Django."""

    def walk(resolver: Any, before: str) -> Any:
        for each in resolver.url_patterns:
            whole = before + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from walk(each, whole)
            elif whole.startswith("admin/"):
                view = getattr(each.callback, "view_class", each.callback)
                modules = [kind.__module__ for kind in getattr(view, "__mro__", [view])]
                if not any(module.startswith("wagtail") for module in modules) and not modules[0].startswith("django."):
                    yield whole

    return list(walk(get_resolver(), ""))


def rows() -> dict[str, int]:
    """How many rows each table has, but for sessions, which signing in writes, and Wagtail's note of who is looking at an editor."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name not in WRITTEN_BY_LOOKING]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM \"{name}\"" for name in names))
        return dict(cursor.fetchall())
