# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Programs check out as guests do: one answer a key, whatever happens in between."""

import contextlib
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from marketplace.api import checkouts
from marketplace.checkout import idempotency
from marketplace.checkout.models import Checkout, IdempotentRequest
from marketplace.payments import gateway
from marketplace.payments.models import Payment
from marketplace.payments.sandbox import Sandbox
from marketplace.payments.sandbox.client import client_for
from tests.checkout.guest import hold
from tests.payments.conftest import sandbox

from .test_api import API, post, problem

__all__ = ["sandbox"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sandbox")]


class Killed(BaseException):
    """The process ends here: nobody catches it, and what was not committed is gone."""


def order_of(token: str, **customer: Any) -> dict[str, Any]:
    return {"holds": [token], "customer": {"email": "Anna@Posta.example", "name": " Anna Rossi ", "phone": "333 123 4567", **customer}}


def buy(client: Client, body: dict[str, Any], **headers: str) -> Any:
    return post(client, body, "/checkouts", **headers)


def test_a_checkout_answers_with_its_total_and_where_to_pay(client: Client) -> None:
    answer = buy(client, order_of(hold().token))
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert (body["total"], body["currency"], body["state"]) == ("160.00", "EUR", "open")
    assert body["payment_url"].startswith("http")
    assert body["orders"][0]["total"] == "160.00"
    made = Checkout.objects.get()
    assert (made.name, made.email, made.phone) == ("Anna Rossi", "anna@posta.example", "+39 333 123 4567")


@pytest.mark.parametrize(
    "customer",
    [
        {"name": "Anna\x00"},
        {"name": "An\x07na"},
        {"name": "   "},
        {"name": "..."},
        {"name": "\ud800"},
        {"phone": "\x00"},
        {"phone": "non ce l'ho"},
        {"phone": "12"},
        {"email": "a\x00@posta.example"},
        {"more": "x"},
    ],
)
def test_what_cannot_be_written_or_called_is_refused(client: Client, customer: dict[str, str]) -> None:
    problem(buy(client, order_of(hold().token, **customer)), 422, "invalid")
    assert not Checkout.objects.exists()


def test_a_hold_that_is_ordered_already_is_a_conflict(client: Client) -> None:
    body = order_of(hold().token)
    assert buy(client, body).status_code == 201
    problem(buy(client, body), 409, "hold-gone")
    assert Checkout.objects.count() == 1


def test_the_same_key_gets_the_same_checkout_and_another_body_none(client: Client) -> None:
    body, key = order_of(hold().token), {"Idempotency-Key": "k1"}
    first, second = buy(client, body, **key), buy(client, body, **key)
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    problem(buy(client, order_of(hold().token), **key), 422, "idempotency-key-reused")
    assert Checkout.objects.count() == 1


def test_a_checkout_is_shown_to_its_token_only(client: Client) -> None:
    made = buy(client, order_of(hold().token)).json()
    door = f"{API}/checkouts/{made['id']}"
    assert client.get(door, headers={"X-Checkout-Token": made["token"]}).json() == made
    problem(client.get(door, headers={"X-Checkout-Token": "x" * 43}), 404, "no-checkout")
    problem(client.get(door), 422, "invalid")


def test_where_to_pay_is_said_only_while_one_can(client: Client, sandbox: Sandbox) -> None:
    made = buy(client, order_of(hold().token)).json()
    Payment.objects.update(state=Payment.State.EXPIRED)
    shown = client.get(f"{API}/checkouts/{made['id']}", headers={"X-Checkout-Token": made["token"]}).json()
    assert (shown["state"], shown["payment_url"]) == ("expired", None)


@pytest.mark.parametrize("death", [Killed, RuntimeError])
def test_a_worker_that_dies_after_ordering_leaves_its_checkout_to_the_next_try(
    client: Client, monkeypatch: pytest.MonkeyPatch, death: type[BaseException]
) -> None:
    body, key = order_of(hold().token), {"Idempotency-Key": "k2"}

    def die(checkout: Checkout) -> None:
        raise death

    with monkeypatch.context() as patch:
        patch.setattr(checkouts, "_open_payment", die)
        with contextlib.suppress(death):
            buy(client, body, **key)
    assert Checkout.objects.count() == 1, "committed before the end"
    if death is Killed:
        problem(buy(client, body, **key), 409, "idempotency-key-running")
        _abandon()
    answer = buy(client, body, **key)
    assert answer.status_code == 201, answer.content
    assert answer.json()["token"] == Checkout.objects.get().token
    assert answer.json()["payment_url"]


def test_a_worker_that_dies_before_the_end_of_the_order_leaves_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    body, key = order_of(hold().token), {"Idempotency-Key": "k3"}

    def die(request: Any, checkout: Checkout) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(checkouts, "remember", die)
        with contextlib.suppress(Killed):
            buy(client, body, **key)
    assert not Checkout.objects.exists()
    _abandon()
    assert buy(client, body, **key).status_code == 201


def test_without_the_memory_of_the_key_the_next_try_finds_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the guard off, the guest stands before a hold that is gone."""
    body, key = order_of(hold().token), {"Idempotency-Key": "k4"}
    with monkeypatch.context() as patch:
        patch.setattr(checkouts, "remember", lambda request, checkout: None)
        assert buy(client, body, **key).status_code == 201
    IdempotentRequest.objects.update(status=None, body=None)
    _abandon()
    problem(buy(client, body, **key), 409, "hold-gone")


def buy_twice_at_once(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The answers to two requests with one key, each in its thread; neither orders before the other is there, or half a second is over."""
    body, answers, start, meeting = order_of(hold().token), [], threading.Barrier(2), threading.Barrier(2)
    real = checkouts.start_checkout

    def order(**more: Any) -> Checkout:
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=0.5)
        return real(**more)

    monkeypatch.setattr(checkouts, "start_checkout", order)

    def run() -> None:
        with gateway.using(client_for(sandbox)):
            start.wait()
            answers.append(buy(Client(), body, **{"Idempotency-Key": "k5"}))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((answer.status_code, answer.json().get("code")) for answer in answers)


def test_two_tries_at_once_with_one_key_make_one_checkout(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert buy_twice_at_once(sandbox, monkeypatch) == [(201, None), (409, "idempotency-key-running")]
    assert Checkout.objects.count() == 1


def test_control_without_the_row_of_the_key_the_second_try_is_told_the_hold_is_gone(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are carried out: the guest who asked twice reads a refusal of what was booked."""

    def open_always(request: Any, key: str) -> tuple[IdempotentRequest, bool]:
        return IdempotentRequest.objects.create(client=f"{threading.get_ident()}", key=key, fingerprint="x"), True

    monkeypatch.setattr(idempotency, "_open", open_always)
    assert buy_twice_at_once(sandbox, monkeypatch) == [(201, None), (409, "hold-gone")]


def _abandon() -> None:
    from datetime import timedelta

    from django.utils import timezone

    IdempotentRequest.objects.update(created_at=timezone.now() - timedelta(minutes=2))
