# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A guest at the pages: Django's client, a basket with holds, the form filled in."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from marketplace.checkout.models import Checkout
from marketplace.payments.models import Payment
from tests.factories import make_unit, today

DETAILS = {"name": "Anna Rossi", "email": "Anna@Posta.example", "phone": "333 123 4567", "note": "Arriviamo in treno.", "terms": "on"}


def put_nights(client: Client, unit: Any = None, *, start: int = 30, nights: int = 2, language: str = "it") -> Any:
    """Hold nights by the page's own form; the unit."""
    unit = unit or make_unit()
    check_in = today() + timedelta(days=start)
    wish = {"unit": unit.pk, "check_in": check_in.isoformat(), "check_out": (check_in + timedelta(days=nights)).isoformat(), "adults": 2}
    answer = client.post(f"/{language}/holds/", wish)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return unit


def shown(client: Client, language: str = "it") -> str:
    """What the page of the checkout says it shows."""
    return str(client.get(f"/{language}/checkout/").context["shown"])


def press(client: Client, language: str = "it", **changed: str) -> HttpResponse:
    """Press the order button with all details given."""
    details = {**DETAILS, "shown": changed.pop("shown", None) or shown(client, language), **changed}
    return client.post(f"/{language}/checkout/", {name: value for name, value in details.items() if value})  # type: ignore[return-value]


def last() -> tuple[Checkout, Payment]:
    checkout = Checkout.objects.latest("pk")
    return checkout, Payment.objects.filter(allocations__order__in=checkout.orders.all()).distinct().get()


def buy(client: Client, sandbox: Any, unit: Any = None, **how: Any) -> tuple[Checkout, str]:
    """Hold, fill in, pay, come back; the checkout and the booking page's address."""
    put_nights(client, unit, **how)
    press(client)
    checkout, payment = last()
    sandbox.pay(str(payment.session_id))
    page = client.get(f"/it/checkout/{checkout.token}/")
    return checkout, page.context["cards"][0].url.removeprefix("http://127.0.0.1:8000")
