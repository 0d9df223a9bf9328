# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`/api/v1/checkouts`: the same verbs as the pages."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Router, Schema
from ninja.params.functions import Header
from pydantic import ConfigDict, Field, field_validator

from marketplace.checkout.customer import clean_name, clean_phone
from marketplace.checkout.domain.pay_checkout import pay_checkout
from marketplace.checkout.domain.start_checkout import MOST_HOLDS, Customer, start_checkout
from marketplace.checkout.models import Checkout
from marketplace.checkout.queries import checkout_by_token, payment_of
from marketplace.errors import Conflict, Missing
from marketplace.payments.errors import PaymentUnavailable
from marketplace.payments.models import Payment

from .idempotency import idempotent, made_before, remember
from .schemas import Id, Problem, Token

Answer = TypeVar("Answer")
router = Router(tags=["checkouts"])


def _checked(check: Callable[[str], Answer], value: str) -> Answer:
    """Django's validators in words pydantic understands."""
    try:
        return check(value)
    except ValidationError as error:
        raise ValueError(str(error.messages[0])) from error


class CustomerIn(Schema):
    model_config = ConfigDict(extra="forbid")
    email: str = Field(max_length=254)
    name: str = Field(min_length=1, max_length=150)
    phone: str = Field("", max_length=32)
    language: Literal["it", "en", "de"] = "it"

    @field_validator("email")
    @classmethod
    def looks_like_mail(cls, value: str) -> str:
        _checked(validate_email, value)
        return value.lower()

    @field_validator("name")
    @classmethod
    def can_be_written(cls, value: str) -> str:
        return _checked(clean_name, value)

    @field_validator("phone")
    @classmethod
    def can_be_called(cls, value: str) -> str:
        return _checked(clean_phone, value)


class CheckoutIn(Schema):
    model_config = ConfigDict(extra="forbid")
    holds: list[Token] = Field(min_length=1, max_length=MOST_HOLDS, description="tokens of holds")
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


@router.post(
    "",
    response={201: CheckoutOut, 409: Problem, 413: Problem, 422: Problem, 429: Problem},
    summary="Turn holds into orders and open one payment",
    openapi_extra={"parameters": [{"in": "header", "name": "Idempotency-Key", "schema": {"type": "string", "maxLength": 255}}]},
)
@idempotent
def create(request: HttpRequest, body: CheckoutIn) -> tuple[int, dict[str, Any]]:
    """One order a business, one payment for all. 409: a hold has run out; 422: something cannot be booked together.

    `payment_url` is null when nothing is to pay (any more), or when Stripe does not answer just now: then `GET` tries again.
    """
    checkout = _made_before(request) or _make(request, body)
    _open_payment(checkout)
    return 201, as_answer(checkout)


def _make(request: HttpRequest, body: CheckoutIn) -> Checkout:
    """The checkout, written down with the row of the request's key: whoever repeats it after a crash gets this one."""
    customer = Customer(**body.customer.dict())
    try:
        return start_checkout(tokens=body.holds, customer=customer, and_then=lambda checkout: remember(request, checkout))
    except Conflict:
        # The first request with this key was slower than its patience, and has just made it.
        if made := _made_before(request):
            return made
        raise


def _made_before(request: HttpRequest) -> Checkout | None:
    made = made_before(request)
    return checkout_by_token(token=made.token) if made else None


def _open_payment(checkout: Checkout) -> None:
    with suppress(PaymentUnavailable):
        pay_checkout(checkout=checkout)


@router.get("/{checkout_id}", response={200: CheckoutOut, 404: Problem, 422: Problem}, summary="State of a checkout")
def show(request: HttpRequest, checkout_id: Path[Id], token: Annotated[Token, Header(alias="X-Checkout-Token")]) -> dict[str, Any]:
    """Needs the token the checkout was answered with, in the header `X-Checkout-Token`."""
    checkout = checkout_by_token(token=token)
    if checkout is None or checkout.pk != checkout_id:
        raise Missing(_("There is no such checkout, or the token is not its own."), code="no-checkout")
    payment = payment_of(checkout=checkout)
    if payment and payment.state == Payment.State.CREATED:
        _open_payment(checkout)
    return as_answer(checkout)


def as_answer(checkout: Checkout) -> dict[str, Any]:
    """Orders are read after the payment: the webhook may just have confirmed them."""
    payment = payment_of(checkout=checkout)
    checkout = checkout_by_token(token=checkout.token) or checkout
    return {
        "id": checkout.pk,
        "token": checkout.token,
        "state": payment.state if payment else "free",
        "payment_url": payment.session_url or None if payment and payment.state == Payment.State.OPEN else None,
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
