# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`/api/v1/checkouts`: the same verbs as the pages."""

from decimal import Decimal
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Header, Router, Schema
from pydantic import Field, field_validator

from marketplace.api.idempotency import idempotent
from marketplace.errors import Missing

from .domain.pay_checkout import pay_checkout
from .domain.start_checkout import MOST_HOLDS, Customer, start_checkout
from .models import Checkout
from .queries import checkout_by_token, payment_of

router = Router(tags=["checkouts"])


class CustomerIn(Schema):
    email: str = Field(max_length=254)
    name: str = Field(min_length=1, max_length=150)
    phone: str = Field("", max_length=32)
    language: Literal["it", "en", "de"] = "it"

    @field_validator("email")
    @classmethod
    def looks_like_mail(cls, value: str) -> str:
        try:
            validate_email(value)
        except ValidationError as error:
            raise ValueError(str(error.messages[0])) from error
        return value.lower()


class CheckoutIn(Schema):
    holds: list[str] = Field(min_length=1, max_length=MOST_HOLDS, description="tokens of holds")
    customer: CustomerIn


class OrderOut(Schema):
    number: str
    state: str
    business: str
    total: Decimal


class CheckoutOut(Schema):
    id: int
    token: str
    state: str
    payment_url: str | None
    total: Decimal
    currency: str = "EUR"
    orders: list[OrderOut]


@router.post("", response={201: CheckoutOut}, summary="Turn holds into orders and open one payment")
@idempotent
def create(request: HttpRequest, body: CheckoutIn) -> tuple[int, dict[str, Any]]:
    """One order a business, one payment for all. Answers 409 when a hold has run out, 422 when something cannot be booked together."""
    customer = Customer(**body.customer.dict())
    checkout = start_checkout(tokens=body.holds, customer=customer)
    pay_checkout(checkout=checkout)
    return 201, as_answer(checkout)


@router.get("/{checkout_id}", response=CheckoutOut, summary="State of a checkout")
def show(request: HttpRequest, checkout_id: int, x_checkout_token: str = Header(..., max_length=64)) -> dict[str, Any]:
    """Needs the token the checkout was answered with, in the header `X-Checkout-Token`."""
    checkout = checkout_by_token(token=x_checkout_token)
    if checkout is None or checkout.pk != checkout_id:
        raise Missing(_("There is no such checkout, or the token is not its own."), code="no-checkout")
    return as_answer(checkout)


def as_answer(checkout: Checkout) -> dict[str, Any]:
    payment = payment_of(checkout=checkout)
    return {
        "id": checkout.pk,
        "token": checkout.token,
        "state": payment.state if payment else "free",
        "payment_url": payment.session_url or None if payment else None,
        "total": checkout.total,
        "orders": [
            {
                "number": order.number,
                "state": order.status,
                "business": order.bookings.all()[0].product.business.name,
                "total": order.total_incl_tax,
            }
            for order in checkout.orders.all()
        ],
    }
